using Backprop.Numerics.Buffers;

namespace Backprop.Tabular.Encoders;

/// <summary>Targets of those rows that have one a network can learn.</summary>
public sealed record EncodedTargets
{
    /// <summary>The rows of the table, from 0, in the order asked for, without those of <see cref="Unseen"/> and those without a target.</summary>
    public required int[] Rows { get; init; }

    /// <summary>One row of K targets for each of <see cref="Rows"/>: standardized numbers, or 1 at the class and 0 elsewhere (K = 1: 1 for the second class).</summary>
    public required Matrix Values { get; init; }

    /// <summary>The class of each of <see cref="Rows"/>, a place in <see cref="ClassTargets.Labels"/>; empty in a regression.</summary>
    public int[] Classes { get; init; } = [];

    /// <summary>Rows with a class that no training row had.</summary>
    public int[] Unseen { get; init; } = [];

    /// <summary>What was left out.</summary>
    public IReadOnlyList<EncodingNote> Notes { get; init; } = [];
}
