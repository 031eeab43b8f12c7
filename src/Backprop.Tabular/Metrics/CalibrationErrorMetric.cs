namespace Backprop.Tabular.Metrics;

/// <summary>
/// The expected calibration error (Naeini, Cooper and Hauskrecht 2015; Guo et al. 2017): <see cref="Calibration.MeanDistance"/> of the probabilities of the predicted classes. Undefined
/// where a row has no prediction.
/// </summary>
internal sealed class CalibrationErrorMetric() : Metric<ClassRows>(
    "calibration_error", "The mean distance between the probability of the predicted class and the share of such predictions that is correct, in ten bins; 0 is perfect")
{
    public override Estimate? Of(ClassRows rows)
    {
        var probabilities = new double[rows.Count];
        var right = new bool[rows.Count];
        var weights = new double[rows.Count];
        for (int n = 0; n < rows.Count; n++)
        {
            if (rows.Predicted(n) < 0)
                return null;
            probabilities[n] = rows.Probability(n, rows.Predicted(n));
            right[n] = rows.IsRight(n);
            weights[n] = rows.Weight(n);
        }
        return new Estimate(Calibration.Of(probabilities, right, weights: weights).MeanDistance);
    }
}
