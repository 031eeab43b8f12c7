using Backprop.Layers;
using Backprop.Losses;
using Backprop.Numerics.Buffers;
using Backprop.Numerics.Threads;

namespace Backprop.Execution;

/// <summary>
/// The predictions of many rows. A block of rows goes through all layers before the next one, so that what the layers pass on stays in cache; where the weights
/// do too, each thread takes its own blocks and does not wait between layers, otherwise all threads share each layer.
/// </summary>
internal sealed class BatchPrediction : IWork
{
    /// <summary>The size of weights that stay in a core's second-level cache beside the rows.</summary>
    private const long MaxOwnWeights = 256 * 1024;

    /// <summary>Rows of a block for each thread, where the weights come from farther away.</summary>
    private const int SharedBlockRows = 256;

    /// <summary>Numbers of a layer's outputs that stay in the first cache.</summary>
    private const int BlockNumbers = 8192;

    private const int MinRows = 48, MaxRows = 240, MinRowsOfThread = 24;

    /// <summary>What the rows of a block are a multiple of: the tallest tile.</summary>
    private const int RowUnit = 12;

    /// <summary>The number of multiply-adds, about 4 µs, below which a second thread costs more than it saves.</summary>
    private const long MinForThreads = 500_000;

    /// <summary>The cost of a unit besides its sum, in multiply-adds.</summary>
    private const int UnitWork = 16;

    private readonly LayerByLayer[] passes;
    private readonly long rowWork;
    private readonly int maxRows;
    private readonly bool shared;
    private int blockRows, workers, taken;
    private Matrix? inputs, outputs;
    private CancellationToken cancellation;

    public BatchPrediction(IReadOnlyList<Layer> network, ErrorFunction error, Processor processor)
    {
        Processor = processor;
        shared = network.Sum(layer => layer.Blocks.Sum(block => block.Values.Count)) > MaxOwnWeights;
        if (shared)
        {
            maxRows = SharedBlockRows * processor.Members;
            passes = [Pass(processor)];
            return;
        }
        rowWork = network.Sum(layer => layer.Work + (long)UnitWork * layer.Units);
        maxRows = Math.Clamp(BlockNumbers / network.Max(layer => layer.Units) / RowUnit * RowUnit, MinRows, MaxRows);
        var alone = new Processor(1, processor.Width);
        passes = [.. Enumerable.Range(0, processor.Members).Select(_ => Pass(alone))];

        LayerByLayer Pass(Processor threads) => new(new NetworkPass(network, error, maxRows, threads), threads);
    }

    /// <summary>The threads and the vector width that it is made for.</summary>
    public Processor Processor { get; }

    /// <summary>Predicts rows. Where it is cancelled and throws, it is not to be used again.</summary>
    public void Run(Matrix inputs, Matrix outputs, CancellationToken cancellation)
    {
        (this.inputs, this.outputs, this.cancellation) = (inputs, outputs, cancellation);
        int rows = inputs.Rows;
        bool threads = passes.Length > 1 && rows * rowWork >= MinForThreads;
        blockRows = threads ? Math.Clamp(Divide(rows, 4 * passes.Length * RowUnit) * RowUnit, MinRowsOfThread, maxRows) : maxRows;
        int blocks = Divide(rows, blockRows);
        (workers, taken) = (threads ? passes.Length : 1, 0);
        if (threads)
        {
            Processor.Run(this, blocks);
        }
        else
        {
            for (int block = 0; block < blocks; block++)
                ((IWork)this).Run(block, member: 0);
        }
        (this.inputs, this.outputs, this.cancellation) = (null, null, default);
    }

    // Blocks are taken in the order of the rows, whichever parts the threads come by: so a thread can say about which rows it will read next.
    void IWork.Run(int part, int member)
    {
        cancellation.ThrowIfCancellationRequested();
        int start = (Interlocked.Increment(ref taken) - 1) * blockRows, count = Math.Min(blockRows, inputs!.Rows - start);
        var pass = passes[member];
        pass.Forward(count, inputs, start, start + workers * blockRows);
        pass.Pass.ApplyOutputFunction(count);
        outputs!.CopyRows(pass.Pass.Outputs, 0, start, count);
    }

    private static int Divide(int a, int b) => (a + b - 1) / b;
}
