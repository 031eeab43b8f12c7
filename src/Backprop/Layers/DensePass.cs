using Backprop.Numerics.Buffers;
using Backprop.Numerics.Chains;
using Backprop.Numerics.Functions;
using Backprop.Numerics.Products;
using Backprop.Numerics.Threads;

namespace Backprop.Layers;

/// <summary>A dense layer over a batch: three products, with the unit's function and its slope as their endings.</summary>
internal sealed class DensePass : LayerPass
{
    private readonly ElementFunction? function;
    private readonly Matrix? slopes;
    private readonly ForwardProduct forward;

    public DensePass(DenseLayer layer, LayerPlace place) : base(layer, place)
    {
        var training = place.Training;
        function = !place.KeepsActivations && layer.Activation != ActivationFunction.Identity ? layer.Activation.Engine : null;
        var dropout = training is null || layer.Dropout == 0 ? null : new Dropout(training.Seed, place.Number, layer.Dropout, training.Step, training.DropoutFactor);
        if (dropout is not null || (training is not null && function is { SlopeFromValue: false }))
            slopes = new Matrix(Outputs.Rows, layer.Units);
        forward = new ForwardProduct(
            place.Inputs, layer.Weights, Outputs, function is null && dropout is null ? null : new ForwardEnding(place.Width, function, slopes, dropout), place.Copies);
        if (training is null)
            return;
        Slopes = slopes is not null || function is not null ? new SlopeEnding(place.Width, function, slopes, Outputs) : null;
        BackwardProduct = place.InputDeltas is { } below ? new BackwardProduct(Deltas!, layer.Weights, below, place.InputSlopes) : null;
        GradientProduct = new GradientProduct(place.Inputs, Deltas!, training.Derivatives[0], training.Endings[0], place.Copies);
    }

    public override Ending? Slopes { get; }

    public override BackwardProduct? BackwardProduct { get; }

    public override GradientProduct? GradientProduct { get; }

    private PanelMatrix Weights => ((DenseLayer)Layer).Weights;

    // Dropout, or a stored slope, prevents a chain of layers.
    public override ChainLayer? ForChain() => slopes is null ? new ChainLayer(Weights, Outputs, function, Deltas, Place.Training?.Derivatives[0], Place.Training?.Endings[0]) : null;

    /// <summary>z_j = h(Σ_i w_ij x_i + w_0j).</summary>
    public override void Forward(Processor processor, int rows) => forward.Run(processor, rows);

    public override void Forward(Processor processor, int rows, Matrix from, int firstRow, int nextRow) => forward.Run(processor, rows, from, firstRow, nextRow);

    public override void Forward(int firstRow, int rows, int member) => forward.Run(Place.Width, firstRow, rows, member);

    /// <summary>δ of the layer below: h'(a_i) Σ_j w_ij δ_j.</summary>
    public override void Backward(Processor processor, int rows) => BackwardProduct?.Run(processor, rows);

    /// <summary>The same for some rows, from the transposed weights.</summary>
    public override void Backward(int firstRow, int rows) => BackwardProduct?.Run(Place.Width, firstRow, rows);

    /// <summary>∂E/∂w_ij = scale · Σ_n δ_nj x_ni, and what is done with it slab by slab.</summary>
    public override void Differentiate(Processor processor, int rows, float scale) => GradientProduct!.Run(processor, rows, scale);
}
