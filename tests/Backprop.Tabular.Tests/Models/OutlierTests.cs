using System.Text.Json;
using Backprop.Tabular.Encoders;
using Backprop.Tabular.Models;
using Backprop.Tabular.Tables;
using Backprop.Training.Optimizers;

namespace Backprop.Tabular.Tests.Models;

/// <summary>Single rows far outside the others ruin neither a training nor its metrics.</summary>
public sealed class OutlierTests
{
    private static readonly ModelOptions Quick = new() { Recipe = "plain", Targets = ["y"], SplitColumn = "part", Hidden = [8], Epochs = 40, Threads = 1 };

    [Fact]
    public void Predictions_stay_near_the_range_of_the_training_targets_everywhere()
    {
        // A straight line, so that it is known to be beyond the limits where inputs are.
        var model = Model.Train(Line(), Quick with { Hidden = [], Optimizer = new AdamW { LearningRate = 0.01 } });
        var range = ((NumberTargets)model.Targets!).Ranges[0]!.Value;
        Table far = new([new NumberColumn("x", [0, 900, -900]), new NumberColumn("y", [0, 20, -20])]);
        var predictions = model.Predict(far);
        Assert.Equal([false, true, true], predictions.Select(prediction => prediction.IsLimited));
        Assert.Equal(range.Limit(1e9), predictions[1].Value);
        Assert.Equal(range.Limit(-1e9), predictions[2].Value);
        Assert.Equal(predictions[1].Value, model.Predict(new { x = 900 }).Value);
        Assert.Equal(predictions[1].Value, RowResults.Of(model, far).Values[1]);
        Assert.Equal([EncodingNoteKind.FarValues, EncodingNoteKind.LimitedPredictions], predictions.Notes.Select(note => note.Kind));
        var evaluated = model.Evaluate(far);
        Assert.Equal(predictions.Notes.Select(note => note.ToString()), evaluated.Notes.Select(note => note.ToString()));
        Assert.InRange(evaluated.Report.Rmse!.Value, 10, 11);
        Assert.Equal(
            $"target 'y': 2 predictions limited to a tenth beyond the range of the training targets, {range.Text(value => ColumnValues.Text(value))}",
            predictions.Notes[1].ToString());
    }

    [Fact]
    public void An_option_lets_inputs_and_predictions_go_as_far_as_they_will()
    {
        var model = Model.Train(Line(), Quick with { Extrapolate = true });
        var prediction = model.Predict(new { x = 900 });
        Assert.False(prediction.IsLimited);
        Assert.True(prediction.Value > 100);
        Assert.Null(((NumberTargets)model.Targets!).Ranges[0]);
        Assert.Equal("yes", model.Record!.Settings.ToDictionary()["extrapolate"]);
    }

    [Fact]
    public void A_file_keeps_the_range_and_one_without_predicts_as_it_did()
    {
        string json = """{"kind":"numbers","columns":[{"column":"y","mean":1,"deviation":2,"range":[0,10]}]}""";
        var targets = (NumberTargets)TargetEncoder.Read(JsonDocument.Parse(json).RootElement);
        Assert.Equal((11, true), (targets.Decode(0, 100), targets.IsLimited(0, 100)));
        Assert.Equal((5, false), (targets.Decode(0, 2), targets.IsLimited(0, 2)));
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
            targets.Write(writer);
        Assert.Equal(json, System.Text.Encoding.UTF8.GetString(buffer.ToArray()));
        var old = (NumberTargets)TargetEncoder.Read(JsonDocument.Parse(json.Replace(",\"range\":[0,10]", "", StringComparison.Ordinal)).RootElement);
        Assert.Equal((201, false), (old.Decode(0, 100), old.IsLimited(0, 100)));
    }

    [Fact]
    public void A_training_that_goes_on_with_larger_targets_predicts_them()
    {
        var model = Model.Train(Line(), Quick);
        var further = Model.Train(Line(scale: 3), Quick with { Targets = [], WarmStart = model, Hidden = null });
        var (before, after) = (((NumberTargets)model.Targets!).Ranges[0]!.Value, ((NumberTargets)further.Targets!).Ranges[0]!.Value);
        Assert.Equal((3 * before.Min, 3 * before.Max), (after.Min, after.Max), (a, b) => Math.Abs(a.Item1 - b.Item1) + Math.Abs(a.Item2 - b.Item2) < 1e-4);
        Assert.Throws<ArgumentException>(() => Model.Train(Line(), Quick with { Targets = [], WarmStart = model, Hidden = null, Extrapolate = true }));
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void A_validation_row_far_outside_the_others_does_not_choose_the_epoch(bool farInput, bool farTarget)
    {
        var usual = Model.Train(Line(), Quick);
        var ruined = Model.Train(Line(farInput: farInput, farTarget: farTarget), Quick);
        Assert.True(ruined.Record!.BestEpoch > 20, $"epoch {ruined.Record.BestEpoch}, usually {usual.Record!.BestEpoch}");
        Assert.InRange(ruined.Test.Rmse!.Value, 0, 1.2 * usual.Test.Rmse!.Value);
        Assert.Equal(farInput, ruined.Notes.Any(note => note.StartsWith("validation rows: column 'x': 1 row with a value far outside", StringComparison.Ordinal)));
    }

    [Fact]
    public void An_outlier_among_the_training_rows_leaves_the_others_their_scale()
    {
        var usual = Model.Train(Line(), Quick);
        var table = Line(farTrainingInput: true);
        var model = Model.Train(table, Quick);
        Assert.InRange(model.Test.Rmse!.Value, 0, 1.5 * usual.Test.Rmse!.Value);
        Assert.Contains(model.Notes, note => note.StartsWith("training rows: column 'x': 1 row with a value far outside", StringComparison.Ordinal) && note.Contains("1000000", StringComparison.Ordinal));
        // Taken as it is, it is reported all the same.
        var plan = TrainingPlan.Prepare(table, Quick with { Extrapolate = true });
        Assert.Contains(plan.Notes, note => note.StartsWith("column 'x': 1 training row has a value far from all others (1000000 in row 1)", StringComparison.Ordinal));
    }

    [Fact]
    public void An_outlier_among_the_training_targets_is_reported()
    {
        var notes = TrainingPlan.Prepare(Line(farTrainingTarget: true), Quick).Notes;
        Assert.StartsWith("column 'y': 1 training row has a value far from all others (-1000000 in row 1), which sets the scale of all", Assert.Single(notes), StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_tail_is_no_outlier()
    {
        // Quantiles of a log-normal distribution by the logistic one, which is longer still: the greatest of 2,000 is 4,000 times the median.
        double[] values = [.. Enumerable.Range(1, 2000).Select(n => n / (2001.0 - n) * (n / (2001.0 - n)) / 1000)];
        Assert.Same(values, Outliers.Without(values));
        double[] few = [1, 2, 3, 1e9];
        Assert.Same(few, Outliers.Without(few));
        double[] constant = [.. Enumerable.Repeat(0.0, 99), 1e9];
        Assert.Same(constant, Outliers.Without(constant));
    }

    [Fact]
    public void Predictions_of_counts_stay_near_the_range_too()
    {
        int[] rows = [.. Enumerable.Range(0, 200)];
        var table = new Table([new NumberColumn("x", [.. rows.Select(n => n % 20 / 4.0)]), new NumberColumn("y", [.. rows.Select(n => (double)(n % 20 * (n % 20) / 20))])]);
        var model = Model.Train(table, Quick with { SplitColumn = null, Task = TargetTask.Regression, Error = Backprop.Losses.ErrorFunction.Poisson });
        Assert.InRange(model.Predict(new { x = 1e6 }).Value, 0, 18 * 1.1);
        Assert.True(((NumberTargets)model.Targets!).Ranges[0] is { Min: 0, Max: 18 });
    }

    /// <summary>y = 2x + noise for x from −3 to 3; the one validation row that may be far outside has x = 300 or y = −10⁶.</summary>
    private static Table Line(double scale = 1, bool farInput = false, bool farTarget = false, bool farTrainingInput = false, bool farTrainingTarget = false)
    {
        const int Rows = 600;
        var random = new Random(1);
        var (x, y) = (new double[Rows], new double[Rows]);
        int[] parts = new int[Rows];
        for (int n = 0; n < Rows; n++)
        {
            x[n] = (random.NextDouble() * 6) - 3;
            y[n] = scale * ((2 * x[n]) + (0.1 * random.NextDouble()));
            parts[n] = n % 5 == 1 ? 1 : n % 5 == 2 ? 2 : 0;
        }
        if (farInput)
            x[1] = 300;
        if (farTarget)
            y[1] = -1e6;
        if (farTrainingInput)
            x[0] = 1e6;
        if (farTrainingTarget)
            y[0] = -1e6;
        return new Table([new NumberColumn("x", x), new NumberColumn("y", y), new CategoryColumn("part", ["train", "val", "test"], parts)]);
    }
}
