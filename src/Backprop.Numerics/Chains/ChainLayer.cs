using Backprop.Numerics.Buffers;
using Backprop.Numerics.Functions;
using Backprop.Numerics.Products;

namespace Backprop.Numerics.Chains;

/// <summary>One dense layer of a <see cref="RowChain"/>: the memory that the products for many rows work on as well.</summary>
/// <param name="Weights">W: D inputs, M units.</param>
/// <param name="Outputs">Row 0 gets z = h(a), M numbers.</param>
/// <param name="Function">h, with a slope from its value; null for the identity.</param>
/// <param name="Deltas">Row 0 gets δ; in the last layer it holds ∂E/∂z before the way back. Null where there is no way back.</param>
/// <param name="Gradients">Gets the derivatives; null where there is no way back.</param>
/// <param name="Ending">What is done with the derivatives, or null.</param>
internal sealed record ChainLayer(
    PanelMatrix Weights, Matrix Outputs, ElementFunction? Function = null, Matrix? Deltas = null, PanelMatrix? Gradients = null, SlabEnding? Ending = null);
