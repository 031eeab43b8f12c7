using Backprop.Numerics.Buffers;
using Backprop.Numerics.Threads;
using Backprop.Tabular.Encoders;
using Backprop.Tabular.Metrics;
using Backprop.Tabular.Tables;
using Backprop.Training;

namespace Backprop.Tabular.Models;

/// <summary>Some rows of a table, encoded for training and evaluation.</summary>
internal sealed class EncodedRows
{
    private readonly NumberTargets? numbers;
    private readonly double[] values;
    private readonly int[] classes;
    private readonly double[] rowWeights;
    private readonly Examples unweighted;

    private EncodedRows(
        Examples examples, Examples unweighted, NumberTargets? numbers, double[] values, int[] classes, double[] rowWeights, IReadOnlyList<EncodingNote> notes)
    {
        Examples = examples;
        this.unweighted = unweighted;
        Notes = notes;
        this.numbers = numbers;
        this.values = values;
        this.classes = classes;
        this.rowWeights = rowWeights;
    }

    /// <summary>The rows with a target that the model knows.</summary>
    public Examples Examples { get; }

    /// <summary>What the rows contain that the training rows did not.</summary>
    public IReadOnlyList<EncodingNote> Notes { get; }

    /// <summary>All rows with a target, those of unseen classes too.</summary>
    public int Rows => numbers is null ? classes.Length : values.Length / numbers.Outputs;

    /// <summary>Whether a row with a target that the model knows has a weight above 0.</summary>
    public bool AnyCounts => Enumerable.Range(0, Examples.Count).Any(row => Examples.RowWeight(row) > 0);

    /// <summary>The factor of <see cref="Temperature"/> that calibrates probabilities of these rows.</summary>
    public double TemperatureFactor(Matrix probabilities) => Temperature.Factor(probabilities, KnownClasses, ErrorWeights);

    /// <summary>Whether predictions of these rows are better than those that ignore the inputs by more than chance explains (<see cref="Guess.IsBeaten"/>).</summary>
    /// <param name="outputs">The probabilities or the outputs of each row.</param>
    /// <param name="baseline">The shares of the classes by their weights in the error, or the means of the targets.</param>
    public bool BeatsGuess(Matrix outputs, ReadOnlySpan<double> baseline)
    {
        var gains = new double[Examples.Count];
        for (int n = 0; n < gains.Length; n++)
        {
            if (numbers is null)
            {
                gains[n] = ClassificationMetrics.Loss(baseline[classes[n]]) - ClassificationMetrics.Loss(ClassificationMetrics.ProbabilityOf(outputs.Row(n), classes[n]));
                continue;
            }
            var truth = ValuesOf(n);
            for (int k = 0; k < truth.Length; k++)
            {
                double predicted = numbers.Decode(k, outputs.Row(n)[k]) - truth[k], mean = baseline[k] - truth[k], unit = numbers.Scales[k].Deviation;
                gains[n] += (mean * mean - predicted * predicted) / (unit * unit);
            }
        }
        return Guess.IsBeaten(gains, ErrorWeights);
    }

    /// <summary>Whether the targets are classes.</summary>
    public bool IsClassification => numbers is null;

    /// <summary>How far predictions of these rows are off: 1 − the probability of the true class, or for each target the distance in its unit; N errors each, without rows of weight 0.</summary>
    /// <param name="outputs">The probabilities or the outputs of each row.</param>
    public double[][] ConformalErrors(Matrix outputs)
    {
        int[] counted = [.. Enumerable.Range(0, Examples.Count).Where(row => rowWeights.Length == 0 || rowWeights[row] > 0)];
        return numbers is null ? [[.. counted.Select(row => 1 - ClassificationMetrics.ProbabilityOf(outputs.Row(row), classes[row]))]]
            : [.. Enumerable.Range(0, numbers.Outputs).Select(k => counted.Select(row => Math.Abs(numbers.Decode(k, outputs.Row(row)[k]) - ValuesOf(row)[k])).ToArray())];
    }

    private ReadOnlySpan<int> KnownClasses => classes.AsSpan(0, Examples.Count);

    /// <summary>The weights in the error: those of the rows times those of the classes.</summary>
    private double[] ErrorWeights => [.. Enumerable.Range(0, Examples.Count).Select(row => (double)Examples.RowWeight(row))];

    private ReadOnlySpan<double> KnownWeights => rowWeights.AsSpan(0, rowWeights.Length == 0 ? 0 : Examples.Count);

    /// <summary>Encodes rows.</summary>
    /// <param name="encoding">The encoding.</param>
    /// <param name="table">The data.</param>
    /// <param name="rows">The rows, from 0.</param>
    /// <param name="weightColumn">The column with the weights of the rows; null for none.</param>
    public static EncodedRows Encode(ModelEncoding encoding, Table table, ReadOnlySpan<int> rows, string? weightColumn)
    {
        var targets = encoding.EncodeTargets(table, rows);
        var inputs = encoding.EncodeInputs(table, targets.Rows);
        int[] all = [.. targets.Rows, .. targets.Unseen];
        double[] weights = weightColumn is null ? [] : RowWeighting.Read(table, weightColumn, all);
        float[]? training = weightColumn is null ? null : [.. weights.Take(targets.Rows.Length).Select(weight => (float)weight)];
        IReadOnlyList<EncodingNote> notes = [.. targets.Notes, .. inputs.Notes];
        if (encoding.Classes is not { } target)
        {
            var examples = new Examples(inputs.Values, targets.Values, training);
            return new EncodedRows(examples, new Examples(inputs.Values, targets.Values), encoding.Numbers!, encoding.TargetValues(table, targets.Rows), [], weights, notes);
        }
        int[] withUnseen = [.. targets.Classes, .. Enumerable.Repeat(ClassificationMetrics.UnknownClass, targets.Unseen.Length)];
        return new EncodedRows(
            new Examples(inputs.Values, targets.Classes, target.Outputs, training), new Examples(inputs.Values, targets.Classes, target.Outputs), numbers: null, [], withUnseen, weights, notes);
    }

    /// <summary>The weight of each class, by these rows.</summary>
    public double[] WeightsOfClasses(ClassWeights weights, ClassTargets target) => weights.For(target, KnownClasses, KnownWeights);

    /// <summary>The same rows with class weights in the error. The metrics do not change.</summary>
    public EncodedRows WithClassWeights(double[] weights) => new(
        new Examples(Examples.Inputs, KnownClasses.ToArray(), Examples.Outputs, ClassWeights.Apply(weights, KnownClasses, KnownWeights)),
        unweighted, numbers, values, classes, rowWeights, Notes);

    /// <summary>Some of the rows with a target that the model knows, in a given order.</summary>
    public EncodedRows Select(int[] rows) => new(
        Examples.Select(rows), unweighted.Select(rows), numbers, numbers is null ? [] : [.. rows.SelectMany(row => ValuesOf(row).ToArray())], numbers is null ? [.. rows.Select(row => classes[row])] : [],
        rowWeights.Length == 0 ? [] : [.. rows.Select(row => rowWeights[row])], Notes);

    /// <summary>The class of a row of the examples; 0 for numbers.</summary>
    public int ClassOf(int row) => numbers is null ? classes[row] : 0;

    /// <summary>The target of a row of the examples in its own units; empty for classes.</summary>
    public ReadOnlySpan<double> ValuesOf(int row) => numbers is null ? [] : values.AsSpan(row * numbers.Outputs, numbers.Outputs);

    /// <summary>SHA-256 over inputs and targets, in the order of the rows, whatever their weights; null where there are none.</summary>
    public string? Sha256() => unweighted.Count == 0 ? null : unweighted.Sha256();

    /// <summary>The prediction of the baseline, from these rows: shares of the classes, or means.</summary>
    public double[] Baseline(int classCount) => numbers is null
        ? Metrics.Baseline.Shares(KnownClasses, classCount, KnownWeights)
        : Metrics.Baseline.Means(values, numbers.Outputs, KnownWeights);

    /// <summary>The baseline with the smallest error: with class weights, the shares by these weights.</summary>
    public double[] ErrorBaseline(int classCount) => numbers is null ? Metrics.Baseline.Shares(KnownClasses, classCount, ErrorWeights) : Baseline(classCount);

    /// <summary>Computes the metrics of networks on these rows.</summary>
    /// <param name="networks">The networks.</param>
    /// <param name="baseline">The prediction of the baseline; null where not known.</param>
    /// <param name="processor">Threads and vector width.</param>
    /// <param name="meanError">Returns the mean error of an evaluation, or throws; null to accept any.</param>
    /// <param name="cancellation">Cancels it within some rows.</param>
    /// <param name="bounds">The intervals or sets that are measured, too; null for none.</param>
    /// <returns>The metrics, and notes about limited predictions.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public Evaluated Measure(
        Ensemble networks, IReadOnlyList<double>? baseline, Processor processor, Func<Evaluation, double>? meanError = null, CancellationToken cancellation = default,
        ConformalBounds? bounds = null)
    {
        if (Rows == 0)
            return new Evaluated(PartMetrics.Empty, []);
        // Rows of unseen classes come after the others, and any output is wrong for them.
        var outputs = RowLimit.NewMatrix(Rows, networks.First.Outputs);
        networks.Predict(Examples.InputRows(), outputs, processor, cancellation);
        return Measure(outputs, AnyCounts ? networks.MeanError(Examples, processor, meanError ?? (evaluation => evaluation.MeanError())) : null, baseline, bounds);
    }

    /// <summary>Computes the metrics of predictions of these rows.</summary>
    /// <param name="outputs">The probabilities or the outputs of each row.</param>
    /// <param name="error">The mean error of the networks that gave them; null where no row counts.</param>
    /// <param name="baseline">The prediction of the baseline; null where not known.</param>
    /// <param name="bounds">The intervals or sets that are measured, too; null for none.</param>
    /// <returns>The metrics, and notes about limited predictions.</returns>
    public Evaluated Measure(Matrix outputs, double? error, IReadOnlyList<double>? baseline, ConformalBounds? bounds = null)
    {
        double[]? expected = baseline?.ToArray();
        MetricSet metrics;
        MetricSet? simple;
        if (numbers is null)
        {
            metrics = ClassificationMetrics.Of(outputs, classes, rowWeights);
            simple = expected is null ? null : Metrics.Baseline.Classes(expected, classes, rowWeights);
        }
        else
        {
            var predictions = new double[values.Length];
            for (int n = 0; n < outputs.Rows; n++)
                numbers.Decode(outputs.Row(n), predictions.AsSpan(n * numbers.Outputs));
            metrics = RegressionMetrics.Of(predictions, values, numbers.Outputs, rowWeights);
            simple = expected is null ? null : Metrics.Baseline.Mean(expected, values, rowWeights);
        }
        var each = (metrics as RegressionMetrics)?.Targets ?? [];
        var report = new PartMetrics
        {
            Rows = Rows,
            Error = error,
            Metrics = metrics,
            Baseline = simple,
            Bounds = bounds is null ? null : Measure(outputs, bounds),
            Targets = [.. each.Select((target, k) => KeyValuePair.Create(numbers!.Columns[k], target))],
        };
        return new Evaluated(report, [.. numbers?.LimitNotes(outputs) ?? []]);
    }

    /// <summary>How many of the rows have their truth in their interval or set, and how large these are; of several targets, over all of them.</summary>
    private BoundMetrics Measure(Matrix outputs, ConformalBounds bounds)
    {
        double within = 0, size = 0, total = 0;
        for (int n = 0; n < Rows; n++)
        {
            double weight = rowWeights.Length == 0 ? 1 : rowWeights[n];
            total += weight;
            if (numbers is null)
            {
                int decided = ClassificationMetrics.Decide(outputs.Row(n)), count = Math.Max(2, outputs.Columns);
                bool Holds(int k) => bounds.Holds(ClassificationMetrics.ProbabilityOf(outputs.Row(n), k), k == decided);
                within += classes[n] >= 0 && Holds(classes[n]) ? weight : 0;
                size += weight * Enumerable.Range(0, count).Count(Holds);
                continue;
            }
            for (int k = 0; k < numbers.Outputs; k++)
                within += Math.Abs(numbers.Decode(k, outputs.Row(n)[k]) - values[n * numbers.Outputs + k]) <= bounds.Radii[k] ? weight / numbers.Outputs : 0;
            size += weight * 2 * bounds.Radii.Average();
        }
        return total > 0 ? new BoundMetrics(bounds.Coverage, within / total, size / total) : new BoundMetrics(bounds.Coverage, double.NaN, double.NaN);
    }
}
