namespace Backprop.Tabular.Metrics;

/// <summary>
/// Metrics of predicted numbers against targets, in the targets' own units. Sums are in double precision in the order of the rows. Of several
/// targets each has its metrics, and those of the whole are their plain means.
/// </summary>
public sealed record RegressionMetrics : MetricSet
{
    /// <summary>The root of the mean squared error (by weight), in the target's unit.</summary>
    public required double Rmse { get; init; }

    /// <summary>The mean absolute error (by weight), in the target's unit.</summary>
    public required double Mae { get; init; }

    /// <summary>
    /// The share of the targets' variance that is explained: 1 − Σ(y − t)²/Σ(t − mean)², with the mean of the measured rows; 1 is perfect, 0 as
    /// good as their mean, below 0 worse. NaN where all measured targets are the same.
    /// </summary>
    public required double R2 { get; init; }

    /// <summary>The metrics of each of several targets, in their order; empty for one target.</summary>
    public IReadOnlyList<RegressionMetrics> Targets { get; init; } = [];

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, double Value)> Values =>
        double.IsNaN(R2) ? [("rmse", Rmse), ("mae", Mae)] : [("rmse", Rmse), ("mae", Mae), ("r2", R2)];

    /// <summary>The metrics that a file holds by name; null where they are not these. An infinite number or NaN is null there.</summary>
    internal static RegressionMetrics? Read(int rows, IReadOnlyDictionary<string, double?> values)
    {
        bool hasR2 = values.TryGetValue("r2", out double? r2);
        return values.Count == (hasR2 ? 3 : 2) && values.TryGetValue("rmse", out double? rmse) && values.TryGetValue("mae", out double? mae)
            ? new() { Rows = rows, Rmse = rmse ?? double.NaN, Mae = mae ?? double.NaN, R2 = r2 ?? double.NaN } : null;
    }

    /// <summary>Computes the metrics of predictions.</summary>
    /// <param name="predictions">N·K predicted numbers, row after row.</param>
    /// <param name="targets">N·K targets, row after row.</param>
    /// <param name="outputs">K, the number of targets of a row.</param>
    /// <param name="weights">N weights, not negative; none: every row counts 1.</param>
    /// <exception cref="ArgumentException">Sizes that do not match, no rows, or unfit weights.</exception>
    internal static RegressionMetrics Of(
        ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets, int outputs = 1, ReadOnlySpan<double> weights = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        if (predictions.Length != targets.Length || targets.Length % outputs != 0)
            throw new ArgumentException($"{predictions.Length} predictions do not match {targets.Length} targets, {outputs} per row.", nameof(targets));
        int rows = targets.Length / outputs;
        Check(rows, weights);
        var each = new RegressionMetrics[outputs];
        for (int k = 0; k < outputs; k++)
            each[k] = OfTarget(predictions, targets, k, outputs, weights);
        if (outputs == 1)
            return each[0];
        double rmse = 0, mae = 0, r2 = 0;
        foreach (var target in each)
        {
            rmse += target.Rmse;
            mae += target.Mae;
            r2 += target.R2;
        }
        return new RegressionMetrics { Rows = rows, Rmse = rmse / outputs, Mae = mae / outputs, R2 = r2 / outputs, Targets = each };
    }

    private static RegressionMetrics OfTarget(
        ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets, int first, int step, ReadOnlySpan<double> weights)
    {
        double squares = 0, absolutes = 0, sum = 0, total = 0;
        for (int i = first, n = 0; i < targets.Length; i += step, n++)
        {
            double weight = weights.IsEmpty ? 1 : weights[n], error = predictions[i] - targets[i];
            squares += weight * (error * error);
            absolutes += weight * Math.Abs(error);
            sum += weight * targets[i];
            total += weight;
        }
        double mean = sum / total, variance = 0;
        bool constant = true;
        for (int i = first, n = 0; i < targets.Length; i += step, n++)
        {
            variance += (weights.IsEmpty ? 1 : weights[n]) * ((targets[i] - mean) * (targets[i] - mean));
            constant &= targets[i] == targets[first];
        }
        return new RegressionMetrics
        {
            Rows = targets.Length / step,
            Rmse = Math.Sqrt(squares / total),
            Mae = absolutes / total,
            R2 = constant || variance == 0 ? double.NaN : 1 - (squares / variance),
        };
    }
}
