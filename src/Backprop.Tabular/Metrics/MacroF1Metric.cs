namespace Backprop.Tabular.Metrics;

/// <summary>
/// The mean F1 of the classes that have rows or are predicted. Rows of classes that the model does not know count as one more class, with F1 0.
/// </summary>
internal sealed class MacroF1Metric() : Metric<ClassRows>("f1_macro", "The mean over the classes of F1, the harmonic mean of precision and recall")
{
    public override Estimate? Of(ClassRows rows)
    {
        var counts = rows.Counts;
        double sum = 0;
        int classes = counts.Unknown > 0 ? 1 : 0;
        for (int k = 0; k < rows.Classes; k++)
        {
            if (counts.F1(k) is not { } f1)
                continue;
            sum += f1;
            classes++;
        }
        if (classes == 0)
            return null;
        return rows.Estimate(sum / classes, row =>
        {
            int truth = rows.Target(row), predicted = rows.Predicted(row);
            double Part(int k, double rightHere) => k < 0 ? 0 : rows.TotalWeight / (counts.True(k) + counts.Predicted(k)) * (rightHere - counts.F1(k)!.Value);
            return (truth == predicted ? 2 * Part(truth, 1) : Part(truth, 0) + Part(predicted, 0)) / classes;
        });
    }
}
