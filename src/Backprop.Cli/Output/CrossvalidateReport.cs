using System.Globalization;
using System.Text.Json;
using Backprop.Explain.Text;
using Backprop.Tabular.Encoders;
using Backprop.Tabular.Models;
using Backprop.Tabular.Validation;

namespace Backprop.Cli.Output;

/// <summary>The report of <c>crossvalidate</c>: every metric with its standard error beside the baseline, and a line for each fold.</summary>
internal sealed class CrossvalidateReport(TextWriter output, int digits)
{
    private const int ErrorDigits = 2, MaxFolds = 50;

    /// <summary>What the rows are for, as one line of the plan.</summary>
    /// <param name="plan">The training with all rows.</param>
    /// <param name="options">How each fold is trained.</param>
    /// <param name="how">How the rows are divided.</param>
    public static string Rows(TrainingPlan plan, ModelOptions options, CrossValidationOptions how)
    {
        int count = plan.TrainingRows + (plan.Folds > 0 ? 0 : plan.ValidationRows);
        string rows = Words.Count(count, "row");
        if (how.TimeOrder is { } time)
            return $"{rows} in the order of {time}, in {how.Folds + 1} blocks: each but the first is tested by a model of those before it";
        string groups = options.Group is { } column ? $", rows with the same {column} kept together" : "", repeats = how.Repeats > 1 ? $", {how.Repeats} times" : "";
        return $"{rows} in {how.Folds} folds{repeats}, each tested by a model of the others{groups}";
    }

    /// <summary>The report as text.</summary>
    /// <param name="result">The result.</param>
    /// <param name="how">How the rows were divided.</param>
    /// <param name="notesShown">The number of notes already shown.</param>
    /// <param name="next">The next command to type; null for none, and no notes.</param>
    public void Write(CrossValidationResult result, CrossValidationOptions how, int notesShown, string? next)
    {
        if (next is not null)
            output.WriteLine();
        output.WriteLine($"tested    {Words.Count(result.Each.Count, "fold")} in {Words.Duration(result.Duration)}");
        WriteMeans("mean over the folds", result.Metrics, result.Baseline);
        if (result.Targets.Count > 0)
            output.WriteLine("  (for several targets these are plain means over the targets; those in the targets' units mix the units)");
        foreach (var (target, metrics) in result.Targets)
        {
            output.WriteLine();
            WriteMeans(target, metrics, null);
        }
        WriteFolds(result, how.Repeats);
        if (next is null)
            return;
        foreach (string note in result.Notes.Skip(notesShown))
            output.WriteLine($"  note: {note}");
        output.WriteLine();
        output.WriteLine("Next, a model from all rows:");
        output.WriteLine($"  {next}");
        output.Flush();
    }

    /// <summary>The object of <c>crossvalidate --json</c>.</summary>
    public static void WriteJson(TextWriter output, IEnumerable<string> notes, ModelOptions options, CrossValidationOptions how, CrossValidationResult result) => JsonText.WriteObject(output, writer =>
    {
        writer.WriteString("task", result.Task == TargetTask.Classification ? "classification" : "regression");
        writer.WriteStartArray("target");
        foreach (string target in options.Targets)
            writer.WriteStringValue(target);
        writer.WriteEndArray();
        writer.WriteNumber("rows", result.Rows);
        writer.WriteNumber("folds", how.Folds);
        writer.WriteNumber("repeats", how.Repeats);
        writer.WriteString("recipe", result.Recipe);
        writer.WriteNumber("seed", options.Seed);
        writer.WriteNumber("seconds", result.Duration.TotalSeconds);
        WriteMeans(writer, "metrics", result.Metrics);
        if (result.Targets.Count > 0)
        {
            writer.WriteStartObject("targets");
            foreach (var (target, metrics) in result.Targets)
                WriteMeans(writer, target, metrics);
            writer.WriteEndObject();
        }
        WriteMeans(writer, "baseline", result.Baseline);
        writer.WriteBoolean("beats_baseline", result.BeatsBaseline);
        writer.WriteStartArray("each");
        foreach (var fold in result.Each)
            WriteFold(writer, fold);
        writer.WriteEndArray();
        TrainReport.WriteNotes(writer, [.. notes, .. result.Notes]);
    });

    private static void WriteMeans(Utf8JsonWriter writer, string name, IReadOnlyList<MetricMean> metrics)
    {
        writer.WriteStartObject(name);
        foreach (var metric in metrics)
        {
            writer.WriteStartObject(metric.Name);
            writer.Number("mean", metric.Mean);
            writer.Number("se", metric.StandardError);
            writer.WriteEndObject();
        }
        writer.WriteEndObject();
    }

    private static void WriteFold(Utf8JsonWriter writer, FoldResult fold)
    {
        writer.WriteStartObject();
        writer.WriteNumber("repeat", fold.Repeat);
        writer.WriteNumber("fold", fold.Fold);
        writer.WriteNumber("train_rows", fold.TrainingRows);
        writer.WriteNumber("test_rows", fold.Test.Rows);
        writer.WriteNumber("seconds", fold.Duration.TotalSeconds);
        writer.Number("error", fold.Test.Error);
        PartMetrics.WriteValues(writer, fold.Test.Metrics!);
        fold.Test.WriteTargets(writer);
        TrainReport.WriteBaseline(writer, fold.Test);
        writer.WriteBoolean("guess", fold.IsGuess);
        writer.WriteEndObject();
    }

    private void WriteMeans(string title, IReadOnlyList<MetricMean> metrics, IReadOnlyList<MetricMean>? baseline)
    {
        string Simple(MetricMean metric) => baseline?.FirstOrDefault(other => other.Name == metric.Name) is { } simple ? NumberText.Format(simple.Mean, digits) : "";
        AlignedTable.Write(output,
        [
            [title, "model", "± standard error", baseline is null ? "" : "baseline"],
            .. metrics.Select(metric => new[]
            {
                metric.Name, NumberText.Format(metric.Mean, digits), metric.StandardError is { } error ? $"± {NumberText.Format(error, ErrorDigits)}" : "", Simple(metric),
            }),
        ], left: true);
    }

    private void WriteFolds(CrossValidationResult result, int repeats)
    {
        string main = result.Metrics[0].Name;
        output.WriteLine();
        AlignedTable.Write(output,
        [
            ["fold", "trained on", "tested on", main, "baseline"],
            .. result.Each.Take(MaxFolds).Select(fold => (string[])
            [
                repeats > 1 ? string.Create(CultureInfo.InvariantCulture, $"{fold.Repeat}.{fold.Fold}") : fold.Fold.ToString(CultureInfo.InvariantCulture),
                Words.Count(fold.TrainingRows, "row"), Words.Count(fold.Test.Rows, "row"), Number(fold.Test.Metrics?.Find(main)), Number(fold.Test.Baseline?.Find(main)),
            ]),
        ]);
        if (result.Each.Count > MaxFolds)
            output.WriteLine($"  … and {Words.Count(result.Each.Count - MaxFolds, "fold")} more, which --json shows");
    }

    private string Number(double? value) => value is { } number ? NumberText.Format(number, digits) : "";
}
