using Backprop.Explain.Text;
using Backprop.Tabular.Metrics;
using Backprop.Tabular.Models;

namespace Backprop.Cli.Output;

/// <summary>The main metrics of several parts, one line each, under common headings.</summary>
internal static class MetricsTable
{
    /// <summary>Each part with its rows and metrics, below it those of each target where there are several, and the baseline on the last part.</summary>
    public static void Write(TextWriter output, IEnumerable<(string Name, PartMetrics Part)> parts, int digits)
    {
        var measured = parts.Where(part => part.Part.Metrics is not null).ToArray();
        if (measured.Length == 0)
            return;
        var (lastName, last) = measured[^1];
        var lines = measured.SelectMany(part => part.Part.Targets
            .Select(target => ($"  {target.Key}", (MetricSet)target.Value)).Prepend((part.Name, part.Part.Metrics!))).ToList();
        if (last.Baseline is { } baseline)
            lines.Add((measured.Length > 1 ? $"baseline ({lastName})" : "baseline", baseline));
        string[] names = [.. last.Metrics!.Catalogue.Where(metric => metric.IsMain && lines.Any(line => line.Item2.Find(metric.Name) is not null)).Select(metric => metric.Name)];
        AlignedTable.Write(output, [["", "rows", .. names], .. lines.Select(line => Cells(line.Item1, line.Item2, names, digits))]);
        if (last.Targets.Count > 0)
            output.WriteLine("  (for several targets these are plain means over the targets; those of rmse and mae mix their units)");
    }

    private static string[] Cells(string name, MetricSet metrics, string[] names, int digits) =>
    [
        name,
        metrics.Rows.ToString("N0", System.Globalization.CultureInfo.InvariantCulture),
        .. names.Select(metric => metrics.Find(metric) is { } value ? NumberText.Format(value, digits) : ""),
    ];
}
