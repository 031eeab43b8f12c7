using Backprop.Numerics.Buffers;

namespace Backprop.Numerics.Products;

/// <summary>
/// What a product does with each block of its result while the block is still in cache: h(a) after the forward product, h'(a) after
/// the backward one.
/// </summary>
internal abstract class Ending
{
    /// <summary>
    /// Works on one finished block in place. Over one run the blocks hold every element of the result exactly once. Blocks may be given from
    /// several threads at the same time, and how the result is cut in blocks may differ from run to run: what becomes of an
    /// element may depend on its value and its place only.
    /// </summary>
    /// <param name="result">The result of the product.</param>
    /// <param name="block">Which part of it.</param>
    public abstract void Apply(Matrix result, Block block);
}
