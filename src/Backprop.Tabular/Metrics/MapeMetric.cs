namespace Backprop.Tabular.Metrics;

/// <summary>
/// The mean of |y − t|/|t|, as a fraction. Undefined unless all targets have one sign and none is nearer to zero than a hundredth of their mean: there, a few rows would decide it.
/// </summary>
internal sealed class MapeMetric() : Metric<NumberRows>("mape", "The mean absolute error as a share of the target, where no target is near zero")
{
    private const double Near = 0.01;

    public override Estimate? Of(NumberRows rows)
    {
        double mean = rows.MeanOf(rows.Target), least = double.PositiveInfinity;
        for (int n = 0; n < rows.Count; n++)
            least = rows.Weight(n) > 0 ? Math.Min(least, rows.Target(n) / mean) : least;
        return least >= Near ? rows.Mean(row => rows.Weight(row) > 0 ? Math.Abs(rows.Error(row) / rows.Target(row)) : 0) : null;
    }
}
