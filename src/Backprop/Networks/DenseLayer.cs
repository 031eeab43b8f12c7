using Backprop.Numerics.Buffers;

namespace Backprop.Networks;

/// <summary>
/// A dense layer: M units, each with a bias and a weight from each of D inputs; z_j = h(a_j), a_j = Σ_i w_ij x_i + w_0j. What it computes over
/// a batch, forward and back, is in <see cref="DensePass"/>.
/// </summary>
public sealed class DenseLayer
{
    internal DenseLayer(int inputs, int units, ActivationFunction activation, double dropout)
    {
        Activation = activation;
        Dropout = dropout;
        Weights = new PanelMatrix(inputs, units);
    }

    /// <summary>D, the number of inputs.</summary>
    public int Inputs => Weights.Inputs;

    /// <summary>M, the number of units.</summary>
    public int Units => Weights.Units;

    /// <summary>h, the function of the units.</summary>
    public ActivationFunction Activation { get; }

    /// <summary>
    /// The share of units, from 0 to below 1, that are left out at random in each training step, the others being scaled by
    /// 1/(1 − share); predictions use every unit. 0: none.
    /// </summary>
    public double Dropout { get; }

    /// <summary>w_ij: row 0 holds the biases, row i the weights from input i, column j belongs to unit j.</summary>
    internal PanelMatrix Weights { get; }

    /// <summary>The weight from input i (from 1; 0: the bias) to unit j (from 0).</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such weight.</exception>
    public float this[int i, int j] => Weights[i, j];

    internal DenseLayer Clone() => Copy(Dropout);

    internal DenseLayer WithoutDropout() => Copy(dropout: 0);

    internal DenseLayer Copy(double dropout)
    {
        var clone = new DenseLayer(Inputs, Units, Activation, dropout);
        clone.Weights.CopyFrom(Weights);
        return clone;
    }
}
