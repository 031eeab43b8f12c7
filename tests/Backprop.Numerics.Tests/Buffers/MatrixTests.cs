using Backprop.Numerics.Buffers;

namespace Backprop.Numerics.Tests.Buffers;

public class MatrixTests
{
    [Theory]
    [InlineData(1, 16)]
    [InlineData(784, 784)]
    [InlineData(785, 800)]
    [InlineData(1024, 1040)]
    [InlineData(4096, 4112)]
    public void Rows_start_on_cache_lines_and_are_never_a_multiple_of_4_KB_apart(int columns, int stride) =>
        Assert.Equal(stride, new Matrix(2, columns).Stride);
}
