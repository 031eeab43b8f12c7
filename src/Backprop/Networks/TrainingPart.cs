using Backprop.Numerics.Buffers;
using Backprop.Numerics.Products;

namespace Backprop.Networks;

/// <summary>What a training pass has beyond a prediction's: deltas, derivatives, dropout, and what is done with each layer's derivatives.</summary>
/// <param name="Seed">The seed of dropout.</param>
/// <param name="Step">The current step, from 0.</param>
/// <param name="Update">For a layer, from 0, and its derivatives: what takes them while they are in cache; null to leave them.</param>
internal sealed record TrainingPart(ulong Seed, Func<long> Step, Func<int, PanelMatrix, SlabEnding?> Update);
