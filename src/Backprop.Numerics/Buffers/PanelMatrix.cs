namespace Backprop.Numerics.Buffers;

/// <summary>
/// The weights w_ij of a dense layer with D inputs and M units, or numbers of the same shape (derivatives, moments of an optimizer):
/// row i from 0 (the biases) to D, column j from 0 to M − 1, in panels of 16 columns as the kernels read them.
/// </summary>
/// <remarks>
/// Panel p holds columns 16p to 16p + 15, row after row: <c>Values[(p·(D + 1) + i)·16 + c]</c> is row i, column 16p + c. The layout is the
/// same on every machine. The columns that fill the last panel are zero, and stay zero under every update.
/// </remarks>
internal sealed class PanelMatrix
{
    /// <summary>Columns of a panel.</summary>
    public const int PanelColumns = 16;

    private readonly AlignedMemory memory;

    /// <summary>A matrix of zeros for D inputs and M units.</summary>
    /// <param name="inputs">D, 0 or more.</param>
    /// <param name="units">M, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A negative size, or more numbers than one buffer holds (about 2 billion).</exception>
    public PanelMatrix(int inputs, int units)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(inputs);
        ArgumentOutOfRangeException.ThrowIfNegative(units);
        Inputs = inputs;
        Units = units;
        Panels = (int)(((long)units + PanelColumns - 1) / PanelColumns);
        memory = new AlignedMemory((inputs + 1L) * Panels * PanelColumns);
    }

    /// <summary>D: the rows without the bias row.</summary>
    public int Inputs { get; }

    /// <summary>M: the columns without the padding.</summary>
    public int Units { get; }

    /// <summary>Panels of 16 columns.</summary>
    public int Panels { get; }

    /// <summary>(D + 1)·M: the numbers without the padding.</summary>
    public long Count => (Inputs + 1L) * Units;

    /// <summary>All numbers with the padding, panel after panel: for work that treats every number alike and leaves zeros zero.</summary>
    public Span<float> Values => memory.Span;

    /// <summary>The number in row i (0: the bias, else the weight from input i, from 1) and column j (unit, from 0).</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such row or column.</exception>
    public float this[int i, int j]
    {
        get => memory.Span[IndexOf(i, j)];
        set => memory.Span[IndexOf(i, j)] = value;
    }

    internal unsafe float* Pointer => memory.Pointer;

    /// <summary>Floats from one panel to the next.</summary>
    internal int PanelLength => (Inputs + 1) * PanelColumns;

    /// <summary>Copies row i (0: the biases), M numbers, without padding.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such row.</exception>
    /// <exception cref="ArgumentException">The destination is shorter than M.</exception>
    public void CopyRowTo(int i, Span<float> destination)
    {
        for (int j = 0; j < Units; j += PanelColumns)
            memory.Span.Slice(IndexOf(i, j), Math.Min(PanelColumns, Units - j)).CopyTo(destination[j..]);
    }

    /// <summary>Sets row i (0: the biases) to M numbers.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such row.</exception>
    /// <exception cref="ArgumentException">The source is shorter than M.</exception>
    public void CopyRowFrom(int i, ReadOnlySpan<float> source)
    {
        for (int j = 0; j < Units; j += PanelColumns)
            source.Slice(j, Math.Min(PanelColumns, Units - j)).CopyTo(memory.Span[IndexOf(i, j)..]);
    }

    /// <summary>Adds M numbers to row i (0: the biases).</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such row.</exception>
    public void AddToRow(int i, ReadOnlySpan<float> numbers)
    {
        for (int j = 0; j < Units; j += PanelColumns)
        {
            var row = memory.Span.Slice(IndexOf(i, j), Math.Min(PanelColumns, Units - j));
            for (int c = 0; c < row.Length; c++)
                row[c] += numbers[j + c];
        }
    }

    /// <summary>Sets all numbers to those of a matrix of the same shape.</summary>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public void CopyFrom(PanelMatrix other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Inputs != Inputs || other.Units != Units)
            throw new ArgumentException($"A matrix of {other.Inputs} inputs and {other.Units} units cannot be copied to one of {Inputs} and {Units}.", nameof(other));
        other.Values.CopyTo(Values);
    }

    private int IndexOf(int i, int j)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(i);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(i, Inputs);
        ArgumentOutOfRangeException.ThrowIfNegative(j);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(j, Units);
        return (j / PanelColumns * (Inputs + 1) + i) * PanelColumns + j % PanelColumns;
    }
}
