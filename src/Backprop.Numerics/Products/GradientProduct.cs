using Backprop.Numerics.Buffers;
using Backprop.Numerics.Threads;

namespace Backprop.Numerics.Products;

/// <summary>
/// The derivatives of a dense layer's weights: G = s·XᵀΔ with x₀ = 1 for the biases (N rows, D inputs, M units), then an ending such as
/// the step of an optimizer.
/// </summary>
/// <remarks>
/// g_ij = s · Σ_n x_ni δ_nj: n runs upward in blocks of 512; in a block an accumulator starts at +0 and takes a fused multiply-add for each n; block
/// sums are added in order, and the sum is multiplied by s once. Padding of the result is zero, whatever stands in the padding of X and Δ.
/// One object belongs to one workspace: it must not run twice at the same time.
/// </remarks>
public sealed class GradientProduct : IWork
{
    private const int RowUnit = 12;
    private const int LeastInputs = 4 * RowUnit;
    private const int MostInputs = 384;

    /// <summary>Derivatives and weights of two panels that stay in the first cache.</summary>
    private const int MostInputsOfDescent = 96;
    private const int LargestGroup = 128;

    /// <summary>Inputs of a slab times rows of a block: a quarter of a megabyte, which stays in the second-level cache for all panels.</summary>
    private const int SlabSize = 65536;

    private readonly Matrix inputs;
    private readonly RowCopies? copies;
    private readonly Matrix deltas;
    private readonly PanelMatrix gradients;
    private readonly SlabEnding? ending;
    private readonly Descent? descent;
    private readonly AlignedMemory mask;
    private Partition partition;
    private Kernel kernel = Kernel.Of(default);
    private Processor? planned;
    private int rows;
    private float scale;

    /// <param name="inputs">X: rows of D inputs.</param>
    /// <param name="deltas">Δ: rows of M deltas.</param>
    /// <param name="gradients">G: D inputs, M units.</param>
    /// <param name="ending">What is done with finished slabs, or null.</param>
    /// <param name="copies">Copies of X for the members of a team, the first of which is X; or null: all read X.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public GradientProduct(Matrix inputs, Matrix deltas, PanelMatrix gradients, SlabEnding? ending, RowCopies? copies = null)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(deltas);
        ArgumentNullException.ThrowIfNull(gradients);
        Shapes.Check(inputs.Columns == gradients.Inputs,
            $"Inputs of {inputs.Columns} columns do not fit derivatives for {gradients.Inputs} inputs.", nameof(inputs));
        Shapes.Check(deltas.Columns == gradients.Units,
            $"Deltas of {deltas.Columns} columns do not fit derivatives for {gradients.Units} units.", nameof(deltas));
        Shapes.CheckCopies(copies, inputs);
        (this.inputs, this.copies, this.deltas, this.gradients) = (inputs, copies, deltas, gradients);
        if (ending is Descent inside)
        {
            Shapes.Check(inside.Weights.Inputs == gradients.Inputs && inside.Weights.Units == gradients.Units && !ReferenceEquals(inside.Weights, gradients),
                $"Weights of {inside.Weights.Inputs} inputs and {inside.Weights.Units} units do not fit the derivatives, or are the same matrix.", nameof(ending));
            descent = inside;
        }
        else
        {
            this.ending = ending;
        }
        mask = new AlignedMemory((long)gradients.Panels * PanelMatrix.PanelColumns);
        mask.Span[..gradients.Units].Fill(BitConverter.Int32BitsToSingle(-1));
    }

    /// <summary>Computes the derivatives over the first <paramref name="rows"/> rows. Allocates nothing, except on the first run on a thread.</summary>
    /// <param name="processor">Who works.</param>
    /// <param name="rows">Rows of the batch; with 0 all derivatives are zero.</param>
    /// <param name="scale">s: what each sum is multiplied by, such as 1/N.</param>
    /// <exception cref="ArgumentOutOfRangeException">More rows than the inputs or the deltas have.</exception>
    public void Run(Processor processor, int rows, float scale)
    {
        ArgumentNullException.ThrowIfNull(processor);
        Plan(processor, rows, scale, processor.Pays(Work(rows)));
        if (gradients.Units > 0)
            partition.Run(processor, this);
    }

    /// <summary>Multiply-adds over so many rows.</summary>
    internal long Work(int rows) => Partition.Work(Math.Max(1, gradients.Inputs), gradients.Panels, rows);

    /// <summary>Makes ready for <see cref="IWork.Run"/>, and returns the number of parts.</summary>
    internal int Plan(Processor processor, int rows, float scale, bool threads)
    {
        Shapes.CheckRows(rows, inputs, deltas);
        if (gradients.Units == 0)
            return 0;
        this.scale = scale;
        if (rows != this.rows || processor != planned || threads != partition.Threads)
        {
            (this.rows, planned) = (rows, processor);
            kernel = Kernel.Of(processor.Width);
            partition = Partition.Of(processor, threads, Math.Max(1, gradients.Inputs), gradients.Panels, rows, LargestSlab(rows), RowUnit, LargestGroup);
        }
        return partition.Parts;
    }

    private int LargestSlab(int rows) =>
        Math.Clamp(SlabSize / Math.Clamp(rows, 1, Order.GradientBlock) / RowUnit * RowUnit, LeastInputs, descent is null ? MostInputs : MostInputsOfDescent);

    unsafe void IWork.Run(int part, int member)
    {
        (int firstInput, int firstPanel) = partition.Place(part);
        int blockInputs = Math.Min(partition.RowBlock, gradients.Inputs - firstInput);
        int panels = Math.Min(partition.Group, gradients.Panels - firstPanel);
        AlignedMemory? packed = null;
        var from = copies?.Of(member) ?? inputs;
        float* x = from.Pointer + firstInput;
        int stride = from.Stride;
        if (Packing.Pays(from, rows, panels))
        {
            packed = Packing.Run(from, rows, firstInput, blockInputs, SlabSize, out stride);
            x = packed.Pointer;
        }
        for (int p = 0; p < panels; p += 2)
            RunSlab(x, stride, firstInput, blockInputs, firstPanel + p, Math.Min(2, panels - p));
        GC.KeepAlive(packed);
        GC.KeepAlive(this);
    }

    private unsafe void RunSlab(float* x, int stride, int firstInput, int blockInputs, int firstPanel, int panels)
    {
        float* first = gradients.Pointer + (nint)firstPanel * gradients.PanelLength;
        float one = 1;
        Strip strip = new()
        {
            BStep = deltas.Stride,
            BPanel = PanelMatrix.PanelColumns,
            CRow = PanelMatrix.PanelColumns,
            CPanel = gradients.PanelLength,
            Scale = scale,
        };
        bool fetch = (long)rows * gradients.Units >= Ahead.LeastFloats && firstPanel + panels < gradients.Panels;
        int k = 0;
        do
        {
            float* delta = deltas.Pointer + (nint)k * deltas.Stride + firstPanel * PanelMatrix.PanelColumns;
            strip.Depth = Math.Min(Order.GradientBlock, rows - k);
            strip.Add = k > 0;
            float* lastMask = k + strip.Depth == rows ? mask.Pointer + firstPanel * PanelMatrix.PanelColumns : null;
            if (firstInput == 0)
            {
                strip.A = &one;
                strip.ARow = strip.AStep = 0;
                strip.B = delta;
                strip.C = first;
                strip.Mask = lastMask;
                kernel.Run(ref strip, 1, panels);
            }
            strip.A = x + (nint)k * stride;
            strip.ARow = 1;
            strip.AStep = stride;
            strip.B = delta;
            strip.Ahead = fetch ? Ahead.Lines(delta + 2 * PanelMatrix.PanelColumns, deltas.Stride) : default;
            strip.Mask = lastMask;
            strip.C = first + (nint)(1 + firstInput) * PanelMatrix.PanelColumns;
            kernel.Run(ref strip, blockInputs, panels);
            k += strip.Depth;
        }
        while (k < rows);
        if (ending is null && descent is null)
            return;
        int start = firstInput == 0 ? 0 : 1 + firstInput, end = 1 + firstInput + blockInputs;
        for (int p = firstPanel; p < firstPanel + panels; p++)
        {
            int index = p * gradients.PanelLength + start * PanelMatrix.PanelColumns, length = (end - start) * PanelMatrix.PanelColumns;
            if (descent is null)
                ending!.Apply(index, length);
            else
                descent.Apply(planned!.Width, gradients, index, length);
        }
    }
}
