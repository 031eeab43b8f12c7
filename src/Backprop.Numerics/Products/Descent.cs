using Backprop.Numerics.Buffers;
using Backprop.Numerics.Lanes;

namespace Backprop.Numerics.Products;

/// <summary>
/// The step of gradient descent, w ← w + s·g with one rounding, as part of the gradient product: it works in short slabs then, so that derivatives are
/// still in the first cache when they move their weights.
/// </summary>
/// <param name="weights">W, of the shape of the derivatives.</param>
internal sealed class Descent(PanelMatrix weights) : SlabEnding
{
    /// <summary>s = −η.</summary>
    public float Step { get; set; }

    internal PanelMatrix Weights { get; } = weights;

    /// <summary>Nothing: the product does it.</summary>
    public override void Apply(int start, int length) { }

    internal unsafe void Apply(VectorWidth width, PanelMatrix gradients, int start, int length) =>
        LaneLoop.Floats(width, new Move(Step, gradients.Pointer + start, Weights.Pointer + start), length);

    private readonly unsafe struct Move(float step, float* gradients, float* weights) : ILaneBody
    {
        public void Step<V>(int i) where V : struct, ILanes<V> =>
            V.Store(V.FusedMultiplyAdd(V.Broadcast(step), V.Load(gradients + i), V.Load(weights + i)), weights + i);
    }
}
