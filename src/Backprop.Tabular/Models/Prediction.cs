using System.Globalization;
using Backprop.Tabular.Encoders;
using Backprop.Tabular.Metrics;

namespace Backprop.Tabular.Models;

/// <summary>A model's prediction for one row: a class with the probabilities of all, or one or several numbers.</summary>
public sealed class Prediction
{
    private readonly ClassTargets? classes;
    private readonly double[] values;
    private readonly int decided;
    private readonly ConformalBounds? bounds;

    internal Prediction(ModelEncoding encoding, ReadOnlySpan<float> outputs, ConformalBounds? bounds = null)
    {
        this.bounds = bounds;
        classes = encoding.Classes;
        if (classes is null)
        {
            values = new double[outputs.Length];
            var numbers = encoding.Numbers!;
            numbers.Decode(outputs, values);
            for (int k = 0; k < outputs.Length; k++)
                IsLimited |= numbers.IsLimited(k, outputs[k]);
            return;
        }
        decided = ClassificationMetrics.Decide(outputs);
        values = outputs.Length == 1 ? [1 - (double)outputs[0], outputs[0]] : new double[outputs.Length];
        for (int k = 0; outputs.Length > 1 && k < values.Length; k++)
            values[k] = outputs[k];
    }

    /// <summary>
    /// Whether this is a prediction. It is not where the network's outputs are infinite, NaN or, for classes, not probabilities: label and numbers are then meaningless.
    /// </summary>
    public bool IsFinite => values.All(value => float.IsFinite((float)value));

    /// <summary>The most probable class; among equals the first.</summary>
    /// <exception cref="InvalidOperationException">The model predicts numbers.</exception>
    public string Label => Classes.Labels[decided];

    /// <summary>The probability of <see cref="Label"/>, 0 to 1.</summary>
    /// <exception cref="InvalidOperationException">The model predicts numbers.</exception>
    public double Probability => Classes.Labels.Count > 0 ? values[decided] : 0;

    /// <summary>Every class with its probability, in the order of the model's classes.</summary>
    /// <exception cref="InvalidOperationException">The model predicts numbers.</exception>
    public IReadOnlyList<KeyValuePair<string, double>> Probabilities =>
        [.. Classes.Labels.Select((label, k) => KeyValuePair.Create(label, values[k]))];

    /// <summary>The predicted number, in the target's unit; of several targets the first.</summary>
    /// <exception cref="InvalidOperationException">The model predicts classes.</exception>
    public double Value => Values[0];

    /// <summary>The predicted numbers, one for each target, in their units.</summary>
    /// <exception cref="InvalidOperationException">The model predicts classes.</exception>
    public IReadOnlyList<double> Values => classes is null ? values : throw new InvalidOperationException("The model predicts classes: use Label and Probabilities.");

    /// <summary>
    /// The interval of each predicted number, which holds the true one for a given share of rows (<see cref="ConformalBounds"/>), in its unit; none for classes, and where the model has none.
    /// </summary>
    public IReadOnlyList<(double Low, double High)> Intervals => bounds is null || classes is not null ? [] : [.. values.Select((value, k) => bounds.Interval(k, value))];

    /// <summary>The classes, the most probable first, one of which is the true one for a given share of rows; none for numbers, and where the model has none.</summary>
    public IReadOnlyList<string> Set => bounds is null || classes is null || !IsFinite ? []
        : [.. Enumerable.Range(0, classes.Labels.Count).Where(k => bounds.Holds(values[k], k == decided)).OrderByDescending(k => values[k]).Select(k => classes.Labels[k])];

    /// <summary>Whether a predicted number is at the end of what predictions stay within: the network's own is beyond (<see cref="ModelOptions.Extrapolate"/>).</summary>
    public bool IsLimited { get; }

    /// <summary>The class, or the numbers, as text in the invariant culture.</summary>
    public override string ToString() => classes is null
        ? string.Join(", ", values.Select(value => value.ToString("R", CultureInfo.InvariantCulture)))
        : Label;

    private ClassTargets Classes => classes ?? throw new InvalidOperationException("The model predicts numbers: use Value.");
}
