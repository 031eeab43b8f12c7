namespace Backprop.Tabular.Encoders;

/// <summary>Which columns become inputs, where the data alone do not decide it.</summary>
internal sealed record EncodingOptions
{
    /// <summary>Columns that are not inputs: targets, weights, the columns of splits and groups, and what the user excludes. Default: none.</summary>
    public IReadOnlyCollection<string> Exclude { get; init; } = [];

    /// <summary>
    /// Columns that become inputs although they look like identifiers. Default: none. An uninformative column (one value only, or none) is
    /// excluded nevertheless.
    /// </summary>
    public IReadOnlyCollection<string> Keep { get; init; } = [];

    /// <summary>
    /// The column of the classes that are learned: where the rows are sorted by it, a column that counts the rows reveals the class through their
    /// order. Default: none.
    /// </summary>
    public string? Classes { get; init; }

    /// <summary>
    /// Whether numbers far outside those of the training rows are not limited; else they are squashed (<see cref="TrainingRange.Squash"/>).
    /// Default: false.
    /// </summary>
    public bool Extrapolate { get; init; }

    /// <summary>How columns of numbers are scaled. Default: standard.</summary>
    public NumberScaling Scaling { get; init; }

    /// <summary>From how many labels with their own code on a column of labels is one input of codes instead of an input for each. Default: null, none is.</summary>
    public int? CodesFrom { get; init; }
}
