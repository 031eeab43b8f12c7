using Backprop.Numerics.Buffers;
using Backprop.Numerics.Products;

namespace Backprop.Layers;

/// <summary>Sums of learned waves of numbers over a batch.</summary>
internal sealed class NumberEmbeddingPass(NumberEmbeddingLayer layer, LayerPlace place) : RowwisePass(layer, place)
{
    /// <summary>e_j = Σ_f v_jf cos(2π w_f x + b_f) + c_j and x; x alone for other inputs.</summary>
    protected override void Forward(Matrix from, int firstFrom, int firstRow, int rows)
    {
        for (int i = 0, k = 0; i < layer.Inputs; i++)
        {
            int first = layer.FirstOutput(i);
            if (k < layer.Numbers.Count && layer.Numbers[k] == i)
                PeriodicProduct.Forward(Place.Width, from, firstFrom, i, layer.Waves, layer.Biases, k++, Outputs, firstRow, first, rows);
            else
                for (int n = 0; n < rows; n++)
                    Outputs.Row(firstRow + n)[first] = from.Row(firstFrom + n)[i];
        }
    }

    /// <summary>∂E/∂x: through the waves and x itself.</summary>
    protected override void Backward(Matrix below, int firstRow, int rows)
    {
        for (int i = 0, k = 0; i < layer.Inputs; i++)
        {
            int first = layer.FirstOutput(i);
            if (k < layer.Numbers.Count && layer.Numbers[k] == i)
                PeriodicProduct.Backward(Place.Width, Place.Inputs, i, layer.Waves, layer.Biases, k++, Deltas!, first, below, firstRow, rows);
            else
                for (int n = firstRow; n < firstRow + rows; n++)
                    below.Row(n)[i] = Deltas!.Row(n)[first];
        }
    }

    /// <summary>∂E/∂w, ∂E/∂b, ∂E/∂v and ∂E/∂c = scale · Σ_n.</summary>
    protected override void Differentiate(int rows, float scale)
    {
        for (int k = 0; k < layer.Numbers.Count; k++)
            PeriodicProduct.Derivatives(
                Place.Width, Place.Inputs, layer.Numbers[k], layer.Waves, layer.Biases, k, Deltas!, layer.FirstOutput(layer.Numbers[k]), rows, scale, Derivatives[0], Derivatives[1]);
        for (int b = 0; b < Derivatives.Count; b++)
            SlabEnding.Finish(Place.Training!.Endings[b], Place.Width, Derivatives[b]);
    }
}
