using Backprop.Numerics.Buffers;
using Backprop.Numerics.Threads;

namespace Backprop.Numerics.Tests.Buffers;

public class RowCopyTests
{
    [Theory]
    [InlineData(1, 5, 3)]
    [InlineData(2, 5, 3)]
    [InlineData(2, 1000, 97)]
    [InlineData(3, 77, 1024)]
    public void Rows_are_set_on_any_number_of_threads(int threads, int rows, int columns)
    {
        using var processor = new Processor(threads);
        var matrix = new Matrix(rows + 1, columns);
        matrix[rows, 0] = -1;
        float[] values = [.. Enumerable.Range(1, rows * columns)];
        new RowCopy(matrix).Run(processor, values);
        for (int n = 0; n < rows; n++)
            Assert.Equal(values.AsSpan(n * columns, columns), matrix.Row(n));
        Assert.Equal(-1, matrix[rows, 0]);
    }

    [Fact]
    public void What_is_no_number_of_rows_or_too_many_is_refused()
    {
        using var processor = new Processor(2);
        var copy = new RowCopy(new Matrix(100, 1000));
        Assert.Throws<ArgumentException>(() => copy.Run(processor, new float[99_999]));
        Assert.Throws<ArgumentException>(() => copy.Run(processor, new float[101_000]));
    }
}
