using System.Globalization;
using Backprop.Explain.Derivations;
using Backprop.Explain.Drawings;
using Backprop.Studio.States;
using Backprop.Textbook;

namespace Backprop.Studio.Components.Step;

/// <summary>Which numbers of a drawing are known in the current step of the algorithm.</summary>
internal readonly record struct Knowledge(TextbookStep Numbers, Lesson Lesson)
{
    /// <summary>Whether a number is computed in a later step.</summary>
    public bool IsUnknown(Quantity? quantity) => quantity is { } number && FoundIn(number) > Lesson.Step;

    /// <summary>The class of a shape: <c>now</c>, <c>known</c> or <c>unknown</c>.</summary>
    public string Of(Shape shape) => IsUnknown(shape.Quantity) ? "unknown" : shape.Quantity is { } quantity && FoundIn(quantity) == Lesson.Step ? "now" : "known";

    /// <summary>A number in words and in full precision.</summary>
    public string InFull(Quantity quantity) =>
        $"{QuantityWords.Of(quantity, Lesson)}: {(IsUnknown(quantity) ? "not yet known" : quantity.ValueIn(Numbers).ToString("R", CultureInfo.InvariantCulture))}";

    /// <summary>The step that computes a number; η is given from the beginning.</summary>
    private int FoundIn(Quantity quantity) => quantity.Kind == QuantityKind.LearningRate ? 1 : quantity.StepOf(Numbers.Layers.Count);
}
