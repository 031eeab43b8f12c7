namespace Backprop.Tabular.Metrics;

/// <summary>The root of the mean squared error.</summary>
internal sealed class RmseMetric() : Metric<NumberRows>(RegressionMetrics.RmseName, "The root of the mean squared error, in the target's unit", isMain: true)
{
    public override Estimate? Of(NumberRows rows)
    {
        double square = rows.MeanOf(rows.Square), root = Math.Sqrt(square);
        return rows.Estimate(root, row => root == 0 ? 0 : (rows.Square(row) - square) / (2 * root));
    }
}
