using Backprop.Numerics.Buffers;

namespace Backprop.Tabular.Metrics;

/// <summary>The predicted probabilities of K classes for N rows, beside the true classes.</summary>
internal sealed class ClassRows : WeightedRows
{
    /// <summary>The predicted class of a row whose probabilities are not numbers: never the true one.</summary>
    public const int NoPrediction = -2;

    private readonly Matrix? probabilities;
    private readonly double[] shares;
    private readonly int[] targets;
    private readonly int[] predicted;
    private readonly Lazy<ILookup<int, int>> rowsOf;
    private readonly Lazy<ClassCounts> counts;
    private readonly Lazy<ClassRankings?> rankings;

    private ClassRows(Matrix? probabilities, double[] shares, int classes, ReadOnlySpan<int> targets, ReadOnlySpan<double> weights) : base(targets.Length, weights)
    {
        this.probabilities = probabilities;
        this.shares = shares;
        this.targets = targets.ToArray();
        Classes = classes;
        predicted = new int[Count];
        int constant = probabilities is null ? MostFrequent(shares) : NoPrediction;
        for (int n = 0; n < Count; n++)
        {
            if (targets[n] < ClassificationMetrics.UnknownClass || targets[n] >= classes)
                throw new ArgumentException($"Row {n} is of class {targets[n]}, but there are {classes} classes.", nameof(targets));
            predicted[n] = probabilities is null ? constant : float.IsNaN(probabilities.Row(n)[0]) ? NoPrediction : ClassificationMetrics.Decide(probabilities.Row(n));
        }
        rowsOf = new(() => Enumerable.Range(0, Count).ToLookup(Target));
        counts = new(() => new ClassCounts(this));
        rankings = new(() => predicted.Contains(NoPrediction) ? null : new ClassRankings(this));
    }

    /// <summary>K, 2 or more.</summary>
    public int Classes { get; }

    /// <summary>Whether all rows have the same probabilities.</summary>
    public bool AllSame => probabilities is null;

    /// <summary>The weights of the rows by true and by predicted class.</summary>
    public ClassCounts Counts => counts.Value;

    /// <summary>How well each class is ranked; null where a row has no probabilities.</summary>
    public ClassRankings? Rankings => rankings.Value;

    /// <summary>Rows with probabilities of their own.</summary>
    /// <param name="probabilities">N rows of K probabilities, or of one: that of the second of two classes. Those of a row without a prediction are NaN.</param>
    /// <param name="targets">The N true classes, from 0, or <see cref="ClassificationMetrics.UnknownClass"/>.</param>
    /// <param name="weights">N weights, not negative; none: every row counts 1.</param>
    /// <exception cref="ArgumentException">Sizes that do not match, no rows, or unfit classes or weights.</exception>
    public static ClassRows Of(Matrix probabilities, ReadOnlySpan<int> targets, ReadOnlySpan<double> weights)
    {
        ArgumentNullException.ThrowIfNull(probabilities);
        return probabilities.Rows == targets.Length && probabilities.Columns > 0
            ? new(probabilities, [], Math.Max(2, probabilities.Columns), targets, weights)
            : throw new ArgumentException($"{probabilities.Rows} rows of {probabilities.Columns} probabilities do not match {targets.Length} targets.", nameof(targets));
    }

    /// <summary>Rows that all have the same probabilities.</summary>
    /// <param name="shares">The K probabilities.</param>
    /// <param name="targets">The N true classes, from 0, or <see cref="ClassificationMetrics.UnknownClass"/>.</param>
    /// <param name="weights">N weights, not negative; none: every row counts 1.</param>
    /// <exception cref="ArgumentException">No rows, or unfit classes or weights.</exception>
    public static ClassRows Same(ReadOnlySpan<double> shares, ReadOnlySpan<int> targets, ReadOnlySpan<double> weights) =>
        new(probabilities: null, shares.ToArray(), shares.Length, targets, weights);

    /// <summary>The true class of a row, or <see cref="ClassificationMetrics.UnknownClass"/>.</summary>
    public int Target(int row) => targets[row];

    /// <summary>The rows of a true class, ascending.</summary>
    public IEnumerable<int> RowsOf(int of) => rowsOf.Value[of];

    /// <summary>The most probable class of a row, or <see cref="NoPrediction"/>.</summary>
    public int Predicted(int row) => predicted[row];

    /// <summary>Whether the most probable class of a row is the true one.</summary>
    public bool IsRight(int row) => predicted[row] == targets[row];

    /// <summary>The probability of a class; NaN in a row without a prediction.</summary>
    public double Probability(int row, int of) => probabilities is null ? shares[of] : ClassificationMetrics.ProbabilityOf(probabilities.Row(row), of);

    /// <summary>The probability of the true class; 0 where the model does not know the class, and where there is no prediction.</summary>
    public double TrueProbability(int row) => targets[row] < 0 || predicted[row] < 0 ? 0 : Probability(row, targets[row]);

    /// <summary>What ranks the rows of each of some classes: their probability. Not for rows that are all the same.</summary>
    /// <param name="first">The first class, from 0.</param>
    /// <param name="scores">Where N scores of each class are written; fewer where the classes end.</param>
    public void Scores(int first, float[][] scores)
    {
        int classes = Math.Min(scores.Length, Classes - first);
        for (int n = 0; n < Count; n++)
        {
            var row = probabilities!.Row(n);
            // Of two classes both have the same order: 1 − p would round different probabilities near 0 to the same number.
            if (Classes == 2)
                (scores[0][n], scores[1][n]) = (-row[^1], row[^1]);
            else
            {
                for (int k = 0; k < classes; k++)
                    scores[k][n] = row[first + k];
            }
        }
    }

    private static int MostFrequent(double[] shares)
    {
        int best = 0;
        for (int k = 1; k < shares.Length; k++)
            best = shares[k] > shares[best] ? k : best;
        return best;
    }
}
