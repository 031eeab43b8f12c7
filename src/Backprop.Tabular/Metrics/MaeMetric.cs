namespace Backprop.Tabular.Metrics;

/// <summary>The mean absolute error.</summary>
internal sealed class MaeMetric() : Metric<NumberRows>(RegressionMetrics.MaeName, "The mean absolute error, in the target's unit", isMain: true)
{
    public override Estimate? Of(NumberRows rows) => rows.Mean(row => Math.Abs(rows.Error(row)));
}
