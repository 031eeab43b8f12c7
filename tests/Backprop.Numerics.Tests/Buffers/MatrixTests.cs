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

    [Theory]
    [InlineData(1)]
    [InlineData(13)]
    [InlineData(16)]
    [InlineData(33)]
    [InlineData(1024)]
    public void Rows_can_be_set_from_numbers_without_padding(int columns)
    {
        for (int rows = 0; rows <= 5; rows++)
        {
            var matrix = new Matrix(5, columns);
            for (int n = 0; n < 5; n++)
                matrix.Row(n).Fill(-1);
            float[] values = [.. Enumerable.Range(1, rows * columns).Select(i => (float)i)];
            matrix.SetRows(values);
            for (int n = 0; n < 5; n++)
                for (int i = 0; i < columns; i++)
                    Assert.True(matrix[n, i] == (n < rows ? values[n * columns + i] : -1), $"{rows} rows: [{n}, {i}] is {matrix[n, i]}");
        }
        Assert.Throws<ArgumentException>(() => new Matrix(5, columns).SetRows(new float[6 * columns]));
        Assert.Throws<ArgumentException>(() => new Matrix(5, columns + 1).SetRows(new float[columns]));
    }
}
