using Backprop.Layers;
using Backprop.Numerics.Buffers;
using Backprop.Numerics.Products;
using Backprop.Parameters;

namespace Backprop.Execution;

/// <summary>What a training pass has beyond a prediction's: deltas, derivatives, dropout, and what is done with each layer's derivatives.</summary>
/// <param name="Derivatives">∂E/∂w of every parameter, written by the pass.</param>
internal sealed record TrainingPart(ParameterValues Derivatives)
{
    /// <summary>The seed of dropout.</summary>
    public ulong Seed { get; init; }

    /// <summary>The current step, from 0.</summary>
    public Func<long> Step { get; init; } = () => 0;

    /// <summary>What the share of dropout is multiplied by in the current step.</summary>
    public Func<double> DropoutFactor { get; init; } = () => 1;

    /// <summary>For each matrix of derivatives, what takes them while they are in cache; null to leave them.</summary>
    public IReadOnlyList<SlabEnding?> Endings { get; init; } = new SlabEnding?[Derivatives.Matrices.Count];

    /// <summary>N × D: where ∂E/∂x goes; null where it is not needed.</summary>
    public Matrix? InputDeltas { get; init; }

    /// <summary>The part of a layer.</summary>
    /// <param name="block">The place of its first block among all.</param>
    /// <param name="count">How many blocks it has.</param>
    public LayerTraining Of(int block, int count) => new(Seed, Step, DropoutFactor, [.. Derivatives.Matrices.Skip(block).Take(count)], [.. Endings.Skip(block).Take(count)]);
}
