using Backprop.Explain.Derivations;

namespace Backprop.Explain.Drawings;

/// <summary>What a drawing of a network shows.</summary>
internal sealed record DrawingOptions
{
    /// <summary>Significant digits, 1 to 17; default 3.</summary>
    public int Digits { get; init; } = 3;

    /// <summary>Whether targets and deltas are shown; default true.</summary>
    public bool Deltas { get; init; } = true;

    /// <summary>Whether each edge shows ∂E/∂w; default true.</summary>
    public bool Derivatives { get; init; } = true;

    /// <summary>Whether each derivative is below its weight rather than beside it, so that the drawing is narrower and higher; default false.</summary>
    public bool DerivativesBelow { get; init; }

    /// <summary>The number of inputs, and of units of a layer, that are drawn individually before the others are folded (<see cref="ShownUnits"/>); at least 1, default 6.</summary>
    public int MaxUnits { get; init; } = 6;

    /// <summary>Inputs (key 0) and units (key l for layer l), from 1, to draw out instead; null for those that matter most.</summary>
    public IReadOnlyDictionary<int, IReadOnlyList<int>>? Units { get; init; }

    /// <summary>D names of the inputs; null where they have none.</summary>
    public IReadOnlyList<string>? InputNames { get; init; }

    /// <summary>K names of the outputs; null where they have none.</summary>
    public IReadOnlyList<string>? OutputNames { get; init; }

    /// <summary>Whether the weights are those after the update; default false.</summary>
    public bool Updated { get; init; }

    /// <summary>The width reserved for each number, in characters, so that the layout does not change with the numbers; default 0, what they need.</summary>
    public int NumberWidth { get; init; }

    /// <summary>The |w| of the widest line, so that drawings can be compared; null for the largest that is drawn.</summary>
    public double? LargestWeight { get; init; }
}
