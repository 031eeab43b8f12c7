namespace Backprop.Tabular.Metrics;

/// <summary>
/// The area under the ROC curve of the second of two classes; of several the mean of those of each class against the rest, over the classes that have rows.
/// </summary>
internal sealed class AucMetric() : Metric<ClassRows>(
    "auc", "The probability that a row of the second class has a higher probability of it than a row of the first; of several classes the mean of each against the rest. 0.5 is chance", isMain: true)
{
    public override Estimate? Of(ClassRows rows) =>
        rows.Rankings is { } rankings && ClassRankings.Whole(rankings.Auc) is { } area ? rows.Estimate(area, rankings.Influence) : null;
}
