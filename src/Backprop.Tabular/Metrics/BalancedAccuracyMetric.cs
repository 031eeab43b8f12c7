namespace Backprop.Tabular.Metrics;

/// <summary>
/// The mean of the recall of the classes that have rows. Rows of classes that the model does not know count as one more class, with recall 0.
/// </summary>
internal sealed class BalancedAccuracyMetric() : Metric<ClassRows>(
    "balanced_accuracy", "The mean over the classes of the share of their rows that is predicted correctly: every class counts the same", isMain: true)
{
    public override Estimate? Of(ClassRows rows)
    {
        var counts = rows.Counts;
        double sum = 0;
        int classes = counts.Unknown > 0 ? 1 : 0;
        for (int k = 0; k < rows.Classes; k++)
        {
            if (counts.Recall(k) is not { } recall)
                continue;
            sum += recall;
            classes++;
        }
        return rows.Estimate(sum / classes, row => rows.Target(row) is >= 0 and var k
            ? rows.TotalWeight / counts.True(k) * ((rows.IsRight(row) ? 1 : 0) - counts.Recall(k)!.Value) / classes : 0);
    }
}
