using Backprop.Layers;
using Backprop.Numerics.Buffers;
using Backprop.Numerics.Products;
using Backprop.Numerics.Threads;

namespace Backprop.Networks;

/// <summary>
/// A pass in which each thread takes blocks of rows all the way, from the inputs to the error and back to the deltas of the first layer, because no row
/// needs another: threads wait for one another once instead of layer by layer, and what a block leaves between two layers stays in its thread's cache.
/// </summary>
/// <remarks>For weights that stay in cache themselves, since every block reads all of them.</remarks>
internal sealed class RowBlocks
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
    private readonly LayerPass[] layers;
    private readonly GradientProducts? gradients;
    private readonly Blocks blocks;
    private Turning? turning;

    /// <param name="layers">The layers, from the inputs to the outputs.</param>
    /// <param name="error">Evaluates the errors of some rows: the first, and how many.</param>
    /// <param name="processor">Threads and vector width.</param>
    private RowBlocks(LayerPass[] layers, Action<int, int> error, Processor processor)
    {
        this.layers = layers;
        this.processor = processor;
        blocks = new Blocks(this, error);
        if (layers[0].Deltas is not null)
            gradients = new GradientProducts([.. layers.Select(layer => layer.GradientProduct).OfType<GradientProduct>()]);
    }

    /// <summary>Such a pass, or null where the processor has one thread or the weights are too many.</summary>
    /// <inheritdoc cref="RowBlocks(LayerPass[], Action{int, int}, Processor)"/>
    public static RowBlocks? Of(LayerPass[] layers, Action<int, int> error, Processor processor) =>
        processor.Threads > 1 && layers.Sum(layer => layer.Layer.Work) <= MaxWeights ? new RowBlocks(layers, error, processor) : null;

    /// <summary>Every a and z and w_n E_n of the rows, and in training every δ.</summary>
    public void Run(int rows)
    {
        if (gradients is not null)
            (turning ??= new Turning(layers, processor)).Run();
        blocks.Start(rows);
    }

    /// <summary>All derivatives, and their updates.</summary>
    public void Differentiate(int rows, float scale)
    {
        gradients!.Run(processor, rows, scale);
        foreach (var layer in layers)
            if (layer.GradientProduct is null)
                layer.Differentiate(processor, rows, scale);
    }

    private void Run(int firstRow, int rows, int member, Action<int, int> error)
    {
        foreach (var layer in layers)
            layer.Forward(firstRow, rows, member);
        error(firstRow, rows);
        if (gradients is null)
            return;
        layers[^1].Slopes?.Apply(layers[^1].Deltas!, new Block(firstRow, rows, 0, layers[^1].Layer.Units));
        for (int l = layers.Length - 1; l >= 0; l--)
            layers[l].Backward(firstRow, rows);
    }

    private sealed class Blocks(RowBlocks pass, Action<int, int> error) : IWork
    {
        private int rows, parts;

        public void Start(int rows)
        {
            int units = (rows + RowUnit - 1) / RowUnit;
            (this.rows, parts) = (rows, Math.Min(units, Math.Max(BlocksForThread * pass.processor.Threads, rows / MaxRows)));
            pass.processor.Run(this, parts);
        }

        public void Run(int part, int member)
        {
            int first = First(part);
            pass.Run(first, Math.Min(First(part + 1), rows) - first, member, error);
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
