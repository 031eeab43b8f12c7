using Backprop.Numerics.Buffers;
using Backprop.Numerics.Lanes;
using Backprop.Numerics.Threads;

namespace Backprop.Numerics.Products;

/// <summary>The forward product of a dense layer: A = X·W + 1·w_0 (N rows, D inputs, M units), then an ending such as h(a).</summary>
/// <remarks>
/// a_j = (Σ_i x_i w_ij) + w_0j: i runs upward in blocks of 128 where M ≤ 48, else 384; in a block an accumulator starts at +0 and takes a
/// fused multiply-add for each i; block sums are added in order, then the bias. A row's result is the same alone and in any batch.
/// One object belongs to one workspace: it must not run twice at the same time.
/// </remarks>
internal sealed class ForwardProduct : IWork
{
    private const int RowUnit = 12;

    /// <summary>Rows of a part: weights come from memory once for that many.</summary>
    private const int LargestRowBlock = 768;
    private const int LargestGroup = 8;

    private readonly Matrix inputs;
    private readonly RowCopies? copies;
    private readonly PanelMatrix weights;
    private readonly Matrix outputs;
    private readonly Ending? ending;
    private Partition partition;
    private Kernel kernel = Kernel.Of(default);
    private Processor? planned;
    private Matrix source;
    private int sourceRow;
    private int nextRow;
    private int rows;

    /// <param name="inputs">X: rows of D inputs.</param>
    /// <param name="weights">W: D inputs, M units.</param>
    /// <param name="outputs">A: rows of M units; not the inputs.</param>
    /// <param name="ending">What is done with finished blocks, or null.</param>
    /// <param name="copies">Copies of X for the members of a team, the first of which is X; or null: all read X.</param>
    /// <exception cref="ArgumentException">The shapes do not match.</exception>
    public ForwardProduct(Matrix inputs, PanelMatrix weights, Matrix outputs, Ending? ending, RowCopies? copies = null)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(outputs);
        Shapes.Check(inputs.Columns == weights.Inputs,
            $"Inputs of {inputs.Columns} columns do not match weights of {weights.Inputs} inputs.", nameof(inputs));
        Shapes.Check(outputs.Columns == weights.Units,
            $"Outputs of {outputs.Columns} columns do not match weights of {weights.Units} units.", nameof(outputs));
        Shapes.Check(!ReferenceEquals(inputs, outputs), "The outputs cannot be the inputs.", nameof(outputs));
        Shapes.CheckCopies(copies, inputs);
        source = inputs;
        (this.inputs, this.weights, this.outputs, this.ending, this.copies) = (inputs, weights, outputs, ending, copies);
        nextRow = inputs.Rows;
    }

    /// <summary>Computes the first <paramref name="rows"/> rows. Allocates nothing.</summary>
    /// <exception cref="ArgumentOutOfRangeException">More rows than the inputs or the outputs have.</exception>
    public void Run(Processor processor, int rows) => Run(processor, rows, inputs, firstRow: 0);

    /// <summary>The same for rows in another matrix, which is read in place.</summary>
    /// <param name="processor">Who works.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="from">X: as many columns as the inputs.</param>
    /// <param name="firstRow">The first of the rows there.</param>
    /// <param name="nextRow">The first of the next rows, which are brought into the cache meanwhile; null for none.</param>
    /// <exception cref="ArgumentException">More rows than there are, or other columns.</exception>
    public void Run(Processor processor, int rows, Matrix from, int firstRow, int? nextRow = null)
    {
        ArgumentNullException.ThrowIfNull(processor);
        ArgumentNullException.ThrowIfNull(from);
        Shapes.CheckRows(rows, outputs, outputs);
        if (from.Columns != inputs.Columns || ReferenceEquals(from, outputs))
            throw new ArgumentException($"Rows of {from.Columns} columns cannot replace inputs of {inputs.Columns}.", nameof(from));
        ArgumentOutOfRangeException.ThrowIfNegative(firstRow);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(firstRow, from.Rows - rows);
        ArgumentOutOfRangeException.ThrowIfNegative(nextRow ?? 0, nameof(nextRow));
        if (rows == 0 || weights.Units == 0)
            return;
        if (rows != this.rows || processor != planned)
        {
            (this.rows, planned) = (rows, processor);
            kernel = Kernel.Of(processor.Width);
            partition = Partition.Of(processor, rows, weights.Panels, weights.Inputs, LargestRowBlock, RowUnit, LargestGroup);
        }
        (source, sourceRow, this.nextRow) = (from, firstRow, nextRow ?? from.Rows);
        partition.Run(processor, this);
        source = inputs;
    }

    /// <summary>Computes some rows on the calling thread. Several threads may do so at the same time, each for its own rows.</summary>
    /// <param name="width">The vector width.</param>
    /// <param name="firstRow">The first of the rows.</param>
    /// <param name="rows">How many; best no more than stay in the first cache.</param>
    /// <param name="member">Who that is in its team.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are no such rows in the inputs and the outputs.</exception>
    public void Run(VectorWidth width, int firstRow, int rows, int member = 0)
    {
        Shapes.CheckRows(firstRow, rows, inputs, outputs);
        var blockKernel = Kernel.Of(width);
        for (int panel = 0; panel < weights.Panels && rows > 0; panel += LargestGroup)
            Run(blockKernel, X(member), firstRow, firstRow, rows, panel, Math.Min(LargestGroup, weights.Panels - panel));
    }

    void IWork.Run(int part, int member)
    {
        (int firstRow, int firstPanel) = partition.Place(part);
        int blockRows = Math.Min(partition.RowBlock, rows - firstRow);
        Run(kernel, source == inputs ? X(member) : source, sourceRow + firstRow, firstRow, blockRows, firstPanel, Math.Min(partition.Group, weights.Panels - firstPanel));
    }

    private Matrix X(int member) => copies?.Of(member) ?? inputs;

    private unsafe void Run(Kernel with, Matrix from, int fromRow, int firstRow, int blockRows, int firstPanel, int panels)
    {
        int depth = weights.Inputs, blockDepth = Order.Block(weights.Units);
        int firstColumn = firstPanel * PanelMatrix.PanelColumns, columns = Math.Min(panels * PanelMatrix.PanelColumns, weights.Units - firstColumn);
        float* panel = weights.Pointer + (nint)firstPanel * weights.PanelLength;
        Strip strip = new()
        {
            ARow = from.Stride,
            AStep = 1,
            BStep = PanelMatrix.PanelColumns,
            BPanel = weights.PanelLength,
            CRow = outputs.Stride,
            CPanel = PanelMatrix.PanelColumns,
        };
        int k = 0;
        do
        {
            strip.Depth = Math.Min(blockDepth, depth - k);
            strip.Add = k > 0;
            strip.Ahead = firstPanel == 0 && depth > 0 && nextRow < source.Rows - firstRow
                ? RowsAhead(firstRow, blockRows, panels, k, strip.Depth)
                : WeightsAhead(firstPanel, panels, k + strip.Depth, blockRows / RowUnit * (panels / 2), strip.Depth);
            for (int r = 0; r < blockRows; r += with.RowsInCache)
            {
                nint row = firstRow + r;
                strip.A = from.Pointer + (nint)(fromRow + r) * from.Stride + k;
                strip.B = panel + (nint)(1 + k) * PanelMatrix.PanelColumns;
                strip.C = outputs.Pointer + row * outputs.Stride + firstColumn;
                strip.Bias = k + strip.Depth == depth ? panel : null;
                with.Run(ref strip, Math.Min(with.RowsInCache, blockRows - r), columns);
            }
            k += strip.Depth;
        }
        while (k < depth);
        ending?.Apply(outputs, new Block(firstRow, blockRows, firstColumn, columns));
        GC.KeepAlive(this);
    }

    /// <summary>The share of one block of k in fetching the rows of the next run that take the place of a block of rows.</summary>
    private unsafe Ahead RowsAhead(int firstRow, int blockRows, int panels, int k, int depth)
    {
        int first = nextRow + firstRow;
        long length = Math.Min(blockRows, source.Rows - first) * (long)source.Stride;
        nint start = (nint)(length * k / weights.Inputs), end = (nint)(length * (k + depth) / weights.Inputs);
        return Ahead.Chunks(source.Pointer + (nint)first * source.Stride + start, end - start, 0, 1, blockRows / RowUnit * (panels / 2), depth);
    }

    /// <summary>The weights from input k of these panels, or the first ones of the next panels.</summary>
    private unsafe Ahead WeightsAhead(int panel, int panels, int k, int tiles, int depth)
    {
        int last = k == weights.Inputs ? panel + 2 * panels : panel + panels;
        if (k == weights.Inputs)
            (panel, k) = (panel + panels, 0);
        int count = Math.Min(last, weights.Panels) - panel, next = Math.Min(weights.Inputs - k, Order.Block(weights.Units));
        if (count <= 0 || weights.Count < Ahead.MinFloats)
            return default;
        float* first = weights.Pointer + (nint)panel * weights.PanelLength + (nint)(1 + k) * PanelMatrix.PanelColumns;
        return Ahead.Chunks(first, next * PanelMatrix.PanelColumns, weights.PanelLength, count, tiles, depth);
    }
}
