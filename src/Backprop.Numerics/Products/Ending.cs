using Backprop.Numerics.Buffers;

namespace Backprop.Numerics.Products;

/// <summary>
/// What a product does with each block of its result while the block is still in cache: h(a) after the forward product, h'(a) after
/// the backward one.
/// </summary>
public abstract class Ending
{
    /// <summary>
    /// Works on one finished block in place. Over one run the blocks hold every element of the result exactly once. Blocks may be given from
    /// several threads at the same time, and how the result is cut in blocks may differ from run to run: what becomes of an
    /// element may depend on its value and its place only.
    /// </summary>
    /// <param name="result">The result of the product.</param>
    /// <param name="firstRow">First row of the block.</param>
    /// <param name="rows">Rows of the block, 1 or more.</param>
    /// <param name="firstColumn">First column of the block, a multiple of 16.</param>
    /// <param name="columns">Columns of the block, without padding: a multiple of 16 except at the right edge.</param>
    public abstract void Apply(Matrix result, int firstRow, int rows, int firstColumn, int columns);
}
