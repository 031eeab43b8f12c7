using System.Globalization;
using System.Text.Json;
using Backprop.Explain.Text;
using Backprop.Tabular.Metrics;
using Backprop.Tabular.Models;

namespace Backprop.Cli.Output;

/// <summary>All metrics of one set of rows, with standard errors; for classes also those of each class, and what is confused with what.</summary>
internal sealed class EvaluationReport(TextWriter output, int digits)
{
    private const int ErrorDigits = 2, MaxClasses = 12, MaxPairs = 10, MaxConfusion = 1000;

    /// <summary>The report as text.</summary>
    /// <param name="report">The metrics.</param>
    /// <param name="labels">The classes; none for numbers.</param>
    public void Write(PartMetrics report, IReadOnlyList<string> labels)
    {
        WriteMetrics(report);
        if (report.Targets.Count > 0)
            WriteTargets(report);
        if (report.Metrics is not ClassificationMetrics { Classes.Count: > 0 } metrics)
            return;
        WriteClasses(metrics, labels);
        if (labels.Count <= MaxClasses)
            WriteConfusion(metrics, labels);
        else
            WritePairs(metrics, labels);
    }

    /// <summary>Writes the members <c>"classes": [{"class": "a", "rows": n, "precision": x, …}, …]</c> and, for at most 1,000 classes, <c>"confusion": [[n, …], …]</c>; nothing for numbers.</summary>
    public static void WriteJson(Utf8JsonWriter writer, PartMetrics report, IReadOnlyList<string> labels)
    {
        if (report.Metrics is not ClassificationMetrics metrics)
            return;
        writer.WriteStartArray("classes");
        foreach (var (metric, label) in metrics.Classes.Zip(labels))
        {
            writer.WriteStartObject();
            writer.WriteString("class", label);
            writer.WriteNumber("rows", metric.Rows);
            foreach (var (name, value) in Values(metric))
                writer.Number(name, value);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        if (labels.Count > MaxConfusion)
            return;
        writer.WriteStartArray("confusion");
        foreach (var row in metrics.Confusion)
        {
            writer.WriteStartArray();
            foreach (int count in row)
                writer.WriteNumberValue(count);
            writer.WriteEndArray();
        }
        writer.WriteEndArray();
    }

    private void WriteMetrics(PartMetrics report)
    {
        var metrics = report.Metrics!;
        var lines = metrics.Values.Select(metric =>
            new[] { metric.Name, Number(metric.Value), Error(metrics.StandardErrorOf(metric.Name)), report.Baseline?.Find(metric.Name) is { } simple ? Number(simple) : "" });
        AlignedTable.Write(output, [[Words.Count(report.Rows, "row"), "model", metrics.StandardErrors.Count > 0 ? "± standard error" : "", report.Baseline is null ? "" : "baseline"], .. lines], left: true);
    }

    private void WriteTargets(PartMetrics report)
    {
        string[] names = [.. report.Metrics!.Catalogue.Where(metric => metric.IsMain).Select(metric => metric.Name)];
        output.WriteLine("  (for several targets these are plain means over the targets; those in the targets' units mix the units)");
        output.WriteLine();
        AlignedTable.Write(output, [["target", .. names], .. report.Targets.Select(target => new[]
        {
            target.Key,
        }.Concat(names.Select(name => target.Value.Find(name) is { } value ? $"{Number(value)} {Error(target.Value.StandardErrorOf(name))}" : "")).ToArray())], left: true);
    }

    private void WriteClasses(ClassificationMetrics metrics, IReadOnlyList<string> labels)
    {
        int[] shown = [.. Enumerable.Range(0, labels.Count).OrderBy(k => labels.Count > MaxClasses ? metrics.Classes[k].F1 ?? 2 : 0).Take(MaxClasses)];
        output.WriteLine();
        if (labels.Count > MaxClasses)
            output.WriteLine($"  the {MaxClasses} of {labels.Count} classes with the lowest f1");
        AlignedTable.Write(output,
        [
            ["class", "rows", .. Values(metrics.Classes[0]).Select(value => value.Name)],
            .. shown.Select(k => (string[])[$"[{k + 1}] {labels[k]}", Count(metrics.Classes[k].Rows), .. Values(metrics.Classes[k]).Select(value => value.Value is { } number ? Number(number) : "")]),
        ]);
    }

    private void WriteConfusion(ClassificationMetrics metrics, IReadOnlyList<string> labels)
    {
        output.WriteLine();
        output.WriteLine("  rows by true class (down) and predicted class (across)");
        AlignedTable.Write(output,
        [
            ["true class", .. labels.Select((_, k) => $"[{k + 1}]")],
            .. labels.Select((label, t) => (string[])[$"[{t + 1}] {label}", .. metrics.Confusion[t].Select(Count)]),
        ]);
    }

    private void WritePairs(ClassificationMetrics metrics, IReadOnlyList<string> labels)
    {
        var pairs = metrics.Confusion.SelectMany((row, t) => row.Select((count, k) => (Rows: count, True: t, Predicted: k))).Where(pair => pair.True != pair.Predicted && pair.Rows > 0)
            .OrderByDescending(pair => pair.Rows).Take(MaxPairs).ToArray();
        if (pairs.Length == 0)
            return;
        output.WriteLine();
        output.WriteLine("  most frequent confusions");
        AlignedTable.Write(output, [["true class", "predicted", "rows"], .. pairs.Select(pair => new[] { labels[pair.True], labels[pair.Predicted], Count(pair.Rows) })], left: true);
    }

    private static (string Name, double? Value)[] Values(ClassMetrics metrics) =>
        [("precision", metrics.Precision), ("recall", metrics.Recall), ("f1", metrics.F1), ("auc", metrics.Auc), ("average_precision", metrics.AveragePrecision)];

    private string Number(double value) => NumberText.Format(value, digits);

    private static string Error(double? error) => error is { } value ? $"± {NumberText.Format(value, ErrorDigits)}" : "";

    private static string Count(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
