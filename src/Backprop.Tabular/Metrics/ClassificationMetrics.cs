using Backprop.Numerics.Buffers;
using Backprop.Numerics.Functions;

namespace Backprop.Tabular.Metrics;

/// <summary>Metrics of the probabilities of K classes against the true classes. Sums are in double precision in the order of the rows.</summary>
public sealed record ClassificationMetrics : MetricSet
{
    /// <summary>
    /// The minimum probability in the logarithm, 2⁻⁵², as in scikit-learn for doubles: a true class with probability 0
    /// costs 36.04 and not infinity.
    /// </summary>
    internal const double MinProbability = 1.0 / (1L << 52);

    /// <summary>The class of rows whose true class the model does not know: always wrong, with probability 0.</summary>
    internal const int UnknownClass = -1;

    /// <summary>The share of the rows (by weight) whose most probable class is the true one, 0 to 1.</summary>
    public required double Accuracy { get; init; }

    /// <summary>The mean of −ln p over the rows (by weight), where p is the predicted probability of the true class; 0 is perfect.</summary>
    public required double LogLoss { get; init; }

    /// <summary>The confusion matrix: how many rows (without weights) of each true class, from 0, were predicted as each class; rows of unknown classes are not counted. Empty where the metrics come from a file.</summary>
    public required IReadOnlyList<IReadOnlyList<int>> Confusion { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, double Value)> Values => [("accuracy", Accuracy), ("log_loss", LogLoss)];

    /// <summary>The metrics that a file holds by name, without the confusion matrix; null where they are not these. An infinite number or NaN is null there.</summary>
    internal static ClassificationMetrics? Read(int rows, IReadOnlyDictionary<string, double?> values) =>
        values.Count == 2 && values.TryGetValue("accuracy", out double? accuracy) && accuracy is not null && values.TryGetValue("log_loss", out double? loss)
            ? new() { Rows = rows, Accuracy = accuracy.Value, LogLoss = loss ?? double.NaN, Confusion = [] } : null;

    /// <summary>Computes the metrics of predictions.</summary>
    /// <param name="probabilities">N rows of K probabilities, or of one: that of the second of two classes.</param>
    /// <param name="targets">The N true classes, from 0, or <see cref="UnknownClass"/>.</param>
    /// <param name="weights">N weights, not negative; none: every row counts 1.</param>
    /// <exception cref="ArgumentException">Sizes that do not match, no rows, or unfit classes or weights.</exception>
    internal static ClassificationMetrics Of(Matrix probabilities, ReadOnlySpan<int> targets, ReadOnlySpan<double> weights = default)
    {
        ArgumentNullException.ThrowIfNull(probabilities);
        if (probabilities.Rows != targets.Length || probabilities.Columns == 0)
            throw new ArgumentException($"{probabilities.Rows} rows of {probabilities.Columns} probabilities do not match {targets.Length} targets.", nameof(targets));
        return Sum(targets, Math.Max(2, probabilities.Columns), weights, (n, target) =>
        {
            var row = probabilities.Row(n);
            return (Decide(row), Loss(ProbabilityOf(row, target)));
        });
    }

    /// <summary>−ln p.</summary>
    internal static double Loss(double probability) => -Elementary.Log(Math.Max(probability, MinProbability));

    /// <summary>Sums over rows, given for each row the predicted class and −ln p.</summary>
    internal static ClassificationMetrics Sum(
        ReadOnlySpan<int> targets, int classes, ReadOnlySpan<double> weights, Func<int, int, (int Decided, double Loss)> measure)
    {
        Check(targets.Length, weights);
        int[][] confusion = new int[classes][];
        for (int k = 0; k < classes; k++)
            confusion[k] = new int[classes];
        double right = 0, sum = 0, total = 0;
        for (int n = 0; n < targets.Length; n++)
        {
            int target = targets[n];
            if (target < UnknownClass || target >= classes)
                throw new ArgumentException($"Row {n} is of class {target}, but there are {classes} classes.", nameof(targets));
            double weight = weights.IsEmpty ? 1 : weights[n];
            var (decided, loss) = measure(n, target);
            total += weight;
            sum += weight * loss;
            if (target != UnknownClass)
                confusion[target][decided]++;
            if (decided == target)
                right += weight;
        }
        return new ClassificationMetrics { Rows = targets.Length, Accuracy = right / total, LogLoss = sum / total, Confusion = confusion };
    }

    /// <summary>The most probable class, from 0; among equals the first, so that a probability of exactly 0.5 is the first of two classes.</summary>
    /// <param name="probabilities">K probabilities, or one: that of the second of two classes.</param>
    /// <exception cref="ArgumentException">There are none.</exception>
    internal static int Decide(ReadOnlySpan<float> probabilities)
    {
        if (probabilities.IsEmpty)
            throw new ArgumentException("There are no probabilities.", nameof(probabilities));
        if (probabilities.Length == 1)
            return probabilities[0] > 0.5f ? 1 : 0;
        int best = 0;
        for (int k = 1; k < probabilities.Length; k++)
        {
            if (probabilities[k] > probabilities[best])
                best = k;
        }
        return best;
    }

    /// <summary>The same of probabilities in double precision: rounded to single precision first, they are decided as those of a model are.</summary>
    /// <inheritdoc cref="Decide(ReadOnlySpan{float})"/>
    internal static int Decide(IReadOnlyList<double> probabilities)
    {
        ArgumentNullException.ThrowIfNull(probabilities);
        return Decide([.. probabilities.Select(p => (float)p)]);
    }

    internal static double ProbabilityOf(ReadOnlySpan<float> row, int target) => target switch
    {
        UnknownClass => 0,
        _ when row.Length > 1 => row[target],
        0 => 1 - (double)row[0],
        _ => row[0],
    };
}
