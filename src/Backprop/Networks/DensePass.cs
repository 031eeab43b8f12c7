using Backprop.Numerics.Buffers;
using Backprop.Numerics.Chains;
using Backprop.Numerics.Functions;
using Backprop.Numerics.Lanes;
using Backprop.Numerics.Products;
using Backprop.Numerics.Threads;

namespace Backprop.Networks;

/// <summary>What one dense layer computes over a batch of at most N rows, forward and back, and the memory for it.</summary>
internal sealed class DensePass
{
    private readonly VectorWidth width;
    private readonly ElementFunction? function;
    private readonly Matrix? slopes;
    private readonly ForwardProduct forward;
    private readonly SlopeEnding? slopeEnding;
    private readonly SlabEnding? ending;

    /// <summary>The pass of a layer that reads the matrix its inputs are written to.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="index">Its place, from 1: the key of its dropout.</param>
    /// <param name="inputs">N × D, filled before <see cref="Forward(Processor, int)"/>.</param>
    /// <param name="below">The pass that fills the inputs, and takes the deltas; null for the first layer.</param>
    /// <param name="applyFunction">False for outputs whose error function works on the activations a.</param>
    /// <param name="width">The vector width.</param>
    /// <param name="training">What training adds; null for predictions alone.</param>
    /// <param name="copies">Copies of the inputs for the members of a team; null where all read the inputs.</param>
    public DensePass(DenseLayer layer, int index, Matrix inputs, DensePass? below, bool applyFunction, VectorWidth width, TrainingPart? training, RowCopies? copies = null)
    {
        this.width = width;
        Layer = layer;
        Outputs = new Matrix(inputs.Rows, layer.Units);
        function = applyFunction && layer.Activation != ActivationFunction.Identity ? layer.Activation.Engine : null;
        bool dropout = training is not null && layer.Dropout > 0;
        if (training is not null && (dropout || function is { SlopeFromValue: false }))
            slopes = new Matrix(inputs.Rows, layer.Units);
        forward = new ForwardProduct(inputs, layer.Weights, Outputs, function is null && !dropout ? null
            : new ForwardEnding(width, function, slopes, dropout ? new Dropout(training!.Seed, index, layer.Dropout, training.Step) : null), copies);
        if (training is null)
            return;
        Deltas = new Matrix(inputs.Rows, layer.Units);
        slopeEnding = slopes is not null || function is not null ? new SlopeEnding(width, function, slopes, Outputs) : null;
        BackwardProduct = below is null ? null : new BackwardProduct(Deltas, layer.Weights, below.Deltas!, below.slopeEnding);
        Gradients = new PanelMatrix(layer.Inputs, layer.Units);
        ending = training.Update(index - 1, Gradients);
        GradientProduct = new GradientProduct(inputs, Deltas, Gradients, ending, copies);
    }

    public DenseLayer Layer { get; }

    /// <summary>N × M: z = h(a), or a where the error function works on the activations.</summary>
    public Matrix Outputs { get; }

    /// <summary>N × M: δ = ∂E/∂a, times the row's weight.</summary>
    public Matrix? Deltas { get; }

    /// <summary>Row 0: ∂E/∂w_0j; row i: ∂E/∂w_ij.</summary>
    public PanelMatrix? Gradients { get; }

    /// <summary>The product behind <see cref="Backward(Processor, int)"/>; null for the first layer.</summary>
    public BackwardProduct? BackwardProduct { get; }

    /// <summary>The product behind <see cref="Derivatives"/>, for all layers' derivatives together.</summary>
    public GradientProduct? GradientProduct { get; }

    /// <summary>The layer for a chain that runs one row; null where dropout or a kept slope stands between.</summary>
    public ChainLayer? ForChain() => slopes is null ? new ChainLayer(Layer.Weights, Outputs, function, Deltas, Gradients, ending) : null;

    /// <summary>z_j = h(Σ_i w_ij x_i + w_0j).</summary>
    public void Forward(Processor processor, int rows) => forward.Run(processor, rows);

    /// <summary>The same for rows that stand in another matrix than the inputs.</summary>
    public void Forward(Processor processor, int rows, Matrix from, int firstRow, int nextRow) => forward.Run(processor, rows, from, firstRow, nextRow);

    /// <summary>The same for some rows, by one member of a team.</summary>
    public void Forward(int firstRow, int rows, int member) => forward.Run(width, firstRow, rows, member);

    /// <summary>δ of the layer below: h'(a_i) Σ_j w_ij δ_j. Nothing for the first layer.</summary>
    public void Backward(Processor processor, int rows) => BackwardProduct?.Run(processor, rows);

    /// <summary>The same for some rows, by one member of a team, from the weights as they were turned.</summary>
    public void Backward(int firstRow, int rows) => BackwardProduct?.Run(width, firstRow, rows);

    /// <summary>∂E/∂w_ij = scale · Σ_n δ_nj x_ni, and what is done with it slab by slab.</summary>
    public void Derivatives(Processor processor, int rows, float scale) => GradientProduct!.Run(processor, rows, scale);

    /// <summary>Turns ∂E/∂y in the outputs' deltas into ∂E/∂a.</summary>
    public void MultiplyDeltasBySlopes(int firstRow, int rows) => slopeEnding?.Apply(Deltas!, new Block(firstRow, rows, 0, Layer.Units));
}
