namespace Backprop.Explain.Derivations;

/// <summary>Names, and how much of a large network a derivation shows. Nothing is cut from its numbers.</summary>
public sealed record DerivationOptions
{
    /// <summary>D names of the inputs; null where they have none.</summary>
    public IReadOnlyList<string>? InputNames { get; init; }

    /// <summary>K names of the outputs, such as classes; null where they have none.</summary>
    public IReadOnlyList<string>? OutputNames { get; init; }

    /// <summary>Units of a layer that are shown; at least 1, default 6.</summary>
    public int MaxUnits { get; init; } = 6;

    /// <summary>Terms of a sum that are shown; at least 1, default 6.</summary>
    public int MaxTerms { get; init; } = 6;

    /// <summary>Weights of a layer that are shown, as far as whole units go; default 28.</summary>
    public int MaxWeights { get; init; } = 28;
}
