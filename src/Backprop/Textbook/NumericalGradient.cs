using Backprop.Layers;
using Backprop.Networks;

namespace Backprop.Textbook;

/// <summary>
/// Derivatives without backpropagation: each weight is moved a little up and down, and the error is seen to change,
/// ∂E/∂w ≈ (E(w + h) − E(w − h)) / 2h. It is exact to about 2·10⁻¹¹·|E|, except within a few h of a kink (<see cref="KinkDistance"/>).
/// </summary>
public static class NumericalGradient
{
    /// <summary>
    /// h for a weight of size up to 1, the cube root of the double's precision: there rounding (ε/h) and curvature (h²) weigh the same.
    /// </summary>
    public const double Step = 6.0554544523933429e-06;

    /// <summary>∂E/∂w of one row by central differences, a matrix (D + 1)×M for each layer.</summary>
    /// <param name="network">The network; its weights are not changed.</param>
    /// <param name="x">D inputs.</param>
    /// <param name="t">K targets.</param>
    public static double[][,] Of(TextbookNetwork network, double[] x, double[] t)
    {
        ArgumentNullException.ThrowIfNull(network);
        (double[][] a, double[][] z) = network.Forward(x);
        var gradient = new double[network.Layers.Count][,];
        for (int l = 0; l < gradient.Length; l++)
        {
            gradient[l] = new double[network.Layers[l].Inputs + 1, network.Layers[l].Units];
            for (int i = 0; i <= network.Layers[l].Inputs; i++)
                for (int j = 0; j < network.Layers[l].Units; j++)
                    gradient[l][i, j] = Difference(network, network.Layers[l].Read(l == 0 ? x : z[l - 1]), a[l], t, l, i, j);
        }
        return gradient;
    }

    /// <summary>∂E/∂w of one weight on one row, for networks whose whole gradient would take long.</summary>
    /// <param name="network">The network; its weights are not changed.</param>
    /// <param name="x">D inputs.</param>
    /// <param name="t">K targets.</param>
    /// <param name="layer">Layer, counted from 0.</param>
    /// <param name="input">0 for the bias, else the input of the layer, counted from 1.</param>
    /// <param name="unit">Unit of the layer, counted from 0.</param>
    public static double Of(TextbookNetwork network, double[] x, double[] t, int layer, int input, int unit)
    {
        ArgumentNullException.ThrowIfNull(network);
        (double[][] a, double[][] z) = network.Forward(x);
        return Difference(network, network.Layers[layer].Read(layer == 0 ? x : z[layer - 1]), a[layer], t, layer, input, unit);
    }

    /// <summary>∂E/∂w of one parameter of a layer that is not dense, on one row.</summary>
    /// <param name="network">The network; its parameters are changed, and set back.</param>
    /// <param name="x">D inputs.</param>
    /// <param name="t">K targets.</param>
    /// <param name="parameters">The block of the layer, one of the network's.</param>
    /// <param name="row">The row of the parameter, from 0.</param>
    /// <param name="column">Its column, from 0.</param>
    internal static double Of(TextbookNetwork network, double[] x, double[] t, double[,] parameters, int row, int column)
    {
        double old = parameters[row, column], step = Step * Math.Max(1, Math.Abs(old));
        double up = old + step, down = old - step;
        parameters[row, column] = up;
        double above = network.Error(x, t);
        parameters[row, column] = down;
        double below = network.Error(x, t);
        parameters[row, column] = old;
        return (above - below) / (up - down);
    }

    /// <summary>
    /// How far the nearest activation or output of this row is from a place where a function's first or second derivative jumps (relu and
    /// its family, selu, softsign at 0; absolute, quantile, huber); infinite for smooth networks. Differences are to be trusted where it is
    /// above some ten steps.
    /// </summary>
    public static double KinkDistance(TextbookNetwork network, double[] x, double[] t)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(t);
        (double[][] a, double[][] z) = network.Forward(x);
        double nearest = double.PositiveInfinity;
        for (int l = 0; l < a.Length; l++)
        {
            if (network.Layers[l].Activation.HasKink)
                nearest = Math.Min(nearest, a[l].Min(Math.Abs));
        }
        for (int k = 0; k < t.Length; k++)
            nearest = Math.Min(nearest, TextbookErrors.KinkDistance(network.ErrorName, network.ErrorParameter, z[^1][k], t[k]));
        return nearest;
    }

    private static double Difference(TextbookNetwork network, double[] z, double[] a, double[] t, int layer, int i, int j)
    {
        double old = network.Layers[layer].Weights[i, j];
        double step = Step * Math.Max(1, Math.Abs(old));
        double up = old + step, down = old - step;
        // up − down instead of 2h: what was really added, after rounding.
        return (ErrorWith(network, z, a, t, layer, i, j, up) - ErrorWith(network, z, a, t, layer, i, j, down)) / (up - down);
    }

    /// <summary>E with w_ij of a layer set to a value: only a_j of that layer and the layers above it change.</summary>
    private static double ErrorWith(TextbookNetwork network, double[] z, double[] a, double[] t, int layer, int i, int j, double value)
    {
        double[,] w = network.Layers[layer].Weights;
        double sum = 0;
        for (int from = 1; from <= z.Length; from++)
            sum += (from == i ? value : w[from, j]) * z[from - 1];
        double[] changed = [.. a];
        changed[j] = sum + (i == 0 ? value : w[0, j]);
        ActivationFunction function = network.Layers[layer].Activation;
        for (int l = layer + 1; l < network.Layers.Count; l++)
        {
            changed = LectureFormulas.Activations(network.Layers[l].Weights, network.Layers[l].Read(TextbookActivations.Apply(function, changed)));
            function = network.Layers[l].Activation;
        }
        return TextbookErrors.Value(network.ErrorName, network.ErrorParameter, function, changed, t);
    }
}
