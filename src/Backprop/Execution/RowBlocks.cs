using Backprop.Layers;
using Backprop.Numerics.Buffers;
using Backprop.Numerics.Products;
using Backprop.Numerics.Threads;

namespace Backprop.Execution;

/// <summary>
/// Each thread takes blocks of rows all the way, from the inputs to the error and back to the deltas of the first layer, because no row
/// needs another: threads wait for one another once instead of layer by layer, and what a block leaves between two layers stays in its thread's cache.
/// </summary>
/// <remarks>For weights that stay in cache themselves, since every block reads all of them.</remarks>
internal sealed class RowBlocks : Strategy
{
    /// <summary>Weights of 4 MB: of more, threads had better share each product.</summary>
    private const long MaxWeights = 1_000_000;

    /// <summary>The rows of a block are a multiple of this, except in the last block, so that no tile of the products is half empty.</summary>
    private const int RowUnit = 4;

    /// <summary>The maximum number of rows of a block, approximately: what one layer passes to the next stays in cache.</summary>
    private const int MaxRows = 192;

    /// <summary>More blocks than threads, so that a thread which comes late or is interrupted delays the others little.</summary>
    private const int BlocksForThread = 2;

    /// <summary>The fewest rows that make two blocks.</summary>
    public const int MinRows = RowUnit + 1;

    private readonly Processor processor;
    private readonly NetworkPass pass;
    private readonly LayerPass[] layers;
    private readonly GradientProducts? gradients;
    private readonly Blocks blocks;
    private Turning? turning;

    private RowBlocks(NetworkPass pass, Processor processor)
    {
        this.pass = pass;
        this.processor = processor;
        layers = pass.Layers.ToArray();
        blocks = new Blocks(this);
        if (pass.IsTraining)
            gradients = new GradientProducts([.. layers.Select(layer => layer.GradientProduct).OfType<GradientProduct>()]);
    }

    /// <summary>Such a way, or null where the processor has one thread or the weights are too many.</summary>
    public static RowBlocks? Of(NetworkPass pass, Processor processor)
    {
        long weights = 0;
        foreach (var layer in pass.Layers)
            weights += layer.Layer.Work;
        return processor.Threads > 1 && weights <= MaxWeights ? new RowBlocks(pass, processor) : null;
    }

    /// <summary>Every a and z and w_n E_n of the rows, and in training every δ.</summary>
    public override double Propagate(int rows)
    {
        if (gradients is not null)
            (turning ??= new Turning(layers, processor)).Run();
        blocks.Start(rows);
        return pass.SumErrors(rows);
    }

    /// <summary>All derivatives, and their updates.</summary>
    public override void Differentiate(int rows, float scale)
    {
        gradients!.Run(processor, rows, scale);
        foreach (var layer in layers)
            if (layer.GradientProduct is null)
                layer.Differentiate(processor, rows, scale);
    }

    private void Run(int firstRow, int rows, int member)
    {
        foreach (var layer in layers)
            layer.Forward(firstRow, rows, member);
        pass.EvaluateErrors(firstRow, rows);
        if (gradients is null)
            return;
        pass.ApplySlopes(firstRow, rows);
        for (int l = layers.Length - 1; l >= 0; l--)
            layers[l].Backward(firstRow, rows);
    }

    private sealed class Blocks(RowBlocks all) : IWork
    {
        private int rows, parts;

        public void Start(int rows)
        {
            int units = (rows + RowUnit - 1) / RowUnit;
            (this.rows, parts) = (rows, Math.Min(units, Math.Max(BlocksForThread * all.processor.Threads, rows / MaxRows)));
            all.processor.Run(this, parts);
        }

        public void Run(int part, int member)
        {
            int first = First(part);
            all.Run(first, Math.Min(First(part + 1), rows) - first, member);
        }

        private int First(int part) => (int)((rows + RowUnit - 1L) / RowUnit * part / parts * RowUnit);
    }

    /// <summary>The weights transposed for the backward pass, once per step for all blocks.</summary>
    private sealed class Turning : IWork
    {
        /// <summary>Fewer weights are transposed by one thread in the time that a second one needs to start.</summary>
        private const long MinForThreads = 50_000;

        private readonly Processor processor;
        private readonly bool threads;
        private readonly (BackwardProduct Product, int Part)[] parts;

        public Turning(LayerPass[] layers, Processor processor)
        {
            this.processor = processor;
            var turned = layers.Where(layer => layer.BackwardProduct is not null).ToArray();
            threads = turned.Sum(layer => layer.Layer.Work) >= MinForThreads;
            parts = turned.SelectMany(layer => Enumerable.Range(0, layer.BackwardProduct!.PlanTurn()), (layer, part) => (layer.BackwardProduct!, part)).ToArray();
        }

        public void Run()
        {
            if (threads)
            {
                processor.Run(this, parts.Length);
                return;
            }
            for (int part = 0; part < parts.Length; part++)
                Run(part, member: 0);
        }

        public void Run(int part, int member) => parts[part].Product.Turn(processor.Width, parts[part].Part);
    }
}
