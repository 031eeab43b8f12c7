using Backprop.Numerics.Buffers;
using Backprop.Numerics.Products;
using Backprop.Numerics.Threads;

namespace Backprop.Layers;

/// <summary>A learned factor for each input over a batch.</summary>
internal sealed class ScalePass(ScaleLayer layer, LayerPlace place) : LayerPass(layer, place)
{
    /// <summary>z_i = s_i x_i.</summary>
    public override void Forward(Processor processor, int rows)
    {
        Place.Copies?.FillFirst();
        Forward(rows, Place.Inputs, firstRow: 0);
    }

    public override void Forward(Processor processor, int rows, Matrix from, int firstRow, int nextRow) => Forward(rows, from, firstRow);

    public override void Forward(int firstRow, int rows, int member) =>
        ScaleProduct.Run(Place.Width, Place.Copies?.Of(member) ?? Place.Inputs, firstRow, layer.Scale, Outputs, firstRow, rows);

    /// <summary>∂E/∂x_i = s_i ∂E/∂z_i.</summary>
    public override void Backward(Processor processor, int rows) => Backward(firstRow: 0, rows);

    public override void Backward(int firstRow, int rows)
    {
        if (Place.InputDeltas is not { } below)
            return;
        ScaleProduct.Run(Place.Width, Deltas!, firstRow, layer.Scale, below, firstRow, rows);
        Place.InputSlopes?.Apply(below, new Block(firstRow, rows, 0, layer.Inputs));
    }

    /// <summary>∂E/∂s_i = scale · Σ_n ∂E/∂z_ni x_ni.</summary>
    public override void Differentiate(Processor processor, int rows, float scale)
    {
        Place.Copies?.FillFirst();
        ScaleProduct.Derivatives(Place.Width, Place.Inputs, Deltas!, rows, scale, Derivatives[0], Place.Training!.Endings[0]);
    }

    private void Forward(int rows, Matrix from, int firstRow) => ScaleProduct.Run(Place.Width, from, firstRow, layer.Scale, Outputs, 0, rows);
}
