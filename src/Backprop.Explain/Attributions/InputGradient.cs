using Backprop.Networks;
using Backprop.Textbook;

namespace Backprop.Explain.Attributions;

/// <summary>How an output changes with the inputs: ∂y_k/∂x_i, by backpropagation from the output to the inputs.</summary>
internal static class InputGradient
{
    /// <summary>y_k and its D derivatives at x.</summary>
    public static (double Output, double[] Gradient) Of(TextbookNetwork network, double[] x, int output)
    {
        (double[][] a, double[][] z) = network.Forward(x);
        IReadOnlyList<TextbookLayer> layers = network.Layers;
        double[] delta = OutputSlopes(layers[^1].Activation, a[^1], z[^1], output);
        for (int l = layers.Count - 2; l >= 0; l--)
            delta = LectureFormulas.HiddenDeltas(layers[l].Activation, a[l], layers[l + 1].Weights, delta);
        var gradient = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
            for (int j = 0; j < delta.Length; j++)
                gradient[i] += layers[0].Weights[i + 1, j] * delta[j];
        return (z[^1][output], gradient);
    }

    /// <summary>∂y_k/∂a_l of one output k: y_k(δ_kl − y_l) for softmax, else σ'(a_k) for l = k and 0 for the others.</summary>
    private static double[] OutputSlopes(ActivationFunction function, double[] a, double[] y, int k)
    {
        var slopes = new double[a.Length];
        for (int l = 0; l < a.Length; l++)
        {
            slopes[l] = function.Name == "softmax" ? y[k] * ((l == k ? 1 : 0) - y[l])
                : l == k ? TextbookActivations.Evaluate(function, a[k]).Slope : 0;
        }
        return slopes;
    }
}
