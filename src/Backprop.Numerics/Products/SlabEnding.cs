using Backprop.Numerics.Buffers;
using Backprop.Numerics.Lanes;

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

    /// <summary>Works on derivatives that are finished as a whole, outside the gradient product.</summary>
    /// <param name="ending">What is to be done, or null.</param>
    /// <param name="width">The vector width.</param>
    /// <param name="derivatives">The derivatives, padding included.</param>
    public static void Finish(SlabEnding? ending, VectorWidth width, PanelMatrix derivatives)
    {
        if (ending is Descent descent)
            descent.Apply(width, derivatives, 0, derivatives.Values.Length);
        else
            ending?.Apply(0, derivatives.Values.Length);
    }
}
