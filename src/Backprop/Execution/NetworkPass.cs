using Backprop.Layers;
using Backprop.Losses;
using Backprop.Numerics.Buffers;
using Backprop.Numerics.Functions;
using Backprop.Numerics.Lanes;
using Backprop.Numerics.Threads;

namespace Backprop.Execution;

/// <summary>
/// What a network computes over a batch of at most N rows: the passes of its layers in order, the inputs, targets and errors, and the memory for them. An
/// <see cref="Executor"/> carries it out.
/// </summary>
internal sealed class NetworkPass
{
    /// <summary>Inputs with more numbers, half a megabyte, do not fit into a core's second-level cache together with a copy.</summary>
    private const long MaxCopied = 131_072;

    private readonly bool errorFromActivations;
    private readonly ElementFunction? outputFunction;
    private readonly LayerPass[] layers;
    private readonly double[] errors;
    private readonly BatchError batchError;

    /// <summary>The memory for batches of at most <paramref name="rows"/> rows.</summary>
    /// <param name="network">The layers of a network from the inputs to the outputs, whose weights are read at each pass.</param>
    /// <param name="error">Its error function.</param>
    /// <param name="rows">N.</param>
    /// <param name="processor">Threads and vector width.</param>
    /// <param name="training">What training adds; null for predictions and errors alone.</param>
    public NetworkPass(IReadOnlyList<Layer> network, ErrorFunction error, int rows, Processor processor, TrainingPart? training = null)
    {
        errorFromActivations = error.FromActivations;
        Width = processor.Width;
        outputFunction = ((DenseLayer)network[^1]).Activation.Engine;
        Inputs = new Matrix(rows, network[0].Inputs);
        Targets = new Matrix(rows, network[^1].Units);
        RowWeights = new float[rows];
        errors = new double[rows];
        if (training is not null && processor.Members > 1 && (long)rows * Inputs.Columns <= MaxCopied)
            InputCopies = new RowCopies(Inputs, processor.Members);
        layers = new LayerPass[network.Count];
        for (int l = 0, block = 0; l < layers.Length; block += network[l++].Blocks.Count)
        {
            var below = l == 0 ? null : layers[l - 1];
            layers[l] = network[l].Pass(new LayerPlace
            {
                Number = l + 1,
                Inputs = below?.Outputs ?? Inputs,
                Copies = l == 0 ? InputCopies : null,
                InputDeltas = below is null ? training?.InputDeltas : below.Deltas,
                InputSlopes = below?.Slopes,
                KeepsActivations = l == layers.Length - 1 && error.FromActivations,
                Width = Width,
                Training = training?.Of(block, network[l].Blocks.Count),
            });
        }
        batchError = error.Over(new ErrorPlace(Width, Outputs, Targets, RowWeights, errors, layers[^1].Deltas));
    }

    /// <summary>N × D, x: filled by the caller, or through <see cref="InputCopies"/>.</summary>
    public Matrix Inputs { get; }

    /// <summary>In training, copies of the inputs for the threads that share the steps, where that pays; or null.</summary>
    public RowCopies? InputCopies { get; }

    /// <summary>N × K, t: filled by the caller where an error is needed.</summary>
    public Matrix Targets { get; }

    /// <summary>N, w_n: filled by the caller where an error is needed.</summary>
    public float[] RowWeights { get; }

    /// <summary>N, w_n E_n after <see cref="EvaluateErrors"/>.</summary>
    public ReadOnlySpan<double> Errors => errors;

    /// <summary>The passes of the layers, from the inputs to the outputs.</summary>
    public ReadOnlySpan<LayerPass> Layers => layers;

    /// <summary>N × K: the outputs y, or their activations a before <see cref="ApplyOutputFunction"/> where the error works on those.</summary>
    public Matrix Outputs => layers[^1].Outputs;

    /// <summary>Whether there are deltas and derivatives.</summary>
    public bool IsTraining => layers[^1].Deltas is not null;

    /// <summary>The multiply-adds that a row takes: forward, and in training the same for its deltas and for its derivatives.</summary>
    public long RowWork => layers.Sum(layer => layer.Layer.Work) * (IsTraining ? 3 : 1);

    /// <summary>The vector width.</summary>
    public VectorWidth Width { get; }

    /// <summary>y = σ(a), where the forward pass has left the activations for the error function.</summary>
    public void ApplyOutputFunction(int rows)
    {
        if (!errorFromActivations)
            return;
        if (outputFunction is not null)
        {
            outputFunction.Apply(Width, Outputs, new Block(0, rows, 0, Outputs.Columns));
            return;
        }
        for (int n = 0; n < rows; n++)
        {
            var y = Outputs.Row(n);
            Softmax.Apply(Width, y, y);
        }
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

    /// <summary>
    /// After the forward pass over some rows: their w_n E_n, and in training what they send back, in the deltas of the outputs. Returns Σ_n w_n E_n over them, in order.
    /// </summary>
    public double EvaluateErrors(int firstRow, int rows) => batchError.Evaluate(firstRow, rows);

    /// <summary>∂E/∂y of some rows, in the deltas of the outputs, becomes δ = ∂E/∂a; there is nothing to do where the error function works on a.</summary>
    public void ApplySlopes(int firstRow, int rows) => layers[^1].Slopes?.Apply(layers[^1].Deltas!, new Block(firstRow, rows, 0, Outputs.Columns));

    /// <summary>Σ_n w_n E_n of the first rows, in order.</summary>
    public double SumErrors(int rows)
    {
        double sum = 0;
        foreach (double rowError in errors.AsSpan(0, rows))
            sum += rowError;
        return sum;
    }
}
