using Backprop.Numerics.Buffers;

namespace Backprop.Tabular.Encoders;

/// <summary>Targets of those rows that have one a network can learn.</summary>
internal sealed record EncodedTargets
{
    /// <summary>The rows of the table, from 0, in the requested order, without those of <see cref="Unseen"/> and those without a target.</summary>
    public required int[] Rows { get; init; }

    /// <summary>One row of K numbers for each of <see cref="Rows"/>, standardized as in training; empty for classes.</summary>
    public Matrix Values { get; init; } = new(0, 0);

    /// <summary>The class of each of <see cref="Rows"/>, an index in <see cref="ClassTargets.Labels"/>; empty in a regression.</summary>
    public int[] Classes { get; init; } = [];

    /// <summary>Rows with a class that is in no training row.</summary>
    public int[] Unseen { get; init; } = [];

    /// <summary>What was excluded.</summary>
    public IReadOnlyList<EncodingNote> Notes { get; init; } = [];
}
