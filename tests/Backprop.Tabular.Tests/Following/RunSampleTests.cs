using System.Globalization;
using System.IO.Pipes;
using System.Text;
using Backprop.Files;
using Backprop.Tabular.Encoders;
using Backprop.Tabular.Following;
using Backprop.Tabular.Models;
using Backprop.Tabular.Reading;
using Backprop.Tabular.Tables;
using Backprop.Training;

namespace Backprop.Tabular.Tests.Following;

/// <summary>The rows that a training tells of.</summary>
public class RunSampleTests
{
    [Fact]
    public void Sorted_tables_give_rows_of_every_class_each_once_and_the_same_again()
    {
        // 3,000 rows sorted by class; the number n of a row is one of its inputs.
        TrainingPlan plan = Plan(3000, n => n < 1000 ? "a" : n < 2000 ? "b" : "c");
        RunSample sample = RunSample.Of(plan)!;
        Assert.Equal(RunSample.MaxTraining, sample.Training.Count);
        Assert.Equal(RunSample.MaxValidation, sample.Validation!.Count);
        int[] counts = new int[3];
        foreach (int n in Enumerable.Range(0, 60))
            counts[ClassOf(sample.Training, n)]++;
        Assert.All(counts, count => Assert.InRange(count, 8, 35));
        Assert.Equal(sample.Training.Count, Enumerable.Range(0, sample.Training.Count).Select(n => sample.Training.Inputs[n, 0]).Distinct().Count());
        Assert.Equal(sample.Write(), RunSample.Of(Plan(3000, n => n < 1000 ? "a" : n < 2000 ? "b" : "c"))!.Write());
    }

    [Fact]
    public void Few_rows_come_all_and_with_their_own_targets()
    {
        TrainingPlan plan = Plan(40, n => n % 3 == 0 ? "x" : "y");
        RunSample sample = RunSample.Of(plan)!;
        Assert.Equal((plan.TrainingRows, plan.ValidationRows), (sample.Training.Count, sample.Validation!.Count));
        var scale = ((NumberEncoder)sample.Inputs!.Columns[0]).Scale!.Value;
        for (int n = 0; n < sample.Training.Count; n++)
        {
            int number = (int)Math.Round(Math.Sqrt(scale.Undo(sample.Training.Inputs[n, 0])));
            Assert.Equal(number % 3 == 0 ? 0 : 1, ClassOf(sample.Training, n));
        }
    }

    [Fact]
    public void What_is_reported_arrives_with_the_names()
    {
        RunSample sample = RunSample.Of(Plan(500, n => n % 2 == 0 ? "even" : "odd"))!;
        using var down = new AnonymousPipeServerStream(PipeDirection.Out);
        using var downEnd = new AnonymousPipeClientStream(PipeDirection.In, down.ClientSafePipeHandle);
        using var training = new FollowedTraining(down, new MemoryStream(), new RunDescription("d", "t", "1-1", 2, 1, "sgd", 1, null), sample, () => { }, () => { }, () => { }, CancellationToken.None);
        var follower = new RunFollower(downEnd, new MemoryStream());
        Assert.IsType<RunDescription>(follower.Read());
        var told = Assert.IsType<RunSample>(follower.Read());
        Assert.Equal(sample.Write(), told.Write());
        Assert.Equal(["even", "odd"], ((ClassTargets)told.Targets!).Labels);
        Assert.Equal(sample.Inputs!.InputNames, told.Inputs!.InputNames);
    }

    [Fact]
    public void More_rows_than_are_reported_are_refused()
    {
        const int Rows = RunSample.MaxTraining + 1;
        using var bytes = new MemoryStream();
        new SafetensorsFile(new Dictionary<string, string>(StringComparer.Ordinal), [new("training.inputs", [Rows, 1], new float[Rows]), new("training.targets", [Rows, 1], new float[Rows])])
            .Write(bytes);
        Assert.Throws<FormatException>(() => RunSample.Read(bytes.ToArray()));
    }

    [Fact]
    public void Parts_that_do_not_fit_are_refused()
    {
        using var bytes = new MemoryStream();
        new SafetensorsFile(new Dictionary<string, string>(StringComparer.Ordinal),
        [
            new("training.inputs", [2, 3], new float[6]), new("training.targets", [2, 1], new float[2]),
            new("validation.inputs", [2, 4], new float[8]), new("validation.targets", [2, 1], new float[2]),
        ]).Write(bytes);
        Assert.Throws<FormatException>(() => RunSample.Read(bytes.ToArray()));
    }

    private static int ClassOf(Examples rows, int n)
    {
        var target = new float[rows.Outputs];
        rows.CopyTargetsTo(n, target);
        return target.Length == 1 ? (int)target[0] : Array.IndexOf(target, 1);
    }

    private static TrainingPlan Plan(int rows, Func<int, string> kind)
    {
        var text = new StringBuilder("number,other,kind\n");
        for (int n = 0; n < rows; n++)
            text.Append(CultureInfo.InvariantCulture, $"{n * n},{n % 7},{kind(n)}\n");
        return TrainingPlan.Prepare(Table.Read(new MemoryStream(Encoding.UTF8.GetBytes(text.ToString())), "rows.csv"), new ModelOptions { Recipe = "plain", Targets = ["kind"], TestFraction = 0, Threads = 1 });
    }
}
