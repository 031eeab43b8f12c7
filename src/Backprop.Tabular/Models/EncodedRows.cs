using Backprop.Networks;
using Backprop.Numerics.Buffers;
using Backprop.Numerics.Threads;
using Backprop.Tabular.Encoders;
using Backprop.Tabular.Metrics;
using Backprop.Tabular.Tables;
using Backprop.Training;

namespace Backprop.Tabular.Models;

/// <summary>Some rows of a table, encoded for training and for being measured.</summary>
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

    /// <summary>What the rows hold that training rows did not have.</summary>
    public IReadOnlyList<EncodingNote> Notes { get; }

    /// <summary>All rows with a target, those of unseen classes too.</summary>
    public int Rows => numbers is null ? classes.Length : values.Length / numbers.Outputs;

    /// <summary>Whether a row with a target that the model knows has a weight above 0.</summary>
    private bool AnyCounts => Enumerable.Range(0, Examples.Count).Any(row => Examples.RowWeight(row) > 0);

    /// <summary>Encodes rows.</summary>
    /// <param name="encoding">How.</param>
    /// <param name="table">The data.</param>
    /// <param name="rows">The rows, from 0.</param>
    /// <param name="weightColumn">The column that weighs rows; null for none.</param>
    /// <param name="balance">Whether every class counts the same in training.</param>
    public static EncodedRows Encode(ModelEncoding encoding, Table table, ReadOnlySpan<int> rows, string? weightColumn, bool balance = false)
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
        if (balance)
            training = RowWeighting.Balance(targets.Classes, target.Labels.Count, training);
        int[] withUnseen = [.. targets.Classes, .. Enumerable.Repeat(ClassificationMetrics.UnknownClass, targets.Unseen.Length)];
        return new EncodedRows(
            new Examples(inputs.Values, targets.Classes, target.Outputs, training), new Examples(inputs.Values, targets.Classes, target.Outputs), numbers: null, [], withUnseen, weights, notes);
    }

    /// <summary>SHA-256 over inputs and targets, in the order of the rows, however much each row counts; null where there are none.</summary>
    public string? Sha256() => unweighted.Count == 0 ? null : unweighted.Sha256();

    /// <summary>What the baseline predicts, learned from these rows: shares of the classes, or means.</summary>
    public double[] Baseline(int classCount)
    {
        var weights = rowWeights.AsSpan(0, rowWeights.Length == 0 ? 0 : Examples.Count);
        return numbers is null
            ? Metrics.Baseline.Shares(classes.AsSpan(0, Examples.Count), classCount, weights)
            : Metrics.Baseline.Means(values, numbers.Outputs, weights);
    }

    /// <summary>Measures a network on these rows.</summary>
    /// <param name="network">The network.</param>
    /// <param name="baseline">What the baseline predicts.</param>
    /// <param name="processor">Threads and vector width.</param>
    /// <param name="meanError">The mean error of an evaluation; null for whatever it comes to.</param>
    /// <param name="cancellation">Ends it within some rows.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public PartReport Measure(
        Network network, IReadOnlyList<double> baseline, Processor processor, Func<Evaluation, double>? meanError = null, CancellationToken cancellation = default)
    {
        if (Rows == 0)
            return PartReport.Empty;
        // Rows of unseen classes stand behind the others, and any output is wrong for them.
        var outputs = new Matrix(Rows, network.Outputs);
        network.Predict(Examples.Inputs, outputs, processor, cancellation);
        double? error = null;
        if (AnyCounts)
        {
            var evaluation = new Evaluation(network, Examples, processor);
            error = meanError is null ? evaluation.MeanError() : meanError(evaluation);
        }
        double[] expected = [.. baseline];
        MetricSet metrics, simple;
        if (numbers is null)
        {
            ClassProbabilities.FromOutputs(network, outputs);
            metrics = ClassificationMetrics.Of(outputs, classes, rowWeights);
            simple = Metrics.Baseline.Classes(expected, classes, rowWeights);
        }
        else
        {
            var predictions = new double[values.Length];
            for (int n = 0; n < outputs.Rows; n++)
                numbers.Decode(outputs.Row(n), predictions.AsSpan(n * numbers.Outputs));
            metrics = RegressionMetrics.Of(predictions, values, numbers.Outputs, rowWeights);
            simple = Metrics.Baseline.Mean(expected, values, rowWeights);
        }
        var each = (metrics as RegressionMetrics)?.Targets ?? [];
        return new PartReport
        {
            Rows = Rows,
            Error = error,
            Metrics = metrics,
            Baseline = simple,
            Targets = [.. each.Select((target, k) => KeyValuePair.Create(numbers!.Columns[k], target))],
        };
    }
}
