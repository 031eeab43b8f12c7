using Backprop.Numerics.Threads;

namespace Backprop.Numerics.Buffers;

/// <summary>Sets the first rows of a matrix as <see cref="Matrix.SetRows"/> does, many rows on several threads. It allocates nothing after it is made.</summary>
/// <param name="destination">The matrix.</param>
internal sealed unsafe class RowCopy(Matrix destination) : IWork
{
    /// <summary>Fewer numbers, 256 KB, one thread copies in hardly more time than a second one takes to come.</summary>
    private const int MinForThreads = 65536;

    private const int RowsOfPart = 8;

    private float* source;
    private int rows;

    /// <summary>Copies numbers in row order without padding.</summary>
    /// <exception cref="ArgumentException">No whole number of rows, or too many.</exception>
    public void Run(Processor processor, ReadOnlySpan<float> values)
    {
        ArgumentNullException.ThrowIfNull(processor);
        int columns = destination.Columns;
        if (processor.Threads == 1 || values.Length < MinForThreads || columns == 0 || values.Length % columns != 0 || values.Length / columns > destination.Rows)
        {
            destination.SetRows(values);
            return;
        }
        rows = values.Length / columns;
        fixed (float* start = values)
        {
            source = start;
            processor.Run(this, (rows + RowsOfPart - 1) / RowsOfPart);
            source = null;
        }
    }

    void IWork.Run(int part, int member)
    {
        int end = Math.Min(rows, (part + 1) * RowsOfPart);
        for (int n = part * RowsOfPart; n < end; n++)
            new ReadOnlySpan<float>(source + (nint)n * destination.Columns, destination.Columns).CopyTo(destination.Row(n));
    }
}
