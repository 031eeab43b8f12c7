using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Backprop.Numerics.Buffers;

/// <summary>
/// A matrix of floats, row after row, each row padded to a whole number of cache lines. It holds the rows of a batch: N rows of D inputs,
/// M units or K outputs.
/// </summary>
/// <remarks>
/// The padding after each row belongs to the kernels: it may contain anything. Rows whose distance would be a multiple of 4 KB get one
/// more cache line, because addresses 4 KB apart compete for the same places in the cache.
/// </remarks>
internal sealed class Matrix
{
    private const int CacheLine = 16;
    private const int Page = 1024;

    private readonly AlignedMemory memory;

    /// <summary>The maximum number of rows of that many columns that one matrix holds.</summary>
    public static int MaxRows(int columns) => StrideOf(columns) is > 0 and var stride ? (int)Math.Min(int.MaxValue, AlignedMemory.MaxFloats / stride) : int.MaxValue;

    /// <summary>A matrix of zeros.</summary>
    /// <param name="rows">Number of rows, 0 or more.</param>
    /// <param name="columns">Number of columns, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A negative size, or more floats than one buffer holds (about 2 billion).</exception>
    public unsafe Matrix(int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        Rows = rows;
        Columns = columns;
        long stride = StrideOf(columns);
        memory = new AlignedMemory(stride * rows);
        Pointer = memory.Pointer;
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

    internal unsafe float* Pointer { get; }

    /// <summary>One row, from 0, without its padding.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such row.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public unsafe Span<float> Row(int row)
    {
        if ((uint)row >= (uint)Rows)
            ThrowNoSuchRow(row);
        // A span's constructor would check the columns again.
        Span<float> span = MemoryMarshal.CreateSpan(ref *(Pointer + (nint)row * Stride), Columns);
        GC.KeepAlive(this);
        return span;
    }

    private static long StrideOf(int columns)
    {
        long stride = ((long)columns + CacheLine - 1) / CacheLine * CacheLine;
        return stride % Page == 0 && stride > 0 ? stride + CacheLine : stride;
    }

    private void ThrowNoSuchRow(int row) => throw new ArgumentOutOfRangeException(nameof(row), row, $"The matrix has {Rows} rows, the first of which is row 0.");

    /// <summary>Sets the first rows to numbers in row order without padding.</summary>
    /// <param name="values">A whole number of rows, at most as many as the matrix has.</param>
    /// <exception cref="ArgumentException">No whole number of rows, or too many.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public unsafe void SetRows(ReadOnlySpan<float> values)
    {
        // One short row: a call would cost more than its few numbers.
        if (values.Length != Columns || values.Length > CacheLine || Rows == 0)
        {
            CopyRows(values);
            return;
        }
        float* row = Pointer;
        for (int i = 0; i < values.Length; i++)
            row[i] = values[i];
        GC.KeepAlive(this);
    }

    private unsafe void CopyRows(ReadOnlySpan<float> values)
    {
        if (values.Length == Columns && Rows > 0)
        {
            values.CopyTo(new Span<float>(Pointer, Columns));
            GC.KeepAlive(this);
            return;
        }
        if (Columns == 0 ? !values.IsEmpty : values.Length % Columns != 0 || values.Length / Columns > Rows)
            throw new ArgumentException($"{values.Length} numbers are not at most {Rows} rows of {Columns}.", nameof(values));
        if (Columns == Stride)
        {
            values.CopyTo(memory.Span);
            return;
        }
        fixed (float* start = values)
        {
            float* source = start, end = start + values.Length, row = Pointer;
            // Whole cache lines, while the numbers of the following rows come after them: these fall into the padding.
            for (; end - source >= Stride; source += Columns, row += Stride)
            {
                for (int i = 0; i < Columns; i += CacheLine)
                    *(Line*)(row + i) = *(Line*)(source + i);
            }
            for (; source < end; source += Columns, row += Stride)
                new ReadOnlySpan<float>(source, Columns).CopyTo(new Span<float>(row, Columns));
        }
        GC.KeepAlive(this);
    }

    /// <summary>Copies some rows of a matrix of equally many columns.</summary>
    /// <param name="source">Where they come from.</param>
    /// <param name="first">Their first row there.</param>
    /// <param name="row">Their first row here.</param>
    /// <param name="count">How many.</param>
    /// <exception cref="ArgumentException">The columns differ, or there are no such rows.</exception>
    public unsafe void CopyRows(Matrix source, int first, int row, int count)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (source.Columns != Columns || count < 0 || first < 0 || row < 0 || first > source.Rows - count || row > Rows - count)
            throw new ArgumentException($"Rows {first} to {first + count - 1} of {source.Rows} x {source.Columns} cannot become rows from {row} on of {Rows} x {Columns}.", nameof(source));
        source.memory.Span.Slice(first * Stride, count * Stride).CopyTo(memory.Span[(row * Stride)..]);
    }

    [InlineArray(CacheLine)]
    private struct Line
    {
        private float first;
    }
}
