namespace Backprop.Tabular.Metrics;

/// <summary>
/// The average precision of the second of two classes; of several the mean of those of each class against the rest, over the classes that have rows.
/// </summary>
internal sealed class AveragePrecisionMetric() : Metric<ClassRows>(
    "average_precision", "The area under the curve of precision against recall of the second class; of several classes the mean of each against the rest. The share of the class is chance")
{
    public override Estimate? Of(ClassRows rows) =>
        rows.Rankings is { } rankings && ClassRankings.Whole(rankings.AveragePrecision) is { } precision ? new Estimate(precision) : null;
}
