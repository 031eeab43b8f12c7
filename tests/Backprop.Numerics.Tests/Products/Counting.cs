using Backprop.Numerics.Buffers;
using Backprop.Numerics.Products;

namespace Backprop.Numerics.Tests.Products;

/// <summary>An ending that counts how often each element was given, and changes it so that a second time would show.</summary>
internal sealed class Counting(int rows, int columns) : Ending
{
    private readonly int[] counts = new int[rows * columns];

    public static float Change(float value) => value * 0.5f + 1f;

    public override void Apply(Matrix result, Block block)
    {
        var (firstRow, rows, firstColumn, columns) = block;
        Assert.Equal(0, firstColumn % 16);
        Assert.True(columns % 16 == 0 || firstColumn + columns == result.Columns);
        Assert.True(rows > 0 && columns > 0);
        for (int n = firstRow; n < firstRow + rows; n++)
        {
            for (int j = firstColumn; j < firstColumn + columns; j++)
            {
                Interlocked.Increment(ref counts[n * result.Columns + j]);
                result[n, j] = Change(result[n, j]);
            }
        }
    }

    public void AssertOnceEach() => Assert.All(counts, count => Assert.Equal(1, count));
}
