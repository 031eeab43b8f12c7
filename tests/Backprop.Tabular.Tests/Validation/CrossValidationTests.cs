using Backprop.Tabular.Models;
using Backprop.Tabular.Tables;
using Backprop.Tabular.Tests.Models;
using Backprop.Tabular.Validation;
using Backprop.Training;

namespace Backprop.Tabular.Tests.Validation;

public sealed class CrossValidationTests
{
    private static readonly ModelOptions Plain = new() { Targets = ["kind"], Exclude = ["y"], Recipe = "plain", Epochs = 6, Hidden = [8] };

    private static readonly ModelOptions Several = Plain with { Members = 3, ValidationFolds = true };

    public static TheoryData<string, bool> Kinds => new() { { "kind", false }, { "kind", true }, { "y", false }, { "y", true } };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_fold_is_a_training_without_its_rows_tested_on_them(string target, bool several)
    {
        var options = (several ? Several : Plain) with { Targets = [target], Exclude = [target == "y" ? "kind" : "y"] };
        var how = new CrossValidationOptions { Folds = 3, Repeats = 2 };
        var result = CrossValidation.Run(Data(), options, how);
        var division = FoldDivision.Of(Data(), options, how);
        Assert.Equal(6, result.Each.Count);
        foreach (var (fold, rows) in result.Each.Zip(division.Folds))
        {
            var model = Model.Train(Data().Select(rows.Learned()), options with { Seed = rows.Seed, TestTable = Data().Select(rows.Test()) });
            Assert.Equal((rows.Repeat, rows.Fold, rows.Learned().Length, rows.Test().Length), (fold.Repeat, fold.Fold, fold.TrainingRows, fold.Test.Rows));
            Assert.Equal(model.Test.Metrics!.Values, fold.Test.Metrics!.Values);
            Assert.Equal(model.Test.Baseline!.Values, fold.Test.Baseline!.Values);
            Assert.Equal(model.Test.Error, fold.Test.Error);
        }
        Assert.True(result.BeatsBaseline);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_metrics_do_not_depend_on_threads(bool several)
    {
        string Of(int threads) => string.Join(' ', CrossValidation.Run(Data(), (several ? Several : Plain) with { Threads = threads }, new() { Folds = 4 })
            .Each.SelectMany(fold => fold.Test.Metrics!.Values.Select(metric => FormattableString.Invariant($"{metric.Name} {metric.Value:R}")).Append(FormattableString.Invariant($"{fold.Test.Error:R}"))));
        string one = Of(1);
        Assert.Equal(one, Of(2));
        Assert.Equal(one, Of(3));
    }

    [Fact]
    public void The_mean_is_that_of_the_folds()
    {
        var result = CrossValidation.Run(Data(), Plain, new() { Folds = 3 });
        Assert.Equal(result.Each.Average(fold => fold.Test.Accuracy!.Value), result.Find("accuracy")!.Mean, 1e-12);
        Assert.Equal(result.Each.Average(fold => fold.Test.Baseline!.Find("log_loss")!.Value), result.Baseline.Single(metric => metric.Name == "log_loss").Mean, 1e-12);
        Assert.Equal(Data().Rows, result.Each.Sum(fold => fold.Test.Rows));
    }

    [Fact]
    public void Of_several_targets_each_has_its_means()
    {
        int[] rows = [.. Enumerable.Range(0, 60)];
        var table = new Table([new NumberColumn("a", [.. rows.Select(n => n / 7.0)]), new NumberColumn("y", [.. rows.Select(n => n / 10.0)]), new NumberColumn("z", [.. rows.Select(n => n % 7 + 0.5)])]);
        var result = CrossValidation.Run(table, Plain with { Targets = ["y", "z"], Exclude = [] }, new() { Folds = 2 });
        Assert.Equal(["y", "z"], result.Targets.Select(target => target.Key));
        Assert.Equal(result.Find("rmse")!.Mean, result.Targets.Average(target => target.Value.Single(metric => metric.Name == "rmse").Mean), 1e-12);
    }

    [Fact]
    public void The_data_are_reported_once_and_the_folds_together()
    {
        int[] rows = [.. Enumerable.Range(0, 60)];
        var table = new Table(
        [
            new NumberColumn("patient_id", [.. rows.Select(n => 1000.0 + n)]),
            // The last four rows are copies.
            new NumberColumn("a", [.. rows.Select(n => n % 56 / 7.0)]),
            Encoders.TestTables.Labels("c", [.. rows.Select(n => n % 56 == 8 ? "rare" : n % 2 == 0 ? "even" : "odd")]),
            Encoders.TestTables.Labels("kind", [.. rows.Select(n => n == 30 ? null : n % 56 > 28 ? "b" : "a")]),
        ]);
        var notes = CrossValidation.Run(table, Plain with { Exclude = [] }, new() { Folds = 3 }).Notes;
        Assert.Single(notes, note => note.Contains("patient_id", StringComparison.Ordinal));
        Assert.Single(notes, note => note.StartsWith("target 'kind': 1 row without a value, excluded", StringComparison.Ordinal));
        Assert.Single(notes, note => note.Contains("of 59 rows have the inputs and the target of a row that trained the model they were tested with", StringComparison.Ordinal));
        Assert.Single(notes, note => note.StartsWith("test rows of fold ", StringComparison.Ordinal) && note.Contains("'rare'", StringComparison.Ordinal));
    }

    [Fact]
    public void An_error_of_a_fold_names_it()
    {
        // Sorted by time, the first rows are of one class.
        int[] rows = [.. Enumerable.Range(0, 40)];
        var table = new Table([new NumberColumn("t", [.. rows.Select(n => (double)n)]), Encoders.TestTables.Labels("kind", [.. rows.Select(n => n < 25 ? "a" : "b")])]);
        var refused = Assert.Throws<DataException>(() => CrossValidation.Run(table, Plain with { Exclude = [], Threads = 1 }, new() { Folds = 3, TimeOrder = "t" }));
        Assert.StartsWith("fold 1 of 3: The target 'kind' is 'a' in every training row", refused.Message, StringComparison.Ordinal);
        var diverged = Assert.Throws<DivergedException>(() => CrossValidation.Run(
            Data(), Plain with { Targets = ["y"], Exclude = ["kind"], Optimizer = new Backprop.Training.Optimizers.Sgd { LearningRate = 1e30 }, Threads = 1 }, new() { Folds = 2, Repeats = 2 }));
        Assert.StartsWith("repeat 1, fold 1 of 2: Training diverged", diverged.Message, StringComparison.Ordinal);
        // The number of the row is that of the table.
        var infinite = new Table([new NumberColumn("x", [.. rows.Select(n => n == 33 ? double.PositiveInfinity : n)]), table.Find("kind")!]);
        Assert.StartsWith("Column 'x', row 34: ", Assert.Throws<DataException>(() => CrossValidation.Run(infinite, Plain with { Exclude = [] })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Progress_rises_to_the_end_and_a_request_ends_it()
    {
        var reports = new List<CrossValidationProgress>();
        CrossValidation.Run(Data(), Several with { Epochs = 60, Threads = 2 }, new() { Folds = 3 }, new Reports(reports.Add));
        Assert.Equal(reports.Select(report => report.Part).Order(), reports.Select(report => report.Part));
        Assert.Equal((3, 3, 1.0), (reports[^1].Fold, reports[^1].Folds, reports[^1].Part));
        using var cancel = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => CrossValidation.Run(Data(), Several with { Epochs = 1_000_000, Threads = 2 }, null, new Reports(_ => cancel.Cancel()), cancel.Token));
        // Whoever is told of the progress may throw: nothing goes on behind.
        Assert.Throws<InvalidOperationException>(() => CrossValidation.Run(Data(), Several with { Epochs = 1_000_000 }, null, new Reports(_ => throw new InvalidOperationException())));
    }

    [Fact]
    public void Impossible_options_are_refused()
    {
        void Refused(string expected, ModelOptions options, CrossValidationOptions how) =>
            Assert.Contains(expected, Assert.Throws<ArgumentException>(() => CrossValidation.Run(Data(), options, how)).Message, StringComparison.Ordinal);
        Refused("at least 2 folds, but 1", Plain, new() { Folds = 1 });
        Refused("at least 1 division", Plain, new() { Repeats = 0 });
        Refused("cannot be repeated", Plain, new() { Repeats = 2, TimeOrder = "a" });
        Refused("not both", Plain with { Group = "a" }, new() { TimeOrder = "b" });
        Refused("'kind' is a target", Plain, new() { TimeOrder = "kind" });
        Refused("The test rows are those of the folds", Plain with { TestFraction = 0.2 }, new());
        Refused("no column can divide them", Plain with { SplitColumn = "a" }, new());
        Refused("no checkpoints", Plain with { Checkpoints = new CheckpointPolicy("file") }, new());
        Refused("no model to start from", new ModelOptions { WarmStart = Model.Train(Data(), Plain) }, new());
        Refused("No target column", new ModelOptions(), new());
    }

    private static Table Data() => TabularRecipeTests.Data();

    private sealed class Reports(Action<CrossValidationProgress> report) : IProgress<CrossValidationProgress>
    {
        public void Report(CrossValidationProgress value) => report(value);
    }
}
