using Backprop.Layers;
using Backprop.Losses;
using Backprop.Numerics.Buffers;
using Backprop.Numerics.Chains;
using Backprop.Numerics.Functions;
using Backprop.Numerics.Threads;

namespace Backprop.Networks;

/// <summary>What a network computes over a batch of at most N rows, and the memory for it. It allocates nothing after its first use.</summary>
internal sealed class NetworkPass
{
    /// <summary>Times that threads wait for one another in a step: each must be paid for by the work between them.</summary>
    private const int HandOvers = 4;

    /// <summary>Steps of more multiply-adds than this, some 5 ms, are always shared: to try them alone would cost too much.</summary>
    private const long SurelyShared = 500_000_000;

    /// <summary>Inputs with more numbers, half a megabyte, do not fit into a core's second-level cache together with a copy.</summary>
    private const long MaxCopied = 131_072;

    private readonly Network network;
    private readonly Processor processor, alone;
    private readonly LayerPass[] layers;
    private readonly RowChain? chain;
    private readonly RowBlocks? blocks;
    private readonly double[] errors;
    private readonly BatchError batchError;
    private readonly RowCopy inputCopy;

    /// <summary>The memory for batches of at most <paramref name="rows"/> rows.</summary>
    /// <param name="network">The network, whose weights are read at each pass.</param>
    /// <param name="rows">N.</param>
    /// <param name="processor">Threads and vector width.</param>
    /// <param name="training">What training adds; null for predictions and errors alone.</param>
    public NetworkPass(Network network, int rows, Processor processor, TrainingPart? training = null)
    {
        this.network = network;
        this.processor = processor;
        alone = processor.Threads == 1 ? processor : new Processor(1, processor.Width);
        Inputs = new Matrix(rows, network.Inputs);
        Targets = new Matrix(rows, network.Outputs);
        RowWeights = new float[rows];
        errors = new double[rows];
        inputCopy = new RowCopy(Inputs);
        if (training is not null && processor.Members > 1 && (long)rows * network.Inputs <= MaxCopied)
            InputCopies = new RowCopies(Inputs, processor.Members);
        layers = new LayerPass[network.Layers.Count];
        for (int l = 0, block = 0; l < layers.Length; block += network.Layers[l++].Blocks.Count)
        {
            var below = l == 0 ? null : layers[l - 1];
            layers[l] = network.Layers[l].Pass(new LayerPlace
            {
                Number = l + 1,
                Inputs = below?.Outputs ?? Inputs,
                Copies = l == 0 ? InputCopies : null,
                InputDeltas = below is null ? training?.InputDeltas : below.Deltas,
                InputSlopes = below?.Slopes,
                KeepsActivations = l == layers.Length - 1 && network.Error.FromActivations,
                Width = processor.Width,
                Training = training?.Of(block, network.Layers[l].Blocks.Count),
            });
        }
        var links = layers.Select(layer => layer.ForChain()).OfType<ChainLayer>().ToArray();
        chain = links.Length == layers.Length ? RowChain.Of(processor.Width, Inputs, links) : null;
        batchError = network.Error.Over(new ErrorPlace(processor.Width, Outputs, Targets, RowWeights, errors, layers[^1].Deltas));
        blocks = RowBlocks.Of(layers, (firstRow, rows) => batchError.Evaluate(firstRow, rows), processor);
        Sharing = WaysToShare(rows)[0];
    }

    /// <summary>N × D, x: filled by the caller, or through <see cref="InputCopies"/>.</summary>
    public Matrix Inputs { get; }

    /// <summary>In training, copies of the inputs for the threads that share the steps, where that pays; or null.</summary>
    public RowCopies? InputCopies { get; }

    /// <summary>N × K, t: filled by the caller where an error is needed.</summary>
    public Matrix Targets { get; }

    /// <summary>N, w_n: filled by the caller where an error is needed.</summary>
    public float[] RowWeights { get; }

    /// <summary>N, w_n E_n after <see cref="Propagate"/>.</summary>
    public ReadOnlySpan<double> Errors => errors;

    /// <summary>The passes of the layers, from the inputs to the outputs.</summary>
    public ReadOnlySpan<LayerPass> Layers => layers;

    /// <summary>N × K: the outputs y, or their activations a before <see cref="ApplyOutputFunction"/> where the error works on those.</summary>
    public Matrix Outputs => layers[^1].Outputs;

    /// <summary>How threads share the work: at first the first of <see cref="WaysToShare"/>.</summary>
    public Sharing Sharing { get; set; }

    private Processor Workers => Sharing == Sharing.None ? alone : processor;

    /// <summary>The ways to share the work over that many rows that may be the fastest, the most likely first; at least one.</summary>
    public Sharing[] WaysToShare(int rows)
    {
        long work = rows * network.ParameterCount * (layers[0].Deltas is null ? 1 : 3);
        if (!processor.Pays(work / HandOvers))
            return [Sharing.None];
        var ways = new List<Sharing>(3);
        if (blocks is not null && rows >= RowBlocks.MinRows)
            ways.Add(Sharing.Rows);
        ways.Add(Sharing.Products);
        if (work < SurelyShared)
            ways.Add(Sharing.None);
        return [.. ways];
    }

    /// <summary>Sets the first inputs to numbers in row order.</summary>
    public void SetInputs(ReadOnlySpan<float> values)
    {
        InputCopies?.Share();
        if (Sharing == Sharing.None)
            Inputs.SetRows(values);
        else
            inputCopy.Run(processor, values);
    }

    /// <summary>Every one of the first rows counts 1. Returns Σ w_n.</summary>
    public double WeighAlike(int rows)
    {
        foreach (ref float weight in RowWeights.AsSpan(0, rows))
            weight = 1;
        return rows;
    }

    /// <summary>Σ w_n of the first rows.</summary>
    public double Weight(int rows)
    {
        double sum = 0;
        foreach (float weight in RowWeights.AsSpan(0, rows))
            sum += weight;
        return sum;
    }

    /// <summary>Apply input vectors x_n: every a and z, layer after layer.</summary>
    public void Forward(int rows)
    {
        if (rows == 1 && chain is not null)
        {
            InputCopies?.FillFirst();
            chain.Forward();
            return;
        }
        foreach (var layer in layers)
            layer.Forward(Workers, rows);
    }

    /// <summary>The same for rows in another matrix, which is read in place; the rows from <paramref name="nextRow"/> on, if there are any, come next.</summary>
    public void Forward(int rows, Matrix from, int firstRow, int nextRow)
    {
        layers[0].Forward(Workers, rows, from, firstRow, nextRow);
        foreach (var layer in layers.AsSpan(1))
            layer.Forward(Workers, rows);
    }

    /// <summary>y = σ(a), where the forward pass has left the activations for the error function.</summary>
    public void ApplyOutputFunction(int rows)
    {
        if (!network.Error.FromActivations)
            return;
        if (network.DenseLayers[^1].Activation.Engine is { } function)
        {
            function.Apply(processor.Width, Outputs, new Block(0, rows, 0, network.Outputs));
            return;
        }
        for (int n = 0; n < rows; n++)
        {
            var y = Outputs.Row(n);
            Softmax.Apply(processor.Width, y, y);
        }
    }

    /// <summary>Σ_n w_n E_n of the rows, in order, after <see cref="Forward(int)"/>.</summary>
    public double Error(int rows) => batchError.Evaluate(0, rows);

    /// <summary>
    /// The algorithm's steps up to the δ: every a and z, the errors, and the δ as far as they are taken before the derivatives.
    /// Returns Σ_n w_n E_n of the rows, in order.
    /// </summary>
    public double Propagate(int rows)
    {
        if (ByBlocks(rows))
        {
            blocks!.Run(rows);
            return Sum(rows);
        }
        Forward(rows);
        return Error(rows);
    }

    /// <summary>
    /// After <see cref="Propagate"/>: evaluates the derivatives, scale · Σ_n w_n ∂E_n/∂w_ij, and backpropagates the δ where that is not done, from the
    /// last layer to the first. A layer's update may follow its derivatives at once: the deltas of the layer below have been taken from
    /// the old weights by then.
    /// </summary>
    public void Derivatives(int rows, float scale)
    {
        if (ByBlocks(rows))
        {
            blocks!.Differentiate(rows, scale);
            return;
        }
        if (rows == 1 && chain is not null)
        {
            chain.Backward(scale);
            return;
        }
        ApplySlopes(0, rows);
        for (int l = layers.Length - 1; l >= 0; l--)
        {
            layers[l].Backward(Workers, rows);
            layers[l].Differentiate(Workers, rows, scale);
        }
    }

    private bool ByBlocks(int rows) => Sharing == Sharing.Rows && blocks is not null && rows >= RowBlocks.MinRows;

    // ∂E/∂y in the deltas of the outputs becomes ∂E/∂a; there is nothing to do where the error function works on a.
    private void ApplySlopes(int firstRow, int rows) => layers[^1].Slopes?.Apply(layers[^1].Deltas!, new Block(firstRow, rows, 0, network.Outputs));

    private double Sum(int rows)
    {
        double sum = 0;
        foreach (double error in errors.AsSpan(0, rows))
            sum += error;
        return sum;
    }
}
