using Backprop.Numerics.Buffers;

namespace Backprop.Numerics.Products;

/// <summary>What the gradient product does with each slab of derivatives while it is still in cache: the step of an optimizer.</summary>
internal abstract class SlabEnding
{
    /// <summary>
    /// Works on one finished slab. Over one run the slabs are disjoint and hold all numbers, padding (exact zeros) included. They may be given
    /// from several threads at the same time, and how the numbers are cut in slabs may differ from run to run.
    /// </summary>
    /// <param name="start">Index of the first number in <see cref="PanelMatrix.Values"/>, a multiple of 16.</param>
    /// <param name="length">How many numbers, a multiple of 16.</param>
    public abstract void Apply(int start, int length);
}
