using Backprop.Layers;

namespace Backprop.Textbook;

/// <summary>Coded categories as learned vectors: a code c becomes row c of its column's table; other inputs pass unchanged.</summary>
/// <param name="layer">Which inputs are codes.</param>
/// <param name="embeddings">The tables, one below the other: a row for each code, k columns.</param>
internal sealed class TextbookEmbedding(EmbeddingLayer layer, double[,] embeddings) : TextbookTransform
{
    /// <inheritdoc/>
    public override IReadOnlyList<double[,]> Parameters { get; } = [embeddings];

    /// <inheritdoc/>
    public override int Inputs => layer.Inputs;

    /// <inheritdoc/>
    public override int OutputsOf(int input) => layer.PlaceOf(input) < 0 ? 1 : layer.Size;

    /// <inheritdoc/>
    public override double[] Forward(double[] x)
    {
        var z = new List<double>();
        for (int i = 0; i < x.Length; i++)
        {
            if (layer.PlaceOf(i) is not (>= 0 and int c))
            {
                z.Add(x[i]);
                continue;
            }
            for (int k = 0, row = layer.RowOf(c, x[i]); k < layer.Size; k++)
                z.Add(row >= 0 ? embeddings[row, k] : x[i] == -1 ? 0 : double.NaN);
        }
        return [.. z];
    }

    /// <summary>∂E/∂x_i = ∂E/∂z of the same number; a code has no derivative.</summary>
    public override double[] Backward(double[] x, double[] delta)
    {
        var below = new double[x.Length];
        for (int i = 0, at = 0; i < x.Length; at += OutputsOf(i++))
            below[i] = layer.PlaceOf(i) >= 0 ? 0 : delta[at];
        return below;
    }

    /// <summary>∂E/∂w of row c is ∂E/∂z of the code's numbers; of the other rows 0.</summary>
    public override IReadOnlyList<double[,]> Derivatives(double[] x, double[] delta)
    {
        var gradient = new double[embeddings.GetLength(0), embeddings.GetLength(1)];
        for (int i = 0, at = 0; i < x.Length; at += OutputsOf(i++))
            if (layer.PlaceOf(i) is >= 0 and int c && layer.RowOf(c, x[i]) is >= 0 and int row)
                for (int k = 0; k < layer.Size; k++)
                    gradient[row, k] += delta[at + k];
        return [gradient];
    }
}
