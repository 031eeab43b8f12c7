using Backprop.Tabular.Encoders;
using Backprop.Tabular.Metrics;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Models;

/// <summary>A model's prediction for each row of a table, beside the truth where known: the rows behind the metrics.</summary>
internal sealed class RowResults
{
    /// <summary>The true class of a row that has none.</summary>
    public const int NoClass = -2;

    private readonly int[] classes;
    private readonly double[] values;
    private readonly double[] errors;

    private RowResults(Model model, Predictions predictions, int[] classes, double[] values, bool hasTargets)
    {
        Predictions = predictions;
        Outputs = model.Network.Outputs;
        IsClassification = model.Task == TargetTask.Classification;
        HasTargets = hasTargets;
        this.classes = classes;
        this.values = values;
        var scales = (model.Targets as NumberTargets)?.Scales;
        Decided = new int[IsClassification ? predictions.Count : 0];
        Confidence = new double[Decided.Length];
        Values = new double[IsClassification ? 0 : predictions.Count * Outputs];
        errors = new double[predictions.Count];
        for (int n = 0; n < errors.Length; n++)
            errors[n] = IsClassification ? Classified(n) : Numbered(n, scales);
    }

    /// <summary>The predictions of the N rows.</summary>
    public Predictions Predictions { get; }

    /// <summary>N.</summary>
    public int Rows => errors.Length;

    /// <summary>K, the outputs of the network.</summary>
    public int Outputs { get; }

    /// <summary>Whether classes are predicted; else numbers.</summary>
    public bool IsClassification { get; }

    /// <summary>Whether the table has the target columns; if not, no row has a truth.</summary>
    public bool HasTargets { get; }

    /// <summary>The predicted class of each row, an index in <see cref="Model.Labels"/>; empty in a regression.</summary>
    public int[] Decided { get; }

    /// <summary>The probability of the predicted class of each row; empty in a regression.</summary>
    public double[] Confidence { get; }

    /// <summary>N·K predicted numbers in the targets' units, row after row; empty for classes.</summary>
    public double[] Values { get; }

    /// <summary>The true class of a row, <see cref="ClassificationMetrics.UnknownClass"/> for one that is in no training row, <see cref="NoClass"/> for none.</summary>
    public int TrueClass(int row) => classes.Length == 0 ? NoClass : classes[row];

    /// <summary>The true number of a row in its unit; NaN for none.</summary>
    /// <param name="row">The row, from 0.</param>
    /// <param name="target">The target, from 0.</param>
    public double TrueValue(int row, int target = 0) => values.Length == 0 ? double.NaN : values[row * Outputs + target];

    /// <summary>Whether the truth about a row is known.</summary>
    public bool HasTruth(int row) => IsClassification ? TrueClass(row) != NoClass : !double.IsNaN(errors[row]);

    /// <summary>Whether another class was predicted than the true one; never for numbers, and where there is no truth.</summary>
    public bool IsWrong(int row) => IsClassification && TrueClass(row) != NoClass && TrueClass(row) != Decided[row];

    /// <summary>
    /// The error of a row: −ln p of the true class, or |y − t| in the target's unit (of several targets the mean, each in its deviations, since
    /// their units differ); NaN where there is no truth.
    /// </summary>
    public double Error(int row) => errors[row];

    /// <summary>Predicts and compares every row.</summary>
    /// <exception cref="DataException">A column that the model needs is missing, or a value cannot be encoded.</exception>
    public static RowResults Of(Model model, Table table)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(table);
        Predictions predictions = model.Predict(table);
        bool hasTargets = model.Targets is { } targets ? targets.Columns.All(name => table.Find(name) is not null) : table.Columns.Count > model.Network.Inputs;
        if (!hasTargets)
            return new(model, predictions, [], [], hasTargets: false);
        EncodedTargets encoded = model.Encoding.EncodeTargets(table, Enumerable.Range(0, table.Rows).ToArray());
        if (model.Task == TargetTask.Classification)
        {
            int[] truth = [.. Enumerable.Repeat(NoClass, table.Rows)];
            for (int n = 0; n < encoded.Rows.Length; n++)
                truth[encoded.Rows[n]] = encoded.Classes[n];
            foreach (int row in encoded.Unseen)
                truth[row] = ClassificationMetrics.UnknownClass;
            return new(model, predictions, truth, [], hasTargets: true);
        }
        int outputs = model.Network.Outputs;
        double[] truths = [.. Enumerable.Repeat(double.NaN, table.Rows * outputs)], known = model.Encoding.TargetValues(table, encoded.Rows);
        for (int n = 0; n < encoded.Rows.Length; n++)
            known.AsSpan(n * outputs, outputs).CopyTo(truths.AsSpan(encoded.Rows[n] * outputs));
        return new(model, predictions, [], truths, hasTargets: true);
    }

    private double Classified(int row)
    {
        ReadOnlySpan<float> outputs = Predictions.Outputs.Row(row);
        Decided[row] = ClassificationMetrics.Decide(outputs);
        Confidence[row] = ClassificationMetrics.ProbabilityOf(outputs, Decided[row]);
        return TrueClass(row) == NoClass ? double.NaN : ClassificationMetrics.Loss(ClassificationMetrics.ProbabilityOf(outputs, TrueClass(row)));
    }

    private double Numbered(int row, IReadOnlyList<Standardization>? scales)
    {
        IReadOnlyList<double> predicted = Predictions[row].Values;
        double sum = 0;
        for (int k = 0; k < Outputs; k++)
        {
            Values[row * Outputs + k] = predicted[k];
            double distance = Math.Abs(predicted[k] - TrueValue(row, k));
            sum += Outputs > 1 && scales is not null ? distance / scales[k].Deviation : distance;
        }
        return sum / Outputs;
    }
}
