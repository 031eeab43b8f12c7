namespace Backprop.Tabular.Metrics;

/// <summary>The metrics of a prediction that ignores the inputs: a model must beat them.</summary>
internal static class Baseline
{
    /// <summary>The shares of K classes in the training rows.</summary>
    /// <param name="targets">The classes of the training rows, from 0 to K − 1.</param>
    /// <param name="classes">K, 2 or more.</param>
    /// <param name="weights">Weights of the rows; none: every row counts 1.</param>
    /// <exception cref="ArgumentException">No rows, or no weight.</exception>
    public static double[] Shares(ReadOnlySpan<int> targets, int classes, ReadOnlySpan<double> weights = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        var shares = new double[classes];
        double total = 0;
        for (int n = 0; n < targets.Length; n++)
        {
            double weight = weights.IsEmpty ? 1 : weights[n];
            shares[targets[n]] += weight;
            total += weight;
        }
        RequireRows(total, nameof(targets));
        for (int k = 0; k < classes; k++)
            shares[k] /= total;
        return shares;
    }

    /// <summary>The means of K targets in the training rows.</summary>
    /// <param name="targets">N·K targets of the training rows, row after row.</param>
    /// <param name="outputs">K, the number of targets of a row.</param>
    /// <param name="weights">Weights of the rows; none: every row counts 1.</param>
    /// <exception cref="ArgumentException">No rows, or no weight.</exception>
    public static double[] Means(ReadOnlySpan<double> targets, int outputs = 1, ReadOnlySpan<double> weights = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        var means = new double[outputs];
        double total = 0;
        for (int i = 0; i < targets.Length; i++)
        {
            double weight = weights.IsEmpty ? 1 : weights[i / outputs];
            means[i % outputs] += weight * targets[i];
            if (i % outputs == 0)
                total += weight;
        }
        RequireRows(total, nameof(targets));
        for (int k = 0; k < outputs; k++)
            means[k] /= total;
        return means;
    }

    /// <summary>
    /// The metrics of giving every row the shares of the classes in the training rows as probabilities, so that the most frequent class is
    /// the prediction (among equals the first).
    /// </summary>
    /// <param name="shares">What <see cref="Shares"/> found in the training rows: K numbers.</param>
    /// <param name="targets">The classes of the measured rows, from 0, or <see cref="ClassificationMetrics.UnknownClass"/>.</param>
    /// <param name="weights">Weights of the measured rows; none: every row counts 1.</param>
    /// <exception cref="ArgumentException">Sizes that do not match, no rows, or unfit classes or weights.</exception>
    public static ClassificationMetrics Classes(ReadOnlySpan<double> shares, ReadOnlySpan<int> targets, ReadOnlySpan<double> weights = default) =>
        ClassificationMetrics.Of(ClassRows.Same(shares, targets, weights));

    /// <summary>The metrics of predicting the means of the training rows for every row.</summary>
    /// <param name="means">What <see cref="Means"/> found in the training rows: K numbers.</param>
    /// <param name="targets">N·K targets of the measured rows, row after row.</param>
    /// <param name="weights">Weights of the measured rows; none: every row counts 1.</param>
    /// <exception cref="ArgumentException">Sizes that do not match, no rows, or unfit weights.</exception>
    public static RegressionMetrics Mean(ReadOnlySpan<double> means, ReadOnlySpan<double> targets, ReadOnlySpan<double> weights = default)
    {
        var predictions = new double[targets.Length];
        for (int i = 0; i < predictions.Length; i++)
            predictions[i] = means[i % means.Length];
        return RegressionMetrics.Of(predictions, targets, means.Length, weights);
    }

    private static void RequireRows(double total, string parameter)
    {
        if (!(total > 0))
            throw new ArgumentException("A baseline needs training rows.", parameter);
    }
}
