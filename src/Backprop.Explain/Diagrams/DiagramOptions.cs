namespace Backprop.Explain.Diagrams;

/// <summary>What a diagram shows besides inputs, weights, activations, units and outputs.</summary>
internal sealed record DiagramOptions
{
    /// <summary>Whether targets and deltas are shown; default true.</summary>
    public bool Deltas { get; init; } = true;

    /// <summary>Whether ∂E/∂w is beside each weight, as far as there is space; default true.</summary>
    public bool Derivatives { get; init; } = true;

    /// <summary>The number of units of a layer that are drawn before the others are folded, those that matter most; at least 1, default 6.</summary>
    public int MaxUnits { get; init; } = 6;

    /// <summary>Inputs (key 0) and units (key l for layer l), from 1, to draw instead; null for those that matter most.</summary>
    public IReadOnlyDictionary<int, IReadOnlyList<int>>? Units { get; init; }

    /// <summary>Whether <see cref="Units"/> are the reader's own choice, so that the caption says so; default true.</summary>
    public bool IsChosen { get; init; } = true;

    /// <summary>D names of the inputs; null where they have none.</summary>
    public IReadOnlyList<string>? InputNames { get; init; }

    /// <summary>K names of the outputs; null where they have none.</summary>
    public IReadOnlyList<string>? OutputNames { get; init; }

    /// <summary>Lines that a drawing with a line for each weight may have; larger ones are drawn with tables of weights. Default 40.</summary>
    public int MaxHeight { get; init; } = 40;
}
