using Backprop.Numerics.Functions;

namespace Backprop.Tabular.Metrics;

/// <summary>What a prediction is worth that does not look at the inputs: a model must beat it.</summary>
public static class Baseline
{
    /// <summary>
    /// The metrics of giving every row the shares of the classes in the training rows as probabilities, so that the most frequent class is
    /// the prediction (among equals the first).
    /// </summary>
    /// <param name="trainingTargets">The classes of the training rows, from 0.</param>
    /// <param name="classes">K, the number of classes, 2 or more.</param>
    /// <param name="targets">The classes of the measured rows, from 0, or <see cref="ClassificationMetrics.UnknownClass"/>.</param>
    /// <param name="trainingWeights">Weights of the training rows; none: every row counts 1.</param>
    /// <param name="weights">Weights of the measured rows; none: every row counts 1.</param>
    /// <exception cref="ArgumentException">Sizes that do not match, no rows, or unfit classes or weights.</exception>
    public static ClassificationMetrics Classes(
        ReadOnlySpan<int> trainingTargets, int classes, ReadOnlySpan<int> targets,
        ReadOnlySpan<double> trainingWeights = default, ReadOnlySpan<double> weights = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        var counts = new double[classes];
        double total = 0;
        for (int n = 0; n < trainingTargets.Length; n++)
        {
            double weight = trainingWeights.IsEmpty ? 1 : trainingWeights[n];
            counts[trainingTargets[n]] += weight;
            total += weight;
        }
        if (!(total > 0))
            throw new ArgumentException("A baseline needs training rows.", nameof(trainingTargets));
        int majority = 0;
        for (int k = 1; k < classes; k++)
            majority = counts[k] > counts[majority] ? k : majority;
        double[] losses = counts.Select(count => -Elementary.Log(Math.Max(count / total, ClassificationMetrics.LeastProbability))).ToArray();
        return ClassificationMetrics.Sum(targets, classes, weights, (_, target) =>
            (majority, target < 0 ? -Elementary.Log(ClassificationMetrics.LeastProbability) : losses[target]));
    }

    /// <summary>The metrics of predicting the mean of the training rows for every row.</summary>
    /// <param name="trainingTargets">N·K targets of the training rows, row after row.</param>
    /// <param name="targets">The targets of the measured rows, row after row.</param>
    /// <param name="outputs">K, the number of targets of a row.</param>
    /// <param name="trainingWeights">Weights of the training rows; none: every row counts 1.</param>
    /// <param name="weights">Weights of the measured rows; none: every row counts 1.</param>
    /// <exception cref="ArgumentException">Sizes that do not match, no rows, or unfit weights.</exception>
    public static RegressionMetrics Mean(
        ReadOnlySpan<double> trainingTargets, ReadOnlySpan<double> targets, int outputs = 1,
        ReadOnlySpan<double> trainingWeights = default, ReadOnlySpan<double> weights = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        var means = new double[outputs];
        double total = 0;
        for (int i = 0; i < trainingTargets.Length; i++)
        {
            double weight = trainingWeights.IsEmpty ? 1 : trainingWeights[i / outputs];
            means[i % outputs] += weight * trainingTargets[i];
            if (i % outputs == 0)
                total += weight;
        }
        if (!(total > 0))
            throw new ArgumentException("A baseline needs training rows.", nameof(trainingTargets));
        var predictions = new double[targets.Length];
        for (int i = 0; i < predictions.Length; i++)
            predictions[i] = means[i % outputs] / total;
        return RegressionMetrics.Of(predictions, targets, outputs, weights);
    }
}
