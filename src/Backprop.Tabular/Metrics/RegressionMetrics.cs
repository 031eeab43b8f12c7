namespace Backprop.Tabular.Metrics;

/// <summary>
/// Metrics of predicted numbers against targets, in the targets' own units. Sums are in double precision in the order of the rows. Of several
/// targets each has its metrics, and those of the whole are their plain means, without standard errors.
/// </summary>
public sealed class RegressionMetrics : MetricSet
{
    internal const string RmseName = "rmse", MaeName = "mae";

    private RegressionMetrics(int rows, OrderedDictionary<string, Estimate> estimates) : base(rows, estimates) { }

    /// <summary>Every metric of numbers.</summary>
    internal static IReadOnlyList<Metric<NumberRows>> All { get; } =
        [new RmseMetric(), new MaeMetric(), new R2Metric(), new MedianErrorMetric(), new MaxErrorMetric(), new MapeMetric()];

    /// <summary>The root of the mean squared error (by weight), in the target's unit.</summary>
    public double Rmse => Find(RmseName)!.Value;

    /// <summary>The mean absolute error (by weight), in the target's unit.</summary>
    public double Mae => Find(MaeName)!.Value;

    /// <summary>
    /// The share of the targets' variance that is explained: 1 − Σ(y − t)²/Σ(t − mean)², with the mean of the measured rows; 1 is perfect, 0 as
    /// good as their mean, below 0 worse. NaN where all measured targets are the same.
    /// </summary>
    public double R2 => Find("r2") ?? double.NaN;

    /// <summary>The metrics of each of several targets, in their order; empty for one target.</summary>
    public IReadOnlyList<RegressionMetrics> Targets { get; private init; } = [];

    internal override IReadOnlyList<Metric> Catalogue => All;

    /// <summary>The metrics that a file holds by name; null where they are not these. An infinite number or NaN is null there.</summary>
    internal static RegressionMetrics? Read(int rows, IReadOnlyDictionary<string, double?> values) =>
        Read(All, values, RmseName, MaeName) is { } estimates ? new(rows, estimates) : null;

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
        var each = new RegressionMetrics[outputs];
        for (int k = 0; k < outputs; k++)
            each[k] = new(rows, Measure(All, new NumberRows(Column(predictions, k, outputs), Column(targets, k, outputs), weights)));
        return outputs == 1 ? each[0] : new(rows, Means(each)) { Targets = each };
    }

    /// <summary>The means of the metrics that all targets have.</summary>
    private static OrderedDictionary<string, Estimate> Means(RegressionMetrics[] each)
    {
        var means = Empty();
        foreach (var metric in All)
        {
            double?[] values = [.. each.Select(target => target.Find(metric.Name))];
            if (values.All(value => value is not null))
                means.Add(metric.Name, new(values.Sum()!.Value / each.Length));
        }
        return means;
    }

    private static double[] Column(ReadOnlySpan<double> values, int first, int step)
    {
        var column = new double[values.Length / step];
        for (int n = 0; n < column.Length; n++)
            column[n] = values[first + (n * step)];
        return column;
    }
}
