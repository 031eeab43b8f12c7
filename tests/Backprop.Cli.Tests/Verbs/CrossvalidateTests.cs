using System.Text;
using System.Text.Json;

namespace Backprop.Cli.Tests.Verbs;

public sealed class CrossvalidateTests : IDisposable
{
    private readonly Workplace place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public void The_report_has_every_metric_beside_the_baseline_a_line_for_each_fold_and_the_next_command()
    {
        string data = place.Write("data.csv", Tables.Classes());
        var outcome = Run(data, "--target", "kind", "--seed=2", "--folds=3");
        outcome.Is(0);
        Assert.Equal("", outcome.Error);
        Assert.Contains("rows      120 rows in 3 folds, each tested by a model of the others", outcome.Out, StringComparison.Ordinal);
        Assert.Matches("mean over the folds +model +± standard error +baseline\n +accuracy +[0-9.]+ +± [0-9.]+ +[0-9.]+\n +log_loss ", outcome.Out);
        Assert.Matches("fold +trained on +tested on +accuracy +baseline\n +1 +80 rows +40 rows +[0-9.]+ +[0-9.]+\n +2 +80 rows", outcome.Out);
        Assert.EndsWith($"  ./backprop train {data} --target kind --seed 2 --recipe plain --epochs 4 --test 0\n", outcome.Out, StringComparison.Ordinal);
        Assert.Empty(place.Models);
    }

    [Fact]
    public void Json_has_means_and_standard_errors_and_each_fold()
    {
        var json = Run(place.Write("data.csv", Tables.Classes()), "--target", "kind", "--folds", "3", "--repeats", "2", "--json").Json;
        Assert.Equal((3, 2, 120, "plain", 1), (Number(json, "folds"), Number(json, "repeats"), Number(json, "rows"), json.GetProperty("recipe").GetString(), Number(json, "seed")));
        var each = json.GetProperty("each").EnumerateArray().ToArray();
        Assert.Equal([(1, 1), (1, 2), (1, 3), (2, 1), (2, 2), (2, 3)], each.Select(fold => (Number(fold, "repeat"), Number(fold, "fold"))));
        Assert.All(each, fold => Assert.Equal((80, 40), (Number(fold, "train_rows"), Number(fold, "test_rows"))));
        var accuracy = json.GetProperty("metrics").GetProperty("accuracy");
        Assert.Equal(each.Average(fold => fold.GetProperty("accuracy").GetDouble()), accuracy.GetProperty("mean").GetDouble(), 1e-12);
        Assert.True(accuracy.GetProperty("se").GetDouble() > 0);
        Assert.Equal(each.Average(fold => fold.GetProperty("baseline").GetProperty("log_loss").GetDouble()), json.GetProperty("baseline").GetProperty("log_loss").GetProperty("mean").GetDouble(), 1e-12);
        Assert.Equal(JsonValueKind.Array, json.GetProperty("notes").ValueKind);
    }

    [Fact]
    public void Numbers_and_several_targets_are_measured_in_their_units()
    {
        var json = Run(place.Write("data.csv", Tables.Numbers()), "--target", "y", "--target", "b", "--json").Json;
        Assert.Equal("regression", json.GetProperty("task").GetString());
        double Mean(JsonElement of) => of.GetProperty("rmse").GetProperty("mean").GetDouble();
        var targets = json.GetProperty("targets");
        Assert.Equal((Mean(targets.GetProperty("y")) + Mean(targets.GetProperty("b"))) / 2, Mean(json.GetProperty("metrics")), 1e-9);
    }

    [Fact]
    public void Folds_by_time_are_tested_on_later_rows_and_the_column_may_be_left_out()
    {
        var text = new StringBuilder("day,x,y\n");
        for (int row = 0; row < 60; row++)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"2024-{1 + (row * 7 % 12):00}-01,{row % 9},{row % 9 + 0.5}\n");
        string data = place.Write("data.csv", text.ToString());
        var outcome = Run(data, "--target", "y", "--time-order", "day", "--folds", "2", "--column", "day=ignore");
        outcome.Is(0);
        Assert.Contains("60 rows in the order of day, in 3 blocks: each but the first is tested by a model of those before it", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("inputs    1 input from 1 column", outcome.Out, StringComparison.Ordinal);
        Assert.Contains($"train {data} --target y --column day=ignore --recipe plain --epochs 4 --test 0", outcome.Out, StringComparison.Ordinal);
        var each = Run(data, "--target", "y", "--time-order", "day", "--folds", "2", "--json").Json.GetProperty("each").EnumerateArray().ToArray();
        Assert.Equal([(20, 20), (40, 20)], each.Select(fold => (Number(fold, "train_rows"), Number(fold, "test_rows"))));
    }

    [Theory]
    [InlineData(2, "--folds: '1' is not a whole number from 2.", "--folds", "1")]
    [InlineData(2, "--test: the test rows are those of the folds.", "--test", "0.2")]
    [InlineData(2, "--model: a cross-validation saves no model", "--model", "m.safetensors")]
    [InlineData(2, "--from: each fold trains new networks", "--from", "m.safetensors")]
    [InlineData(2, "--checkpoint: a cross-validation writes no checkpoints", "--checkpoint", "c")]
    [InlineData(2, "--studio: the studio follows a single training", "--studio", "--quiet")]
    [InlineData(2, "Folds are either in the order of time or of groups, not both.", "--group", "c", "--time-order", "a")]
    [InlineData(2, "The column 'kind' is a target, so it cannot order the rows, too.", "--time-order", "kind")]
    [InlineData(1, "120 rows with a target cannot be divided in 121 folds.", "--folds", "121")]
    [InlineData(1, "Column 'c' has 2 groups of rows with a target, but 5 folds need at least one each.", "--group", "c")]
    [InlineData(1, "Column 'c' holds labels, but only dates and numbers order the rows in time.", "--time-order", "c")]
    public void What_makes_no_sense_is_refused_with_a_sentence(int status, string message, params string[] more)
    {
        var outcome = Run([place.Write("data.csv", Tables.Classes()), "--target", "kind", .. more]);
        outcome.Is(status);
        Assert.StartsWith($"error: {message}", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Progress_is_drawn_on_a_terminal_and_an_interruption_ends_it()
    {
        string data = place.Write("data.csv", Tables.Classes());
        string[] line = ["crossvalidate", data, "--target", "kind", "--recipe", "plain", "--epochs", "1000000", "--patience", "1000000"];
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        var outcome = place.Run(new RunSettings { Stop = stop.Token }, line);
        outcome.Is(130);
        Assert.Equal("interrupted\n", outcome.Error);
        var drawn = place.Run(new RunSettings { Terminal = true }, [.. line, "--steps", "2000"]);
        drawn.Is(0);
        Assert.Matches("fold [1-5] of 5   0:0", drawn.Error);
        Assert.Matches("\r +\r$", drawn.Error);
    }

    [Fact]
    public void Models_that_are_no_better_than_the_baseline_are_reported_plainly()
    {
        var outcome = Run(place.Write("data.csv", Tables.Numbers()), "--target", "y", "--learning-rate", "1e-9");
        outcome.Is(0);
        Assert.StartsWith("warning: over the folds the models are no better than the baseline", outcome.Error, StringComparison.Ordinal);
    }

    private Outcome Run(params string[] args) => place.Run(["crossvalidate", .. args, "--recipe", "plain", "--epochs", "4"]);

    private static int Number(JsonElement of, string name) => of.GetProperty(name).GetInt32();
}
