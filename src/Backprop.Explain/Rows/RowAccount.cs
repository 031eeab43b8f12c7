using Backprop.Explain.Attributions;
using Backprop.Explain.Derivations;
using Backprop.Explain.Text;
using Backprop.Losses;
using Backprop.Networks;
using Backprop.Tabular.Encoders;
using Backprop.Tabular.Metrics;
using Backprop.Tabular.Models;

namespace Backprop.Explain.Rows;

/// <summary>What is explained and how it went, in sentences: which row it is, what the model makes of it, and what is true.</summary>
/// <param name="model">The model.</param>
/// <param name="row">The row.</param>
/// <param name="digits">Significant digits, 1 to 17.</param>
internal sealed class RowAccount(Model model, ExplainedRow row, int digits = 3)
{
    private const int MaxOutputs = 6;

    private readonly NotationText text = new(new TextOptions { Digits = digits });
    private readonly double[] outputs = ModelAttribution.Outputs(model, row.X);

    /// <summary>Which row it is, the prediction with its probability or in the target's unit, and the truth where it is known.</summary>
    public string Outcome => $"{Place}: {model.Targets switch
    {
        ClassTargets classes => OfClasses(classes),
        NumberTargets numbers => OfNumbers(numbers),
        _ => OfBare(),
    }}";

    /// <summary>What step it is that is derived, beside those that the model was trained by.</summary>
    /// <param name="learningRate">η of the step.</param>
    public string Step(double learningRate)
    {
        string step = $"The step is one of plain gradient descent on this row alone, η = {text.Write(DerivationBuilder.Rate(learningRate))}";
        var settings = model.Record?.Settings.ToDictionary(StringComparer.Ordinal);
        return settings?.GetValueOrDefault("optimizer") is { } optimizer && settings.GetValueOrDefault("learning-rate") is { } rate
            ? $"{step}; the model was trained by other steps, {optimizer} with η = {rate.Replace('E', 'e')}."
            : step + ".";
    }

    private string Place => row switch
    {
        { DataName: { } data, Number: { } number } => FormattableString.Invariant($"Row {number} of {data}"),
        { DataName: { } data } => $"A row of {data}",
        _ => "The row as typed",
    };

    private string OfClasses(ClassTargets classes)
    {
        IReadOnlyList<double> p = Probabilities(classes);
        int predicted = ClassificationMetrics.Decide(classes.Outputs == 1 ? [p[1]] : p);
        string prediction = $"{classes.Columns[0]} is predicted to be {classes.Labels[predicted]}, with probability {Probability(p[predicted])}";
        return Encoded(classes) switch
        {
            null => $"{prediction}; the true class is not known.",
            [var truth] when truth == predicted => $"{prediction}, which is correct.",
            [var truth] => $"{prediction}. That is wrong: the true class is {classes.Labels[truth]}, with probability {Probability(p[truth])}.",
            _ => $"{prediction}. The row's value is not a class of the model.",
        };
    }

    /// <summary>The encoded class of the row: one, or none where it is not a class of the model; null where the row has no target.</summary>
    private int[]? Encoded(ClassTargets classes) =>
        row.Row?.Find(classes.Columns[0]) is { } column && !column.IsMissing(0) ? classes.Encode(row.Row, [0]).Classes : null;

    // Outputs under another error than cross-entropy are made into probabilities as predictions have them.
    private IReadOnlyList<double> Probabilities(ClassTargets classes) => model.Network.Error.HasProbabilities
        ? classes.Outputs == 1 ? [1 - outputs[0], outputs[0]] : outputs
        : [.. model.Predict(row.Row!)[0].Probabilities.Select(p => p.Value)];

    /// <summary>A probability near 1 with the digits that distinguish it from 1.</summary>
    private string Probability(double p) =>
        new NotationText(new TextOptions { Digits = Math.Min(17, digits + (p > 0.9 ? Cancellation.LostDigits(1, 1 - p) : 0)) }).Write(p);

    private string OfNumbers(NumberTargets targets)
    {
        double[]? truths = targets.Columns.All(name => row.Row?.Find(name) is { } column && !column.IsMissing(0)) ? targets.Values(row.Row!, [0]) : null;
        string OfTarget(int k)
        {
            double value = targets.Decode(k, outputs[k]), off = truths is null ? 0 : value - truths[k];
            string limited = targets.IsLimited(k, outputs[k]) && targets.Ranges[k] is { } range
                ? $" (limited: the network gives {text.Write(targets.Scales[k].Undo(outputs[k]))}, but the training targets are {text.Write(range.Min)} to {text.Write(range.Max)})" : "";
            string prediction = $"{targets.Columns[k]} is predicted to be {text.Write(value)}{limited}";
            return truths is null ? $"{prediction}; the true value is not known"
                : $"{prediction} and is {text.Write(truths[k])}, so the prediction is {(off == 0 ? "exact" : $"{text.Write(Math.Abs(off))} too {(off > 0 ? "high" : "low")}")}";
        }
        string Scale(int k) => targets.Scales[k] == Standardization.None ? ""
            : $" The network computes in standardized units: {targets.Columns[k]} = {text.Write(targets.Scales[k].Mean)} + {text.Write(targets.Scales[k].Deviation)} × {text.Write(Symbol("y", k))}.";
        IEnumerable<int> all = Enumerable.Range(0, Math.Min(MaxOutputs, targets.Columns.Count));
        return string.Join("; ", all.Select(OfTarget)) + "." + string.Concat(all.Select(Scale));
    }

    private string OfBare()
    {
        string Values(string letter, double[] values) => string.Join(", ", values.Take(MaxOutputs).Select((value, k) => $"{text.Write(Symbol(letter, k))} = {text.Write(value)}"))
            + (values.Length > MaxOutputs ? ", …" : "");
        return $"the network gives {Values("y", outputs)}{(row.T is { } targets ? $"; the target is {Values("t", targets)}" : "")}.";
    }

    private static Symbol Symbol(string letter, int k) => new(letter, [Symbols.Nth(k + 1)]);
}
