namespace Backprop.Tabular.Metrics;

/// <summary>The largest absolute error of a row with a weight.</summary>
internal sealed class MaxErrorMetric() : Metric<NumberRows>("max_error", "The largest absolute error, in the target's unit")
{
    public override Estimate? Of(NumberRows rows) =>
        new Estimate(Enumerable.Range(0, rows.Count).Where(row => rows.Weight(row) > 0).Select(row => Math.Abs(rows.Error(row))).Aggregate(0.0, Math.Max));
}
