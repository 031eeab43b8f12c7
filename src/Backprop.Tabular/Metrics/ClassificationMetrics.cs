using Backprop.Numerics.Buffers;
using Backprop.Numerics.Functions;

namespace Backprop.Tabular.Metrics;

/// <summary>Metrics of the probabilities of K classes against the true classes. Sums are in double precision in the order of the rows.</summary>
public sealed class ClassificationMetrics : MetricSet
{
    internal const string AccuracyName = "accuracy", LogLossName = "log_loss";

    /// <summary>
    /// The minimum probability in the logarithm, 2⁻⁵², as in scikit-learn for doubles: a true class with probability 0
    /// costs 36.04 and not infinity.
    /// </summary>
    internal const double MinProbability = 1.0 / (1L << 52);

    /// <summary>The class of rows whose true class the model does not know: always wrong, with probability 0.</summary>
    internal const int UnknownClass = -1;

    private ClassificationMetrics(int rows, OrderedDictionary<string, Estimate> estimates) : base(rows, estimates) { }

    /// <summary>Every metric of classes.</summary>
    internal static IReadOnlyList<Metric<ClassRows>> All { get; } =
    [
        new AccuracyMetric(), new LogLossMetric(), new BalancedAccuracyMetric(), new AucMetric(), new AveragePrecisionMetric(), new MacroF1Metric(), new BrierMetric(),
        new CalibrationErrorMetric(),
    ];

    /// <summary>The share of the rows (by weight) whose most probable class is the true one, 0 to 1.</summary>
    public double Accuracy => Find(AccuracyName)!.Value;

    /// <summary>The mean of −ln p over the rows (by weight), where p is the predicted probability of the true class; 0 is perfect.</summary>
    public double LogLoss => Find(LogLossName)!.Value;

    /// <summary>
    /// The confusion matrix: how many rows (without weights) of each true class, from 0, were predicted as each class; rows of unknown classes and rows without a prediction are not counted. Empty where
    /// the metrics come from a file.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<int>> Confusion { get; private init; } = [];

    /// <summary>The metrics of each of the K classes; empty where the metrics come from a file.</summary>
    public IReadOnlyList<ClassMetrics> Classes { get; private init; } = [];

    internal override IReadOnlyList<Metric> Catalogue => All;

    /// <summary>The metrics that a file holds by name, without those of each class; null where they are not these. An infinite number or NaN is null there.</summary>
    internal static ClassificationMetrics? Read(int rows, IReadOnlyDictionary<string, double?> values) =>
        Read(All, values, AccuracyName, LogLossName) is { } estimates && double.IsFinite(estimates[AccuracyName].Value) ? new(rows, estimates) : null;

    /// <summary>Computes the metrics of predictions.</summary>
    /// <param name="probabilities">N rows of K probabilities, or of one: that of the second of two classes. Those of a row without a prediction are NaN; it is wrong.</param>
    /// <param name="targets">The N true classes, from 0, or <see cref="UnknownClass"/>.</param>
    /// <param name="weights">N weights, not negative; none: every row counts 1.</param>
    /// <exception cref="ArgumentException">Sizes that do not match, no rows, or unfit classes or weights.</exception>
    internal static ClassificationMetrics Of(Matrix probabilities, ReadOnlySpan<int> targets, ReadOnlySpan<double> weights = default) =>
        Of(ClassRows.Of(probabilities, targets, weights));

    /// <summary>Computes the metrics of rows.</summary>
    internal static ClassificationMetrics Of(ClassRows rows)
    {
        int[][] confusion = new int[rows.Classes][];
        int[] counts = new int[rows.Classes];
        for (int k = 0; k < confusion.Length; k++)
            confusion[k] = new int[rows.Classes];
        for (int n = 0; n < rows.Count; n++)
        {
            if (rows.Target(n) < 0)
                continue;
            counts[rows.Target(n)]++;
            if (rows.Predicted(n) >= 0)
                confusion[rows.Target(n)][rows.Predicted(n)]++;
        }
        return new(rows.Count, Measure(All, rows))
        {
            Confusion = confusion, Classes = [.. counts.Select((count, k) => new ClassMetrics(count, rows.Counts, rows.Rankings, k))],
        };
    }

    /// <summary>−ln p.</summary>
    internal static double Loss(double probability) => -Elementary.Log(Math.Max(probability, MinProbability));

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
