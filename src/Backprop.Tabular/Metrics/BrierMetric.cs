namespace Backprop.Tabular.Metrics;

/// <summary>
/// The mean over the rows of Σ(p − t)² over the classes (Brier 1950), with t = 1 for the true class; half of it for two classes, so that it is (p − t)² of one of them. Where
/// the model does not know the true class no t is 1, and 1 is added; a row without a prediction counts as the worst one.
/// </summary>
internal sealed class BrierMetric() : Metric<ClassRows>(
    "brier", "The mean squared distance of the probabilities from 1 for the true class and 0 for the others: the sum over the classes, or for two classes that of one; 0 is perfect")
{
    public override Estimate? Of(ClassRows rows)
    {
        double[] distances = new double[rows.Count];
        for (int n = 0; n < distances.Length; n++)
            distances[n] = Distance(rows, n);
        return rows.Mean(row => distances[row]);
    }

    private static double Distance(ClassRows rows, int row)
    {
        double sum = rows.Target(row) < 0 ? 1 : 0;
        for (int k = 0; k < rows.Classes; k++)
        {
            double distance = rows.Probability(row, k) - (rows.Target(row) == k ? 1 : 0);
            sum += distance * distance;
        }
        return (rows.Predicted(row) < 0 ? 2 : sum) / (rows.Classes == 2 ? 2 : 1);
    }
}
