using Backprop.Numerics.Buffers;
using Backprop.Numerics.Products;

namespace Backprop.Layers;

/// <summary>A learned factor for each input over a batch.</summary>
internal sealed class ScalePass(ScaleLayer layer, LayerPlace place) : RowwisePass(layer, place)
{
    /// <summary>z_i = s_i x_i.</summary>
    protected override void Forward(Matrix from, int firstFrom, int firstRow, int rows) => ScaleProduct.Run(Place.Width, from, firstFrom, layer.Scale, Outputs, firstRow, rows);

    /// <summary>∂E/∂x_i = s_i ∂E/∂z_i.</summary>
    protected override void Backward(Matrix below, int firstRow, int rows) => ScaleProduct.Run(Place.Width, Deltas!, firstRow, layer.Scale, below, firstRow, rows);

    /// <summary>∂E/∂s_i = scale · Σ_n ∂E/∂z_ni x_ni.</summary>
    protected override void Differentiate(int rows, float scale) =>
        ScaleProduct.Derivatives(Place.Width, Place.Inputs, Deltas!, rows, scale, Derivatives[0], Place.Training!.Endings[0]);
}
