namespace Backprop.Tabular.Metrics;

/// <summary>
/// The share of the targets' variance that is explained: 1 − Σ(y − t)²/Σ(t − mean)², with the mean of the measured rows. Undefined where all measured targets are the same.
/// </summary>
internal sealed class R2Metric() : Metric<NumberRows>("r2", "The share of the variance that is explained; 1 is perfect, 0 is no better than the mean", isMain: true)
{
    public override Estimate? Of(NumberRows rows)
    {
        double mean = rows.MeanOf(rows.Target);
        double Deviation(int row) => (rows.Target(row) - mean) * (rows.Target(row) - mean);
        double variance = rows.SumOf(Deviation);
        if (variance == 0 || Enumerable.Range(0, rows.Count).All(row => rows.Target(row) == rows.Target(0)))
            return null;
        double unexplained = rows.SumOf(rows.Square) / variance;
        return rows.Estimate(1 - unexplained, row => ((unexplained * Deviation(row)) - rows.Square(row)) / variance * rows.TotalWeight);
    }
}
