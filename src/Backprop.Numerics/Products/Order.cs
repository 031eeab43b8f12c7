namespace Backprop.Numerics.Products;

/// <summary>The order of the sums in products: a part of the numerics version, because it decides the last bits.</summary>
/// <remarks>
/// k is cut in blocks. Inside a block an accumulator starts at +0 and takes one fused multiply-add for each k, upward. The sum of the first block
/// is the result, the sums of the others are added to it in order.
/// </remarks>
internal static class Order
{
    /// <summary>The maximum number of k in one block of the forward and the backward product.</summary>
    public const int LongestBlock = 384;

    /// <summary>k in one block of the gradient product, where k is the row of the batch.</summary>
    public const int GradientBlock = 512;

    private const int ShortBlock = 128;
    private const int FewColumns = 48;

    /// <summary>k in one block of the forward product (of M columns) and of the backward product (of D columns).</summary>
    public static int Block(int columns) => columns <= FewColumns ? ShortBlock : LongestBlock;
}
