namespace Backprop.Tabular.Validation;

/// <summary>The state of a cross-validation.</summary>
public sealed record CrossValidationProgress
{
    /// <summary>The fold that is under way, from 1, counted over all divisions; of several the first.</summary>
    public required int Fold { get; init; }

    /// <summary>The number of folds of all divisions.</summary>
    public required int Folds { get; init; }

    /// <summary>The share of the work that is done, from 0 to 1.</summary>
    public required double Part { get; init; }

    /// <summary>The time so far.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>The time to the end at the speed so far; null where nothing is done yet.</summary>
    public required TimeSpan? Remaining { get; init; }
}
