namespace Backprop.Explain.Derivations;

/// <summary>Names, and how much of a large network a derivation shows. Nothing is cut from its numbers.</summary>
public sealed record DerivationOptions
{
    /// <summary>D names of the inputs; null where they have none.</summary>
    public IReadOnlyList<string>? InputNames { get; init; }

    /// <summary>K names of the outputs, such as classes; null where they have none.</summary>
    public IReadOnlyList<string>? OutputNames { get; init; }

    /// <summary>The D values from which the inputs were encoded, as text; null for an input that is its own value, and where unknown.</summary>
    public IReadOnlyList<string?>? InputValues { get; init; }

    /// <summary>What the K outputs are in the targets' own units, as text; null where they are the outputs themselves.</summary>
    public IReadOnlyList<string>? OutputValues { get; init; }

    /// <summary>The K targets in their own units, as text; null where they are the targets themselves.</summary>
    public IReadOnlyList<string>? TargetValues { get; init; }

    /// <summary>Whether the weights are those of a training rather than initial ones; default false.</summary>
    public bool AreTrained { get; init; }

    /// <summary>Inputs, and units of a layer, that are shown, those that matter most; at least 1, default 6.</summary>
    public int MaxUnits { get; init; } = 6;

    /// <summary>Inputs (key 0) and units (key l for layer l), from 1, to show instead; null for those that matter most.</summary>
    public IReadOnlyDictionary<int, IReadOnlyList<int>>? Units { get; init; }

    /// <summary>Weights of a layer that are shown, as far as whole units go; of chosen units all are. Default 28.</summary>
    public int MaxWeights { get; init; } = 28;
}
