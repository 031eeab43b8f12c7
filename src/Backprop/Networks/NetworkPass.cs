using Backprop.Numerics.Buffers;
using Backprop.Numerics.Chains;
using Backprop.Numerics.Functions;
using Backprop.Numerics.Threads;

namespace Backprop.Networks;

/// <summary>What a network computes over a batch of at most N rows, and the memory for it. It allocates nothing after it is made.</summary>
internal sealed class NetworkPass
{
    private readonly Network network;
    private readonly Processor processor;
    private readonly DensePass[] layers;
    private readonly RowChain? chain;

    /// <summary>The memory for batches of at most <paramref name="rows"/> rows.</summary>
    /// <param name="network">The network, whose weights are read at each pass.</param>
    /// <param name="rows">N.</param>
    /// <param name="processor">Threads and vector width.</param>
    /// <param name="training">What training adds; null for predictions and errors alone.</param>
    public NetworkPass(Network network, int rows, Processor processor, TrainingPart? training = null)
    {
        this.network = network;
        this.processor = processor;
        Inputs = new Matrix(rows, network.Inputs);
        Targets = new Matrix(rows, network.Outputs);
        RowWeights = new float[rows];
        layers = new DensePass[network.Layers.Count];
        for (int l = 0; l < layers.Length; l++)
        {
            var below = l == 0 ? null : layers[l - 1];
            bool applyFunction = l < layers.Length - 1 || !network.Error.FromActivations;
            layers[l] = new DensePass(network.Layers[l], l + 1, below?.Outputs ?? Inputs, below, applyFunction, processor, training);
        }
        var links = layers.Select(layer => layer.ForChain()).OfType<ChainLayer>().ToArray();
        chain = links.Length == layers.Length ? RowChain.Of(processor.Width, Inputs, links) : null;
    }

    /// <summary>N × D, x: filled by the caller.</summary>
    public Matrix Inputs { get; }

    /// <summary>N × K, t: filled by the caller where an error is asked for.</summary>
    public Matrix Targets { get; }

    /// <summary>N, w_n: filled by the caller where an error is asked for.</summary>
    public float[] RowWeights { get; }

    /// <summary>The passes of the layers, from the inputs to the outputs.</summary>
    public ReadOnlySpan<DensePass> Layers => layers;

    /// <summary>N × K: the outputs y, or their activations a before <see cref="ApplyOutputFunction"/> where the error works on those.</summary>
    public Matrix Outputs => layers[^1].Outputs;

    /// <summary>Apply input vectors x_n: every a and z, layer after layer.</summary>
    public void Forward(int rows)
    {
        if (rows == 1 && chain is not null)
        {
            chain.Forward();
            return;
        }
        foreach (var layer in layers)
            layer.Forward(rows);
    }

    /// <summary>The same for rows that stand in another matrix, which is read in place; the rows from <paramref name="nextRow"/> on, if there are any, come next.</summary>
    public void Forward(int rows, Matrix from, int firstRow, int nextRow)
    {
        layers[0].Forward(rows, from, firstRow, nextRow);
        foreach (var layer in layers.AsSpan(1))
            layer.Forward(rows);
    }

    /// <summary>y = σ(a), where the forward pass has left the activations for the error function.</summary>
    public void ApplyOutputFunction(int rows)
    {
        if (!network.Error.FromActivations)
            return;
        if (network.Layers[^1].Activation.Engine is { } function)
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

    /// <summary>Σ_n w_n E_n of the rows, in order; while training, also evaluates the δ_k of the output units.</summary>
    public double Error(int rows) =>
        network.Error.Evaluate(processor.Width, Outputs, Targets, RowWeights.AsSpan(0, rows), layers[^1].Deltas);

    /// <summary>
    /// Backpropagates the δ and evaluates the derivatives, scale · Σ_n w_n ∂E_n/∂w_ij, from the last layer to the first. A layer's update may
    /// follow its derivatives at once: the deltas of the layer below have been taken from the old weights by then.
    /// </summary>
    public void Backward(int rows, float scale)
    {
        if (rows == 1 && chain is not null)
        {
            chain.Backward(scale);
            return;
        }
        if (!network.Error.FromActivations)
            layers[^1].MultiplyDeltasBySlopes(rows);
        for (int l = layers.Length - 1; l >= 0; l--)
        {
            layers[l].Backward(rows);
            layers[l].Derivatives(rows, scale);
        }
    }
}
