using Backprop.Explain.Derivations;

namespace Backprop.Studio.States;

/// <summary>The name of a number, in words.</summary>
public static class QuantityWords
{
    /// <summary>A few words, with the names of inputs and outputs where they have some.</summary>
    public static string Of(Quantity quantity, Lesson lesson)
    {
        ArgumentNullException.ThrowIfNull(lesson);
        int layers = lesson.Network.Layers.Count;
        string Unit(int layer, int unit) => layer < 0 ? Named("input", unit, lesson.InputNames)
            : layer == layers - 1 ? Named("output", unit, lesson.OutputNames)
            : FormattableString.Invariant($"unit {unit + 1} of layer {layer + 1}");
        string to = Unit(quantity.Layer, quantity.To);
        string from = quantity.From == 0 ? $"the bias of {to}" : $"the weight from {Unit(quantity.Layer - 1, quantity.From - 1)} to {to}";
        return quantity.Kind switch
        {
            QuantityKind.Input => Unit(-1, quantity.To),
            QuantityKind.Target => "the target of " + Unit(layers - 1, quantity.To),
            QuantityKind.Weight => from,
            QuantityKind.Activation => "the activation of " + to,
            QuantityKind.Unit => "the output of " + to,
            QuantityKind.Error => "the error of this row",
            QuantityKind.Delta => "the δ of " + to,
            QuantityKind.Derivative => "the derivative with respect to " + from,
            QuantityKind.Updated => from + ", updated",
            _ => "the learning rate",
        };
    }

    private static string Named(string kind, int index, IReadOnlyList<string>? names) =>
        FormattableString.Invariant($"{kind} {index + 1}") + (names is null ? "" : $" ({names[index]})");
}
