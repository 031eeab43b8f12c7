using System.Runtime.CompilerServices;
using Backprop.Numerics.Buffers;
using Backprop.Numerics.Lanes;

namespace Backprop.Numerics.Products;

/// <summary>
/// A block of rows of the batch as the forward product reads its operands: columns of the inputs transposed to rows, and deltas in panels. In place, each row of
/// the batch lies in its own pages, of which a tile would use a cache line for each k.
/// </summary>
internal sealed unsafe class PackedBatch
{
    /// <summary>Panels of deltas that are packed at once: whole cache lines that follow one another come sooner than single ones.</summary>
    public const int MaxPanels = 4;

    /// <summary>Rows that are transposed at once; fewer are not worthwhile.</summary>
    private const int Rows = 16;

    /// <summary>Fewer panels would not earn the copies back: turning takes as long as one panel to three.</summary>
    private const int MinPanels = 16;

    [ThreadStatic]
    private static PackedBatch? own;

    private readonly AlignedMemory panels = new(MaxPanels * Order.GradientBlock * PanelMatrix.PanelColumns);
    private AlignedMemory columns = new(0);

    /// <summary>The room of this thread.</summary>
    public static PackedBatch Own => own ??= new PackedBatch();

    /// <summary>
    /// Whether it is worthwhile to pack a block of rows for the derivatives of that many panels. A tile for 32 registers reads 12 columns of the inputs in place, three quarters of
    /// a cache line, and keeps that way.
    /// </summary>
    public static bool Pays(Kernel kernel, int rows, int panels) => !kernel.ManyRegisters && rows >= Rows && panels >= MinPanels;

    /// <summary>
    /// Floats from one transposed column of that many rows to the next: an odd number of cache lines, so that columns do not compete for the same places in the cache.
    /// </summary>
    public static int ColumnLength(int rows) => ((rows + Ahead.CacheLine - 1) / Ahead.CacheLine | 1) * Ahead.CacheLine;

    /// <summary>Floats from one panel of deltas of that many rows to the next.</summary>
    public static int PanelLength(int rows) => rows * PanelMatrix.PanelColumns;

    /// <summary>Packs columns of the inputs.</summary>
    /// <param name="width">The vector width.</param>
    /// <param name="inputs">X.</param>
    /// <param name="firstRow">The first row of the block.</param>
    /// <param name="rows">Rows of the block, at most <see cref="Order.GradientBlock"/>.</param>
    /// <param name="first">The first column, a multiple of 4.</param>
    /// <param name="count">How many columns.</param>
    public float* Columns(VectorWidth width, Matrix inputs, int firstRow, int rows, int first, int count)
    {
        int whole = (count + 3) / 4 * 4, length = ColumnLength(rows);
        if (columns.Length < whole * length)
            columns = new AlignedMemory(whole * length);
        float* source = inputs.Pointer + (nint)firstRow * inputs.Stride + first, destination = columns.Pointer;
        int row = 0;
        for (; row + Rows <= rows; row += Rows)
            Square.Transpose(width, source + (nint)row * inputs.Stride, inputs.Stride, destination + row, length, whole);
        Square.Plain(source + (nint)row * inputs.Stride, inputs.Stride, destination + row, length, count, rows - row);
        GC.KeepAlive(inputs);
        return destination;
    }

    /// <summary>Packs panels of the deltas.</summary>
    /// <param name="deltas">Δ.</param>
    /// <param name="firstRow">The first row of the block.</param>
    /// <param name="rows">Rows of the block, at most <see cref="Order.GradientBlock"/>.</param>
    /// <param name="panel">The first panel.</param>
    /// <param name="count">How many panels, at most <see cref="MaxPanels"/>.</param>
    public float* Panels(Matrix deltas, int firstRow, int rows, int panel, int count)
    {
        float* source = deltas.Pointer + (nint)firstRow * deltas.Stride + panel * PanelMatrix.PanelColumns, destination = panels.Pointer;
        int length = PanelLength(rows);
        for (int row = 0; row < rows; row++, source += deltas.Stride, destination += PanelMatrix.PanelColumns)
        {
            for (int p = 0; p < count; p++)
                *(Line*)(destination + p * length) = *(Line*)(source + p * PanelMatrix.PanelColumns);
        }
        GC.KeepAlive(deltas);
        return panels.Pointer;
    }

    [InlineArray(PanelMatrix.PanelColumns)]
    private struct Line
    {
        private float first;
    }
}
