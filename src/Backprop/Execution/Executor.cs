using Backprop.Layers;
using Backprop.Losses;
using Backprop.Numerics.Buffers;
using Backprop.Numerics.Threads;

namespace Backprop.Execution;

/// <summary>
/// Carries out a pass on this machine's processor: the rows of each batch by the strategy that their number and <see cref="Sharing"/> ask for. The results are the
/// same bits in any case. It allocates nothing after its first use.
/// </summary>
internal sealed class Executor
{
    private readonly Processor processor;
    private readonly RowCopy inputCopy;
    private readonly SingleRow? single;
    private readonly RowBlocks? blocks;
    private readonly LayerByLayer shared, alone;

    /// <summary>An executor with the memory for batches of at most <paramref name="rows"/> rows.</summary>
    /// <inheritdoc cref="NetworkPass(IReadOnlyList{Layer}, ErrorFunction, int, Processor, TrainingPart)"/>
    public Executor(IReadOnlyList<Layer> network, ErrorFunction error, int rows, Processor processor, TrainingPart? training = null)
    {
        this.processor = processor;
        Pass = new NetworkPass(network, error, rows, processor, training);
        inputCopy = new RowCopy(Pass.Inputs);
        single = SingleRow.Of(Pass);
        blocks = RowBlocks.Of(Pass, processor);
        shared = new LayerByLayer(Pass, processor);
        alone = processor.Threads == 1 ? shared : new LayerByLayer(Pass, new Processor(1, processor.Width));
        Sharing = WaysToShare(rows)[0];
    }

    /// <summary>What it carries out, and the memory for it.</summary>
    public NetworkPass Pass { get; }

    /// <summary>How threads share the work: at first the first of <see cref="WaysToShare"/>.</summary>
    public Sharing Sharing { get; set; }

    /// <summary>The ways to share the work over that many rows that may be the fastest, the most likely first; at least one.</summary>
    public Sharing[] WaysToShare(int rows) => SharingChoice.Ways(processor, rows * Pass.RowWork, blocks is not null && rows >= RowBlocks.MinRows);

    /// <summary>Sets the first inputs to numbers in row order.</summary>
    public void SetInputs(ReadOnlySpan<float> values)
    {
        Pass.InputCopies?.Share();
        if (Sharing == Sharing.None)
            Pass.Inputs.SetRows(values);
        else
            inputCopy.Run(processor, values);
    }

    /// <summary>Apply input vectors x_n: every a and z, layer after layer.</summary>
    public void Forward(int rows)
    {
        if (rows == 1 && single is not null)
            single.Forward();
        else
            Layers.Forward(rows);
    }

    /// <summary>
    /// The algorithm's steps up to the δ: every a and z, the errors, and the δ as far as the strategy takes them before the derivatives.
    /// Returns Σ_n w_n E_n of the rows, in order.
    /// </summary>
    public double Propagate(int rows) => For(rows).Propagate(rows);

    /// <summary>
    /// After <see cref="Propagate"/>: evaluates the derivatives, scale · Σ_n w_n ∂E_n/∂w_ij, and backpropagates the δ where that is not done, from the
    /// last layer to the first. A layer's update may follow its derivatives at once: the deltas of the layer below have been taken from
    /// the old weights by then.
    /// </summary>
    public void Differentiate(int rows, float scale) => For(rows).Differentiate(rows, scale);

    private LayerByLayer Layers => Sharing == Sharing.None ? alone : shared;

    private Strategy For(int rows) =>
        rows == 1 && single is not null ? single
        : Sharing == Sharing.Rows && blocks is not null && rows >= RowBlocks.MinRows ? blocks
        : Layers;
}
