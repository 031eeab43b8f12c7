using Backprop.Tabular.Models;

namespace Backprop.Cli.Output;

/// <summary>Results that are infinite or NaN: JSON has no such numbers, so they are null, and a note says so.</summary>
internal static class Finite
{
    /// <summary>A note about the rows without a prediction; null where there are none.</summary>
    /// <param name="predictions">The predictions.</param>
    /// <param name="none">Whether no row has one.</param>
    public static string? Note(Predictions predictions, out bool none)
    {
        int bad = predictions.Count(prediction => !prediction.IsFinite);
        none = bad == predictions.Count && bad > 0;
        return bad == 0 ? null
            : $"{Words.Count(bad, "row")} of {Words.Count(predictions.Count, "row")} have no prediction: the network's outputs are infinite or NaN there. Its weights or these inputs are too large";
    }

    /// <summary>A note about metrics that are not finite; null where there are none.</summary>
    /// <param name="report">The metrics.</param>
    /// <param name="none">Whether no metric is finite.</param>
    public static string? Note(PartMetrics report, out bool none)
    {
        string[] bad = [.. (report.Metrics?.Values ?? []).Where(metric => !double.IsFinite(metric.Value)).Select(metric => metric.Name)];
        none = bad.Length > 0 && bad.Length == report.Metrics!.Values.Count;
        if (report.Error is { } error && !double.IsFinite(error))
            bad = ["error", .. bad];
        return bad.Length == 0 ? null : $"infinite or NaN: {string.Join(", ", bad)}. The network's outputs, or their squares, are too large";
    }
}
