using Backprop.Explain.Text;
using Backprop.Tabular.Metrics;
using Backprop.Tabular.Models;

namespace Backprop.Cli.Output;

/// <summary>Metrics of several parts, one line each, under common headings.</summary>
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
        string[] names = lines.SelectMany(line => line.Item2.Values.Select(value => value.Name)).Distinct(StringComparer.Ordinal).ToArray();
        string[][] cells = [["", "rows", .. names], .. lines.Select(line => Cells(line.Item1, line.Item2, names, digits))];
        int[] widths = Enumerable.Range(0, cells[0].Length).Select(c => cells.Max(row => row[c].Length)).ToArray();
        foreach (string[] row in cells)
            output.WriteLine(("  " + row[0].PadRight(widths[0]) + string.Concat(row.Skip(1).Select((cell, c) => "  " + cell.PadLeft(widths[c + 1])))).TrimEnd());
        if (last.Targets.Count > 0)
            output.WriteLine("  (for several targets rmse, mae and r2 are plain means over the targets; those of rmse and mae mix their units)");
    }

    private static string[] Cells(string name, MetricSet metrics, string[] names, int digits)
    {
        var values = metrics.Values.ToDictionary(value => value.Name, value => value.Value, StringComparer.Ordinal);
        return
        [
            name,
            metrics.Rows.ToString("N0", System.Globalization.CultureInfo.InvariantCulture),
            .. names.Select(metric => values.TryGetValue(metric, out double value) ? NumberText.Format(value, digits) : ""),
        ];
    }
}
