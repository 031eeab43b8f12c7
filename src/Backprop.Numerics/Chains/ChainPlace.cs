using Backprop.Numerics.Buffers;

namespace Backprop.Numerics.Chains;

/// <summary>Where a link is in its chain.</summary>
/// <param name="Layer">The layer that it is part of.</param>
/// <param name="Column">Its first unit.</param>
/// <param name="Inputs">Row 0 holds what the layer reads.</param>
/// <param name="Above">The layer whose deltas come back; null in the last one, whose deltas hold ∂E/∂z.</param>
internal sealed record ChainPlace(ChainLayer Layer, int Column, Matrix Inputs, ChainLayer? Above);
