namespace Backprop.Tabular.Metrics;

/// <summary>The mean of −ln p, where p is the predicted probability of the true class.</summary>
internal sealed class LogLossMetric() : Metric<ClassRows>(
    ClassificationMetrics.LogLossName, "The mean of −ln p, where p is the predicted probability of the true class; 0 is perfect", isMain: true)
{
    public override Estimate? Of(ClassRows rows) => rows.Mean(row => ClassificationMetrics.Loss(rows.TrueProbability(row)));
}
