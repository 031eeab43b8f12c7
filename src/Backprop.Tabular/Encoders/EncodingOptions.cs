namespace Backprop.Tabular.Encoders;

/// <summary>Which columns become inputs, where the data alone do not say it.</summary>
public sealed record EncodingOptions
{
    /// <summary>Columns that are no inputs: targets, weights, the column that says the split, and what the user leaves out. Default: none.</summary>
    public IReadOnlyCollection<string> Leave { get; init; } = [];

    /// <summary>
    /// Columns that become inputs although they look like row numbers or like names that never repeat. Default: none. A column
    /// that says nothing (one value only, or none) is left out all the same.
    /// </summary>
    public IReadOnlyCollection<string> Keep { get; init; } = [];

    /// <summary>
    /// Whether numbers are taken however far outside those of the training rows they are; else they are brought nearer (<see cref="TrainingRange.Squash"/>).
    /// Default: false.
    /// </summary>
    public bool Extrapolate { get; init; }
}
