using Backprop.Tabular.Metrics;

namespace Backprop.Tabular.Validation;

/// <summary>The mean of a metric over folds.</summary>
/// <param name="Name">The metric's name, such as <c>log_loss</c>.</param>
/// <param name="Mean">The mean over the folds of a division, and then over the divisions; each fold counts the same.</param>
/// <param name="StandardError">
/// s/√K over the K folds of a division, with their standard deviation s; of several divisions the root of the mean of its squares, because dividing the same rows again does not add any. An
/// approximation: folds share training rows, so that their metrics are not independent, and no estimate from one cross-validation is free of bias (Bengio and Grandvalet 2004). Null for fewer than two folds.
/// </param>
/// <param name="Folds">How many folds, of all divisions, define the metric.</param>
public sealed record MetricMean(string Name, double Mean, double? StandardError, int Folds)
{
    /// <summary>The means of every metric that any fold has.</summary>
    /// <param name="folds">The division of each fold, and its metrics.</param>
    internal static IReadOnlyList<MetricMean> Of(IReadOnlyList<(int Repeat, MetricSet Metrics)> folds)
    {
        var means = new List<MetricMean>();
        foreach (var metric in folds.Count == 0 ? [] : folds[0].Metrics.Catalogue)
        {
            double[][] divisions =
            [
                .. folds.Select(fold => (fold.Repeat, Value: fold.Metrics.Find(metric.Name))).Where(fold => fold.Value is not null).GroupBy(fold => fold.Repeat)
                    .Select(division => division.Select(fold => fold.Value!.Value).ToArray()),
            ];
            if (divisions.Length > 0)
                means.Add(new MetricMean(metric.Name, divisions.Average(values => values.Average()), ErrorOf(divisions), divisions.Sum(values => values.Length)));
        }
        return means;
    }

    private static double? ErrorOf(double[][] divisions)
    {
        double[] squares = [.. divisions.Where(values => values.Length > 1).Select(values =>
        {
            double mean = values.Average();
            return values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1) / values.Length;
        })];
        return squares.Length == 0 ? null : Math.Sqrt(squares.Average());
    }
}
