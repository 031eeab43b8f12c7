using Backprop.Layers;
using Backprop.Networks;

namespace Backprop.Textbook;

/// <summary>One layer: M units, each with a weight from every one of the D inputs of the layer and a bias.</summary>
public sealed class TextbookLayer
{
    /// <summary>A layer of these weights, (D + 1)×M; the array is kept, not copied.</summary>
    /// <exception cref="ArgumentException">The weights have no bias row, no input row or no unit.</exception>
    public TextbookLayer(ActivationFunction activation, double[,] weights)
    {
        ArgumentNullException.ThrowIfNull(activation);
        ArgumentNullException.ThrowIfNull(weights);
        if (weights.GetLength(0) < 2 || weights.GetLength(1) < 1)
        {
            throw new ArgumentException(
                "A layer's weights need a row of biases, a row for each input and a column for each unit, but they are "
                + $"{weights.GetLength(0)}×{weights.GetLength(1)}.",
                nameof(weights));
        }
        Activation = activation;
        Weights = weights;
    }

    /// <summary>The function of the units: h of a hidden layer, σ of the outputs.</summary>
    public ActivationFunction Activation { get; }

    /// <summary>(D + 1)×M weights: w[0, j] is the bias w_0j, w[i, j] the weight from input i (counted from 1) to unit j (counted from 0).</summary>
    public double[,] Weights { get; }

    /// <summary>D, the number of inputs without the constant x₀ = 1.</summary>
    public int Inputs => Weights.GetLength(0) - 1;

    /// <summary>M, the number of units.</summary>
    public int Units => Weights.GetLength(1);
}
