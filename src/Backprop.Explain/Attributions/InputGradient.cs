using Backprop.Layers;
using Backprop.Networks;
using Backprop.Textbook;

namespace Backprop.Explain.Attributions;

/// <summary>How an output changes with the activations of the first layer, and with the inputs: backpropagation from one output.</summary>
internal static class InputGradient
{
    /// <summary>y_k and its M slopes ∂y_k/∂a_j by the activations a of the first layer.</summary>
    public static (double Output, double[] Slopes) ByFirstActivations(TextbookNetwork network, double[] a, int output)
    {
        IReadOnlyList<TextbookLayer> layers = network.Layers;
        var activations = new double[layers.Count][];
        activations[0] = a;
        double[] z = TextbookActivations.Apply(layers[0].Activation, a);
        for (int l = 1; l < layers.Count; l++)
        {
            activations[l] = LectureFormulas.Activations(layers[l].Weights, layers[l].Read(z));
            z = TextbookActivations.Apply(layers[l].Activation, activations[l]);
        }
        double[] delta = OutputSlopes(layers[^1].Activation, activations[^1], z, output);
        for (int l = layers.Count - 2; l >= 0; l--)
            delta = network.HiddenDeltas(l, activations[l], delta);
        return (z[output], delta);
    }

    /// <summary>∂y_k/∂x_i = Σ_j w_ij ∂y_k/∂a_j: D numbers from the M slopes.</summary>
    public static double[] ByInputs(TextbookNetwork network, double[] slopes)
    {
        double[,] w = network.Layers[0].Weights;
        var gradient = new double[network.Layers[0].Inputs];
        for (int i = 0; i < gradient.Length; i++)
            for (int j = 0; j < slopes.Length; j++)
                gradient[i] += w[i + 1, j] * slopes[j];
        return gradient;
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
