using Backprop.Numerics.Randomness;
using Backprop.Tabular.Models;
using Backprop.Tabular.Tables;
using Backprop.Training;
using static Backprop.Tabular.Tests.Encoders.TestTables;

namespace Backprop.Tabular.Tests.Models;

public class MembersTests
{
    private static readonly ModelOptions Three = new() { Recipe = "plain", Targets = ["kind"], Exclude = ["y"], Members = 3, Epochs = 8, Hidden = [8] };

    public static TheoryData<string, bool> Kinds => new() { { "kind", false }, { "kind", true }, { "y", false }, { "y", true } };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_prediction_is_the_mean_over_the_networks_and_the_same_on_any_number_of_threads_and_from_its_file(string target, bool folds)
    {
        var options = Three with { Targets = [target], Exclude = [target == "y" ? "kind" : "y"], ValidationFolds = folds ? true : null };
        Model model = Model.Train(Data(), options with { Threads = 1 }), other = Model.Train(Data(), options with { Threads = 3 });
        Assert.Equal(3, model.Members.Count);
        Assert.Equal(3, model.Members.Select(member => member.WeightsSha256()).Distinct().Count());
        Assert.Equal(model.WeightsSha256(), other.WeightsSha256());
        using var file = new MemoryStream();
        model.Save(file);
        file.Position = 0;
        var read = Model.Load(file, "file");
        Assert.Equal(model.WeightsSha256(), read.WeightsSha256());
        Assert.Equal(model.Record!.Members, read.Record!.Members);
        Model[] single = [.. Enumerable.Range(0, 3).Select(k => model.Member(k))];
        var rows = Data().Select([0, 1, 2, 3, 4]);
        for (int n = 0; n < 5; n++)
        {
            double[] Numbers(Model of) => target == "y" ? [.. of.Predict(rows)[n].Values] : [.. of.Predict(rows)[n].Probabilities.Select(p => p.Value)];
            double[] mean = [.. Numbers(model).Select((_, k) => single.Average(one => Numbers(one)[k]))];
            Assert.Equal(mean, Numbers(read), (one, two) => Math.Abs(one - two) < 1e-4);
        }
        Assert.Equal(model.Test.Metrics!.Values, read.Evaluate(Data().Select([.. Rows(model, RowPart.Test)])).Report.Metrics!.Values);
    }

    [Fact]
    public void One_network_is_what_it_is_without_the_option_and_the_first_of_several()
    {
        var one = Three with { Members = 1 };
        string alone = Model.Train(Data(), one).Network.WeightsSha256();
        Assert.Equal(Model.Train(Data(), one with { Members = null }).Network.WeightsSha256(), alone);
        Assert.Equal(alone, Model.Train(Data(), Three).Members[0].WeightsSha256());
    }

    [Fact]
    public void Each_row_is_validated_by_the_network_that_was_not_trained_on_it()
    {
        var options = Three with { ValidationFolds = true, Members = 4 };
        var plan = TrainingPlan.Prepare(Data(), options);
        Assert.Equal((4, 4), (plan.Members, plan.Folds));
        Assert.Equal(plan.TrainingRows, plan.ValidationRows);
        var model = plan.Train();
        Assert.Equal(plan.TrainingRows, model.Validation.Rows);
        // By hand: the rows of each fold, predicted by its network alone.
        int[] rows = [.. Rows(model, RowPart.Training)];
        int[] folds = Split.Folds(rows.Length, 4, 1, Strata(rows), index: 1);
        double right = 0;
        for (int k = 0; k < 4; k++)
        {
            var own = model.Member(k).Evaluate(Data().Select([.. rows.Where((_, n) => folds[n] == k)])).Report;
            right += own.Accuracy!.Value * own.Rows;
        }
        Assert.Equal(right / rows.Length, model.Validation.Accuracy!.Value, 1e-12);
    }

    [Fact]
    public void Rows_of_a_group_are_in_one_fold()
    {
        var random = new RandomStream(3, Purpose.Test);
        int[] groups = [.. Enumerable.Range(0, 300).Select(_ => random.NextInt(23))], strata = [.. groups.Select(_ => random.NextInt(3))];
        groups = RowCodes.WithoutGaps(groups);
        int[] folds = GroupSplit.Folds(groups, 5, 1, strata);
        Assert.All(groups.Zip(folds).GroupBy(row => row.First), group => Assert.Single(group.Select(row => row.Second).Distinct()));
        Assert.All(folds.GroupBy(fold => fold), fold => Assert.InRange(fold.Count(), 40, 80));
        Assert.Equal([0, 1, 2, 3, 4], folds.Distinct().Order());
    }

    [Fact]
    public void Folds_have_nearly_the_same_size_and_share_of_each_class()
    {
        int[] strata = [.. Enumerable.Range(0, 103).Select(row => row % 10 == 0 ? 1 : row % 3 == 0 ? 2 : 0)];
        int[] folds = Split.Folds(103, 5, 9, strata);
        Assert.All(folds.GroupBy(fold => fold), fold => Assert.InRange(fold.Count(), 20, 21));
        for (int of = 0; of < 3; of++)
        {
            int[] counts = [.. Enumerable.Range(0, 5).Select(fold => folds.Where((f, row) => f == fold && strata[row] == of).Count())];
            Assert.InRange(counts.Max() - counts.Min(), 0, 1);
        }
        Assert.NotEqual(folds, Split.Folds(103, 5, 10, strata));
        Assert.Equal(folds, Split.Folds(103, 5, 9, strata));
    }

    [Fact]
    public void An_interrupted_training_of_several_networks_is_resumed_to_the_same_bits()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var options = Three with { Epochs = 40, ValidationFolds = true, Threads = 2 };
        string expected = Model.Train(Data(), options).WeightsSha256();
        try
        {
            using var cancel = new CancellationTokenSource();
            var policy = new CheckpointPolicy(path) { EveryEpoch = true };
            using (var training = TrainingPlan.Prepare(Data(), options with { Checkpoints = policy }).Begin())
            {
                // One network is in its tenth epoch, one within its first, one not yet begun.
                while (training.Runs[0].History.Count < 9)
                    training.Runs[0].Advance(TimeSpan.FromSeconds(1));
                training.Runs[1].Advance(2);
                cancel.Cancel();
                Assert.ThrowsAny<OperationCanceledException>(() => training.Train(cancellation: cancel.Token));
            }
            var checkpoint = Checkpoint.Load(path);
            Assert.Equal(3, checkpoint.Members.Count);
            Assert.True(checkpoint.IsUnderWay);
            Assert.Equal(3, Model.Load(path).Members.Count);
            var resumed = Model.Train(Data(), options with { Checkpoints = policy, Resume = checkpoint, Threads = 3 });
            Assert.Equal(expected, resumed.WeightsSha256());
            Assert.False(Checkpoint.Load(path).IsUnderWay);
            var wrong = Assert.Throws<CheckpointException>(() => Model.Train(Data(), options with { Resume = Checkpoint.Load(path), Members = 2 }));
            Assert.Contains("the number of networks was 3 and is 2", wrong.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Networks_that_were_asked_to_finish_before_an_epoch_are_left_out()
    {
        using var training = TrainingPlan.Prepare(Data(), Three with { ValidationFolds = true, Members = 4 }).Begin();
        Assert.True(training.Runs[1].Advance(TimeSpan.FromSeconds(60)));
        training.Runs[2].Advance(TimeSpan.FromSeconds(60));
        var model = training.Complete();
        Assert.Equal(2, model.Members.Count);
        Assert.Equal(TrainingEnd.Request, model.Record!.End);
        Assert.Contains(model.Notes, note => note.StartsWith("2 of 4 networks had completed an epoch", StringComparison.Ordinal));
        Assert.InRange(model.Validation.Rows, model.Training.Rows / 2 - 2, model.Training.Rows / 2 + 2);
    }

    [Fact]
    public void Progress_counts_all_networks()
    {
        var reports = new List<TrainingProgress>();
        Model.Train(Data(), Three with { Epochs = 100 }, new Reports(reports.Add));
        Assert.NotEmpty(reports);
        Assert.All(reports, report => Assert.Equal(3, report.Members));
        Assert.Equal(reports.Select(report => report.Part).Order(), reports.Select(report => report.Part));
        Assert.Equal(1, reports[^1].Part, 1e-9);
    }

    [Theory]
    [InlineData(0, false, "1 to 100 networks")]
    [InlineData(1, true, "at least 2 networks")]
    public void Impossible_numbers_are_refused(int members, bool folds, string expected) => Assert.Contains(
        expected, string.Join(' ', (Three with { Members = members, ValidationFolds = folds ? true : null }).Violations()), StringComparison.Ordinal);

    [Fact]
    public void A_warm_start_goes_on_with_every_network()
    {
        var first = Model.Train(Data(), Three);
        var next = Model.Train(Data(), new ModelOptions { WarmStart = first, Epochs = 2 });
        Assert.Equal(3, next.Members.Count);
        Assert.All(first.Members.Zip(next.Members), pair => Assert.NotEqual(pair.First.WeightsSha256(), pair.Second.WeightsSha256()));
    }

    private static IEnumerable<int> Rows(Model model, RowPart part) => model.Record!.Rows!.Parts.Index().Where(row => row.Item == part).Select(row => row.Index);

    private static int[] Strata(int[] rows) => RowCodes.Of(Data().Find("kind")!, rows);

    private static Table Data() => TabularRecipeTests.Data();

    private sealed class Reports(Action<TrainingProgress> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(value);
    }
}
