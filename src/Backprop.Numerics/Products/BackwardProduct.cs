using Backprop.Numerics.Buffers;
using Backprop.Numerics.Lanes;
using Backprop.Numerics.Threads;

namespace Backprop.Numerics.Products;

/// <summary>
/// The backward product of a dense layer: ∂E/∂z = Δ·Wᵀ without the bias row (N rows, M units, D inputs), then an ending such as · h'(a).
/// </summary>
/// <remarks>
/// ∂E/∂z_i = Σ_j δ_j w_ij: j runs upward in blocks of 128 where D ≤ 48, else 384; in a block an accumulator starts at +0 and takes a
/// fused multiply-add for each j; block sums are added in order. One object belongs to one workspace: it must not run twice at the same time.
/// </remarks>
internal sealed class BackwardProduct : IWork
{
    private const int RowUnit = 12;

    /// <summary>Rows of a part: weights are transposed once for that many.</summary>
    private const int LargestRowBlock = 768;

    /// <summary>Panels of weights that are transposed in one part for many blocks of rows, and read together.</summary>
    private const int TurnedGroup = 4;

    private readonly Matrix deltas;
    private readonly PanelMatrix weights;
    private readonly Matrix result;
    private readonly Ending? ending;
    private readonly int resultPanels;
    private Partition partition;
    private Kernel kernel = Kernel.Of(default);
    private VectorWidth width;
    private Processor? planned;
    private int rows;
    private AlignedMemory? turned;

    /// <param name="deltas">Δ: rows of M deltas.</param>
    /// <param name="weights">W: D inputs, M units.</param>
    /// <param name="result">∂E/∂z: rows of D numbers; not the deltas.</param>
    /// <param name="ending">What is done with finished blocks, or null.</param>
    /// <exception cref="ArgumentException">The shapes do not match.</exception>
    public BackwardProduct(Matrix deltas, PanelMatrix weights, Matrix result, Ending? ending)
    {
        ArgumentNullException.ThrowIfNull(deltas);
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(result);
        Shapes.Check(deltas.Columns == weights.Units,
            $"Deltas of {deltas.Columns} columns do not match weights of {weights.Units} units.", nameof(deltas));
        Shapes.Check(result.Columns == weights.Inputs,
            $"A result of {result.Columns} columns does not match weights of {weights.Inputs} inputs.", nameof(result));
        Shapes.Check(!ReferenceEquals(deltas, result), "The result cannot be the deltas.", nameof(result));
        (this.deltas, this.weights, this.result, this.ending) = (deltas, weights, result, ending);
        resultPanels = (int)(((long)weights.Inputs + PanelMatrix.PanelColumns - 1) / PanelMatrix.PanelColumns);
    }

    /// <summary>Units in whole panels, and one more row so that panels do not compete for the same places in the cache.</summary>
    private int TurnedLength => (weights.Panels * PanelMatrix.PanelColumns + 1) * PanelMatrix.PanelColumns;

    private unsafe float* Turned => turned is null ? throw new InvalidOperationException("No weights have been transposed.") : turned.Pointer;

    /// <summary>Computes the first <paramref name="rows"/> rows. Allocates nothing, except on the first run on a thread.</summary>
    /// <exception cref="ArgumentOutOfRangeException">More rows than the deltas or the result have.</exception>
    public void Run(Processor processor, int rows)
    {
        ArgumentNullException.ThrowIfNull(processor);
        Shapes.CheckRows(rows, deltas, result);
        if (rows == 0 || weights.Inputs == 0)
            return;
        if (rows != this.rows || processor != planned)
        {
            (this.rows, planned) = (rows, processor);
            width = processor.Width;
            kernel = Kernel.Of(width);
            partition = Partition.Of(processor, rows, resultPanels, weights.Units, LargestRowBlock, RowUnit, kernel.TurnedPanels);
        }
        partition.Run(processor, this);
    }

    /// <summary>Allocates space for transposed weights, as large as the weights, and returns in how many parts <see cref="Turn"/> transposes them.</summary>
    public int PlanTurn()
    {
        turned ??= new AlignedMemory((long)resultPanels * TurnedLength);
        return (resultPanels + TurnedGroup - 1) / TurnedGroup;
    }

    /// <summary>Transposes a part of the current weights, once for many calls of <see cref="Run(VectorWidth, int, int)"/>.</summary>
    /// <param name="width">The vector width.</param>
    /// <param name="part">From 0; several threads may transpose parts at the same time.</param>
    /// <exception cref="InvalidOperationException">There is no room: see <see cref="PlanTurn"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such part.</exception>
    public unsafe void Turn(VectorWidth width, int part)
    {
        float* destination = Turned;
        ArgumentOutOfRangeException.ThrowIfNegative(part);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(part, PlanTurn());
        int panel = part * TurnedGroup;
        Transpose.Run(
            width, weights, panel * PanelMatrix.PanelColumns, Math.Min(TurnedGroup, resultPanels - panel), 0, weights.Units,
            destination + (nint)panel * TurnedLength, TurnedLength);
        GC.KeepAlive(this);
    }

    /// <summary>
    /// Computes some rows on the calling thread from the weights that <see cref="Turn"/> transposed. Several threads may do so at the same time, each for
    /// its own rows.
    /// </summary>
    /// <param name="width">The vector width.</param>
    /// <param name="firstRow">The first of the rows.</param>
    /// <param name="rows">How many; best no more than stay in the first cache.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are no such rows in the deltas and the result.</exception>
    /// <exception cref="InvalidOperationException">No weights have been transposed.</exception>
    public unsafe void Run(VectorWidth width, int firstRow, int rows)
    {
        Shapes.CheckRows(firstRow, rows, deltas, result);
        float* first = Turned;
        var blockKernel = Kernel.Of(width);
        for (int panel = 0; panel < resultPanels && rows > 0; panel += TurnedGroup)
            Run(blockKernel, width, first + (nint)panel * TurnedLength, firstRow, rows, panel, Math.Min(TurnedGroup, resultPanels - panel));
    }

    unsafe void IWork.Run(int part, int member)
    {
        (int firstRow, int firstPanel) = partition.Place(part);
        int blockRows = Math.Min(partition.RowBlock, rows - firstRow);
        Run(kernel, width, null, firstRow, blockRows, firstPanel, Math.Min(partition.Group, resultPanels - firstPanel));
    }

    private unsafe void Run(Kernel with, VectorWidth turnWidth, float* turnedPanels, int firstRow, int blockRows, int firstPanel, int panels)
    {
        int depth = weights.Units, blockDepth = Order.Block(weights.Inputs);
        int firstColumn = firstPanel * PanelMatrix.PanelColumns, columns = Math.Min(panels * PanelMatrix.PanelColumns, weights.Inputs - firstColumn);
        AlignedMemory scratch = Transpose.Scratch;
        Strip strip = new()
        {
            ARow = deltas.Stride,
            AStep = 1,
            BStep = PanelMatrix.PanelColumns,
            BPanel = turnedPanels == null ? Transpose.PanelLength : TurnedLength,
            CRow = result.Stride,
            CPanel = PanelMatrix.PanelColumns,
        };
        int k = 0;
        do
        {
            strip.Depth = Math.Min(blockDepth, depth - k);
            strip.Add = k > 0;
            float* b = turnedPanels == null ? scratch.Pointer : turnedPanels + (nint)k * PanelMatrix.PanelColumns;
            if (turnedPanels == null)
                Transpose.Run(turnWidth, weights, firstColumn, panels, k, strip.Depth, b);
            strip.Ahead = turnedPanels != null ? default : WeightsAhead(firstPanel, panels, k + strip.Depth, blockRows / RowUnit * (panels / 2), strip.Depth);
            for (int r = 0; r < blockRows; r += with.RowsInCache)
            {
                nint row = firstRow + r;
                strip.A = deltas.Pointer + row * deltas.Stride + k;
                strip.B = b;
                strip.C = result.Pointer + row * result.Stride + firstColumn;
                with.Run(ref strip, Math.Min(with.RowsInCache, blockRows - r), columns);
            }
            k += strip.Depth;
        }
        while (k < depth);
        ending?.Apply(result, new Block(firstRow, blockRows, firstColumn, columns));
        GC.KeepAlive(scratch);
        GC.KeepAlive(this);
    }

    /// <summary>The weights from unit k of these panels, or the first ones of the next panels.</summary>
    private unsafe Ahead WeightsAhead(int panel, int panels, int k, int tiles, int depth)
    {
        int last = k == weights.Units ? panel + 2 * panels : panel + panels;
        if (k == weights.Units)
            (panel, k) = (panel + panels, 0);
        int count = Math.Min(last, resultPanels) - panel, units = Math.Min(weights.Units - k, Order.Block(weights.Inputs));
        if (count <= 0 || weights.Count < Ahead.MinFloats)
            return default;
        const int Size = PanelMatrix.PanelColumns;
        float* first = weights.Pointer + (nint)(k / Size) * weights.PanelLength + (nint)(1 + panel * Size) * Size;
        return Ahead.Chunks(first, count * Size * Size, weights.PanelLength, (units + Size - 1) / Size, tiles, depth);
    }
}
