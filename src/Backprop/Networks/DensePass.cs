using Backprop.Numerics.Buffers;
using Backprop.Numerics.Chains;
using Backprop.Numerics.Functions;
using Backprop.Numerics.Products;
using Backprop.Numerics.Threads;

namespace Backprop.Networks;

/// <summary>What one dense layer computes over a batch of at most N rows, forward and back, and the memory for it.</summary>
internal sealed class DensePass
{
    private readonly Processor processor;
    private readonly ElementFunction? function;
    private readonly Matrix? slopes;
    private readonly ForwardProduct forward;
    private readonly BackwardProduct? backward;
    private readonly GradientProduct? gradient;
    private readonly SlopeEnding? slopeEnding;
    private readonly SlabEnding? ending;

    /// <summary>The pass of a layer that reads the matrix its inputs are written to.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="index">Its place, from 1: the key of its dropout.</param>
    /// <param name="inputs">N × D, filled before <see cref="Forward(int)"/>.</param>
    /// <param name="below">The pass that fills the inputs, and takes the deltas; null for the first layer.</param>
    /// <param name="applyFunction">False for outputs whose error function works on the activations a.</param>
    /// <param name="processor">Threads and vector width.</param>
    /// <param name="training">What training adds; null for predictions alone.</param>
    public DensePass(DenseLayer layer, int index, Matrix inputs, DensePass? below, bool applyFunction, Processor processor, TrainingPart? training)
    {
        this.processor = processor;
        Layer = layer;
        Outputs = new Matrix(inputs.Rows, layer.Units);
        function = applyFunction && layer.Activation != ActivationFunction.Identity ? layer.Activation.Engine : null;
        bool dropout = training is not null && layer.Dropout > 0;
        if (training is not null && (dropout || function is { SlopeFromValue: false }))
            slopes = new Matrix(inputs.Rows, layer.Units);
        forward = new ForwardProduct(inputs, layer.Weights, Outputs, function is null && !dropout ? null
            : new ForwardEnding(processor.Width, function, slopes, dropout ? new Dropout(training!.Seed, index, layer.Dropout, training.Step) : null));
        if (training is null)
            return;
        Deltas = new Matrix(inputs.Rows, layer.Units);
        slopeEnding = slopes is not null || function is not null ? new SlopeEnding(processor.Width, function, slopes, Outputs) : null;
        backward = below is null ? null : new BackwardProduct(Deltas, layer.Weights, below.Deltas!, below.slopeEnding);
        Gradients = new PanelMatrix(layer.Inputs, layer.Units);
        ending = training.Update(index - 1, Gradients);
        gradient = new GradientProduct(inputs, Deltas, Gradients, ending);
    }

    public DenseLayer Layer { get; }

    /// <summary>N × M: z = h(a), or a where the error function works on the activations.</summary>
    public Matrix Outputs { get; }

    /// <summary>N × M: δ = ∂E/∂a, times the row's weight.</summary>
    public Matrix? Deltas { get; }

    /// <summary>Row 0: ∂E/∂w_0j; row i: ∂E/∂w_ij.</summary>
    public PanelMatrix? Gradients { get; }

    /// <summary>The layer for a chain that runs one row; null where dropout or a kept slope stands between.</summary>
    public ChainLayer? ForChain() => slopes is null ? new ChainLayer(Layer.Weights, Outputs, function, Deltas, Gradients, ending) : null;

    /// <summary>z_j = h(Σ_i w_ij x_i + w_0j).</summary>
    public void Forward(int rows) => forward.Run(processor, rows);

    /// <summary>The same for rows that stand in another matrix than the inputs.</summary>
    public void Forward(int rows, Matrix from, int firstRow, int nextRow) => forward.Run(processor, rows, from, firstRow, nextRow);

    /// <summary>δ of the layer below: h'(a_i) Σ_j w_ij δ_j. Nothing for the first layer.</summary>
    public void Backward(int rows) => backward?.Run(processor, rows);

    /// <summary>∂E/∂w_ij = scale · Σ_n δ_nj x_ni, and what is done with it slab by slab.</summary>
    public void Derivatives(int rows, float scale) => gradient!.Run(processor, rows, scale);

    /// <summary>Turns ∂E/∂y in the outputs' deltas into ∂E/∂a.</summary>
    public void MultiplyDeltasBySlopes(int rows) => slopeEnding?.Apply(Deltas!, new Block(0, rows, 0, Layer.Units));
}
