namespace Backprop.Numerics.Buffers;

/// <summary>
/// A matrix of floats, row after row, each row padded to a whole number of cache lines. The rows of a batch stand in it: N rows of D inputs,
/// M units or K outputs.
/// </summary>
/// <remarks>
/// The padding behind each row belongs to the kernels: it may hold anything. Rows whose distance would be a multiple of 4 KB get one
/// more cache line, because addresses 4 KB apart compete for the same places in the cache.
/// </remarks>
public sealed class Matrix
{
    private const int CacheLine = 16;
    private const int Page = 1024;

    private readonly AlignedMemory memory;

    /// <summary>A matrix of zeros.</summary>
    /// <param name="rows">Number of rows, 0 or more.</param>
    /// <param name="columns">Number of columns, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A negative size, or more floats than one buffer holds (about 2 billion).</exception>
    public Matrix(int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        Rows = rows;
        Columns = columns;
        long stride = ((long)columns + CacheLine - 1) / CacheLine * CacheLine;
        if (stride % Page == 0 && stride > 0)
            stride += CacheLine;
        memory = new AlignedMemory(stride * rows);
        Stride = (int)stride;
    }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Number of columns, without the padding.</summary>
    public int Columns { get; }

    /// <summary>Floats from the start of one row to the start of the next.</summary>
    public int Stride { get; }

    /// <summary>The number in a row and column, both from 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such row or column.</exception>
    public float this[int row, int column]
    {
        get => Row(row)[column];
        set => Row(row)[column] = value;
    }

    internal unsafe float* Pointer => memory.Pointer;

    /// <summary>One row, from 0, without its padding.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such row.</exception>
    public Span<float> Row(int row)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, Rows);
        return memory.Span.Slice(row * Stride, Columns);
    }
}
