using Backprop.Numerics.Buffers;
using Backprop.Numerics.Lanes;
using Backprop.Numerics.Products;

namespace Backprop.Layers;

/// <summary>The place of a layer in a pass: what it reads, where it sends deltas, and what training adds.</summary>
internal sealed record LayerPlace
{
    /// <summary>The layer's place in the network, from 1: the key of its dropout.</summary>
    public required int Number { get; init; }

    /// <summary>N × D, filled before the layer's forward pass.</summary>
    public required Matrix Inputs { get; init; }

    /// <summary>Copies of the inputs for the members of a team; null where all read the inputs.</summary>
    public RowCopies? Copies { get; init; }

    /// <summary>N × D: where ∂E/∂x goes; null where it is not needed.</summary>
    public Matrix? InputDeltas { get; init; }

    /// <summary>What turns ∂E/∂z of the layer below, in <see cref="InputDeltas"/>, into its δ; null where they are the same.</summary>
    public Ending? InputSlopes { get; init; }

    /// <summary>Whether the outputs are the activations a, because the error function works on those.</summary>
    public bool KeepsActivations { get; init; }

    /// <summary>The vector width.</summary>
    public required VectorWidth Width { get; init; }

    /// <summary>What training adds; null for predictions alone.</summary>
    public LayerTraining? Training { get; init; }
}

/// <summary>What training adds to a layer's pass.</summary>
/// <param name="Seed">The seed of dropout.</param>
/// <param name="Step">The current step, from 0.</param>
/// <param name="DropoutFactor">What the share of dropout is multiplied by in the current step.</param>
/// <param name="Derivatives">For each block of the layer, its derivatives.</param>
/// <param name="Endings">For each block, what takes the derivatives while they are in cache; null to leave them.</param>
internal sealed record LayerTraining(ulong Seed, Func<long> Step, Func<double> DropoutFactor, IReadOnlyList<PanelMatrix> Derivatives, IReadOnlyList<SlabEnding?> Endings);
