using System.Globalization;
using Backprop.Tabular.Metrics;

namespace Backprop.Tabular.Models;

/// <summary>Whether the classes of some rows are clearly more or less frequent than in training.</summary>
internal static class ClassShift
{
    private const int FewestRows = 30;

    private const double Clear = 0.2, StandardErrors = 4;

    /// <summary>
    /// A note about the class whose share differs most, where it differs by more than a fifth of the rows and by more than four standard errors; null where none does, with fewer than 30
    /// rows, and where rows have weights.
    /// </summary>
    /// <param name="model">The model, with the record of its training.</param>
    /// <param name="report">The metrics of the rows.</param>
    public static string? Note(Model model, PartMetrics report)
    {
        if (report.Metrics is not ClassificationMetrics metrics || model.Record is not { RowWeights: null } record || metrics.Classes.Count != record.BaselineValues.Count)
            return null;
        int rows = metrics.Classes.Sum(of => of.Rows), trained = Math.Max(1, record.Training.Rows);
        if (rows < FewestRows)
            return null;
        double Share(int of) => (double)metrics.Classes[of].Rows / rows;
        double Distance(int of) => Math.Abs(Share(of) - record.BaselineValues[of]);
        int most = Enumerable.Range(0, metrics.Classes.Count).MaxBy(Distance);
        double now = Share(most), before = record.BaselineValues[most], variance = Math.Max(now * (1 - now), before * (1 - before));
        return Distance(most) > Clear && Distance(most) > StandardErrors * Math.Sqrt(variance * ((1.0 / rows) + (1.0 / trained)))
            ? string.Create(CultureInfo.InvariantCulture, $"target '{model.TargetColumns[0]}': {100 * now:0} % of these rows are of class '{model.Labels[most]}', {100 * before:0} % of the training rows: the metrics of such rows can differ from those of training")
            : null;
    }
}
