namespace Backprop.Tabular.Metrics;

/// <summary>The share of the rows (by weight) whose most probable class is the true one.</summary>
internal sealed class AccuracyMetric() : Metric<ClassRows>(ClassificationMetrics.AccuracyName, "The share of rows whose class is predicted correctly", isMain: true)
{
    public override Estimate? Of(ClassRows rows) => rows.Mean(row => rows.IsRight(row) ? 1 : 0);
}
