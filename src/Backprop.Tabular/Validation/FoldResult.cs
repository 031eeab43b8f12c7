using Backprop.Tabular.Encoders;
using Backprop.Tabular.Models;

namespace Backprop.Tabular.Validation;

/// <summary>One fold after its training and test.</summary>
public sealed record FoldResult
{
    /// <summary>The division in folds, from 1.</summary>
    public required int Repeat { get; init; }

    /// <summary>The fold, from 1.</summary>
    public required int Fold { get; init; }

    /// <summary>The number of rows that its model was made from, for training and validation.</summary>
    public required int TrainingRows { get; init; }

    /// <summary>The metrics of the rows of the fold, which its model never saw, beside those of the baseline.</summary>
    public required PartMetrics Test { get; init; }

    /// <summary>Whether nothing better than a guess was learned (<see cref="TrainingRecord.IsGuess"/>).</summary>
    public required bool IsGuess { get; init; }

    /// <summary>The time it took, from encoding to metrics; other folds may have shared the machine.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>What the test rows contain that the training rows did not.</summary>
    internal IReadOnlyList<EncodingNote> Notes { get; init; } = [];

    /// <summary>Test rows that have the inputs and the target of a training row.</summary>
    internal int RepeatedRows { get; init; }
}
