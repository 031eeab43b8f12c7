using Backprop.Numerics.Buffers;
using Backprop.Numerics.Threads;

namespace Backprop.Numerics.Products;

/// <summary>
/// The derivatives of a dense layer's weights: G = s·XᵀΔ with x₀ = 1 for the biases (N rows, D inputs, M units), then an ending such as
/// the step of an optimizer.
/// </summary>
/// <remarks>
/// g_ij = s · Σ_n x_ni δ_nj: n runs upward in blocks of 512; in a block an accumulator starts at +0 and takes a fused multiply-add for each n; block
/// sums are added in order, and the sum is multiplied by s once. Padding of the result is zero, whatever the padding contains of X and Δ.
/// One object belongs to one workspace: it must not run twice at the same time.
/// </remarks>
internal sealed class GradientProduct : IWork
{
    private const int RowUnit = 12;
    private const int MinInputs = 4 * RowUnit;
    private const int MaxInputs = 384;

    /// <summary>Derivatives and weights of two panels that stay in the first cache.</summary>
    private const int MaxInputsOfDescent = 96;
    private const int LargestGroup = 128;

    /// <summary>Inputs of a slab times rows of a block: a quarter of a megabyte, which stays in the second-level cache for all panels.</summary>
    private const int SlabSize = 65536;

    /// <summary>The same where both operands are packed and read in one direction: half a megabyte, and the deltas are copied half as often.</summary>
    private const int PackedSlabSize = 131072;

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
    /// <exception cref="ArgumentException">The shapes do not match.</exception>
    public GradientProduct(Matrix inputs, Matrix deltas, PanelMatrix gradients, SlabEnding? ending, RowCopies? copies = null)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(deltas);
        ArgumentNullException.ThrowIfNull(gradients);
        Shapes.Check(inputs.Columns == gradients.Inputs,
            $"Inputs of {inputs.Columns} columns do not match derivatives for {gradients.Inputs} inputs.", nameof(inputs));
        Shapes.Check(deltas.Columns == gradients.Units,
            $"Deltas of {deltas.Columns} columns do not match derivatives for {gradients.Units} units.", nameof(deltas));
        Shapes.CheckCopies(copies, inputs);
        (this.inputs, this.copies, this.deltas, this.gradients) = (inputs, copies, deltas, gradients);
        if (ending is Descent inside)
        {
            Shapes.Check(inside.Weights.Inputs == gradients.Inputs && inside.Weights.Units == gradients.Units && !ReferenceEquals(inside.Weights, gradients),
                $"Weights of {inside.Weights.Inputs} inputs and {inside.Weights.Units} units do not match the derivatives, or are the same matrix.", nameof(ending));
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

    /// <summary>Multiply-adds over that many rows.</summary>
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

    private int LargestSlab(int rows)
    {
        bool packed = PackedBatch.Pays(kernel, rows, gradients.Panels);
        int slab = (packed ? PackedSlabSize : SlabSize) / Math.Clamp(rows, 1, Order.GradientBlock) / RowUnit * RowUnit;
        return Math.Clamp(slab, MinInputs, descent is null || packed ? MaxInputs : MaxInputsOfDescent);
    }

    unsafe void IWork.Run(int part, int member)
    {
        (int firstInput, int firstPanel) = partition.Place(part);
        int blockInputs = Math.Min(partition.RowBlock, gradients.Inputs - firstInput);
        int panels = Math.Min(partition.Group, gradients.Panels - firstPanel);
        var from = copies?.Of(member) ?? inputs;
        int k = 0;
        do
        {
            int depth = Math.Min(Order.GradientBlock, rows - k);
            if (PackedBatch.Pays(kernel, depth, panels))
                RunPacked(from, k, depth, firstInput, blockInputs, firstPanel, panels);
            else
                RunInPlace(from, k, depth, firstInput, blockInputs, firstPanel, panels);
            k += depth;
        }
        while (k < rows);
        GC.KeepAlive(this);
    }

    private unsafe void RunPacked(Matrix from, int k, int depth, int firstInput, int blockInputs, int firstPanel, int panels)
    {
        var packed = PackedBatch.Own;
        Strip strip = new()
        {
            A = packed.Columns(planned!.Width, from, k, depth, firstInput, blockInputs),
            ARow = PackedBatch.ColumnLength(depth),
            AStep = 1,
            BStep = PanelMatrix.PanelColumns,
            BPanel = PackedBatch.PanelLength(depth),
        };
        for (int p = 0; p < panels; p += PackedBatch.MaxPanels)
        {
            int count = Math.Min(PackedBatch.MaxPanels, panels - p);
            strip.B = packed.Panels(deltas, k, depth, firstPanel + p, count);
            for (int q = 0; q < count; q++, strip.B += PackedBatch.PanelLength(depth))
                RunSlab(strip, k, depth, firstInput, blockInputs, firstPanel + p + q, 1);
        }
        GC.KeepAlive(packed);
    }

    private unsafe void RunInPlace(Matrix from, int k, int depth, int firstInput, int blockInputs, int firstPanel, int panels)
    {
        AlignedMemory? packed = null;
        float* x = from.Pointer + (nint)k * from.Stride + firstInput;
        int stride = from.Stride;
        if (k == 0 && Packing.Pays(from, rows, panels))
        {
            packed = Packing.Run(from, rows, firstInput, blockInputs, SlabSize, out stride);
            x = packed.Pointer;
        }
        Strip strip = new() { A = x, ARow = 1, AStep = stride, BStep = deltas.Stride, BPanel = PanelMatrix.PanelColumns };
        for (int p = 0; p < panels; p += 2)
        {
            int count = Math.Min(2, panels - p);
            strip.B = deltas.Pointer + (nint)k * deltas.Stride + (firstPanel + p) * PanelMatrix.PanelColumns;
            bool fetch = (long)rows * gradients.Units >= Ahead.MinFloats && firstPanel + p + count < gradients.Panels;
            strip.Ahead = fetch ? Ahead.Lines(strip.B + 2 * PanelMatrix.PanelColumns, deltas.Stride) : default;
            RunSlab(strip, k, depth, firstInput, blockInputs, firstPanel + p, count);
        }
        GC.KeepAlive(packed);
    }

    private unsafe void RunSlab(Strip strip, int k, int depth, int firstInput, int blockInputs, int firstPanel, int panels)
    {
        float* first = gradients.Pointer + (nint)firstPanel * gradients.PanelLength;
        // The padding of derivatives has to be written, too: it is zero.
        int columns = panels * PanelMatrix.PanelColumns;
        bool last = k + depth == rows;
        strip.CRow = PanelMatrix.PanelColumns;
        strip.CPanel = gradients.PanelLength;
        strip.Depth = depth;
        strip.Add = k > 0;
        strip.Scale = scale;
        strip.Mask = last ? mask.Pointer + firstPanel * PanelMatrix.PanelColumns : null;
        if (firstInput == 0)
        {
            float one = 1;
            Strip bias = strip;
            bias.A = &one;
            bias.ARow = bias.AStep = 0;
            bias.C = first;
            kernel.Run(ref bias, 1, columns);
        }
        strip.C = first + (nint)(1 + firstInput) * PanelMatrix.PanelColumns;
        kernel.Run(ref strip, blockInputs, columns);
        if (last)
            End(firstInput, blockInputs, firstPanel, panels);
    }

    private void End(int firstInput, int blockInputs, int firstPanel, int panels)
    {
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
