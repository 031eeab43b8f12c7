using Backprop.Numerics.Buffers;
using Backprop.Numerics.Products;

namespace Backprop.Layers;

/// <summary>Learned vectors of codes over a batch.</summary>
internal sealed class EmbeddingPass(EmbeddingLayer layer, LayerPlace place) : RowwisePass(layer, place)
{
    /// <summary>z = row c of the table for a code c, x for a number.</summary>
    protected override void Forward(Matrix from, int firstFrom, int firstRow, int rows)
    {
        for (int n = 0; n < rows; n++)
        {
            ReadOnlySpan<float> x = from.Row(firstFrom + n);
            var z = Outputs.Row(firstRow + n);
            int number = 0;
            for (int c = 0; c < layer.Codes.Count; c++)
            {
                int input = layer.Codes[c].Input, first = layer.FirstOutput(c);
                x[number..input].CopyTo(z[(first - (input - number))..]);
                if (layer.RowOf(c, x[input]) is >= 0 and int row)
                    layer.Embeddings.CopyRowTo(row, z.Slice(first, layer.Size));
                else
                    z.Slice(first, layer.Size).Fill(x[input] == -1 ? 0 : float.NaN);
                number = input + 1;
            }
            x[number..].CopyTo(z[^(x.Length - number)..]);
        }
    }

    /// <summary>∂E/∂x = ∂E/∂z for a number; a code has no derivative.</summary>
    protected override void Backward(Matrix below, int firstRow, int rows)
    {
        for (int n = firstRow; n < firstRow + rows; n++)
        {
            ReadOnlySpan<float> deltas = Deltas!.Row(n);
            var dx = below.Row(n);
            int number = 0;
            for (int c = 0; c < layer.Codes.Count; c++)
            {
                int input = layer.Codes[c].Input, first = layer.FirstOutput(c);
                deltas[(first - (input - number))..first].CopyTo(dx[number..]);
                dx[input] = 0;
                number = input + 1;
            }
            deltas[^(dx.Length - number)..].CopyTo(dx[number..]);
        }
    }

    /// <summary>∂E/∂w of row c = scale · Σ_n ∂E/∂z_n over the rows with the code c, upward from +0.</summary>
    protected override void Differentiate(int rows, float scale)
    {
        var sums = Derivatives[0];
        sums.Values.Clear();
        for (int n = 0; n < rows; n++)
        {
            ReadOnlySpan<float> x = Place.Inputs.Row(n), deltas = Deltas!.Row(n);
            for (int c = 0; c < layer.Codes.Count; c++)
                if (layer.RowOf(c, x[layer.Codes[c].Input]) is >= 0 and int row)
                    sums.AddToRow(row, deltas.Slice(layer.FirstOutput(c), layer.Size));
        }
        foreach (ref float sum in sums.Values)
            sum *= scale;
        SlabEnding.Finish(Place.Training!.Endings[0], Place.Width, sums);
    }
}
