using Backprop.Layers;
using Backprop.Networks;

namespace Backprop.Textbook;

/// <summary>The formulas of the lecture, one plain loop each. In w[i, j] row 0 holds the biases, so i counts inputs from 1.</summary>
public static class LectureFormulas
{
    /// <summary>a_j = Σ_i w_ij z_i + w_0j, where z are the inputs x or the units of the layer before.</summary>
    public static double[] Activations(double[,] w, double[] z)
    {
        ArgumentNullException.ThrowIfNull(w);
        ArgumentNullException.ThrowIfNull(z);
        var a = new double[w.GetLength(1)];
        for (int j = 0; j < a.Length; j++)
            a[j] = Activation(w, z, j);
        return a;
    }

    /// <summary>a_j of unit j (counted from 0) alone.</summary>
    internal static double Activation(double[,] w, double[] z, int j)
    {
        double sum = 0;
        for (int i = 1; i <= z.Length; i++)
            sum += w[i, j] * z[i - 1];
        return sum + w[0, j];
    }

    /// <summary>δ_j = h'(a_j) Σ_k w_jk δ_k: the deltas of a hidden layer from those of the layer above and the weights between.</summary>
    /// <param name="h">Function of the hidden layer.</param>
    /// <param name="a">M activations of the hidden layer.</param>
    /// <param name="w">(M + 1)×K weights of the layer above.</param>
    /// <param name="delta">K deltas of the layer above.</param>
    public static double[] HiddenDeltas(ActivationFunction h, double[] a, double[,] w, double[] delta)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(w);
        ArgumentNullException.ThrowIfNull(delta);
        return HiddenDeltas(h, a, Errors(w, delta));
    }

    /// <summary>∂E/∂z_j = Σ_k w_jk δ_k: the errors that come back through (M + 1)×K weights.</summary>
    internal static double[] Errors(double[,] w, double[] delta)
    {
        var errors = new double[w.GetLength(0) - 1];
        for (int j = 0; j < errors.Length; j++)
            for (int k = 0; k < delta.Length; k++)
                errors[j] += w[j + 1, k] * delta[k];
        return errors;
    }

    /// <summary>δ_j = h'(a_j) ∂E/∂z_j.</summary>
    internal static double[] HiddenDeltas(ActivationFunction h, double[] a, double[] errors) =>
        [.. a.Select((activation, j) => TextbookActivations.Evaluate(h, activation).Slope * errors[j])];

    /// <summary>∂E/∂w_ij = δ_j z_i, with z_0 = 1 for the biases: (D + 1)×M numbers from M deltas and D inputs of the layer.</summary>
    public static double[,] Derivatives(double[] delta, double[] z)
    {
        ArgumentNullException.ThrowIfNull(delta);
        ArgumentNullException.ThrowIfNull(z);
        var gradient = new double[z.Length + 1, delta.Length];
        for (int i = 0; i <= z.Length; i++)
            for (int j = 0; j < delta.Length; j++)
                gradient[i, j] = delta[j] * (i == 0 ? 1 : z[i - 1]);
        return gradient;
    }

    /// <summary>w_new = w_old − η ∂E/∂w.</summary>
    public static double[,] Update(double[,] w, double[,] gradient, double learningRate)
    {
        ArgumentNullException.ThrowIfNull(w);
        ArgumentNullException.ThrowIfNull(gradient);
        var updated = new double[w.GetLength(0), w.GetLength(1)];
        for (int i = 0; i < w.GetLength(0); i++)
            for (int j = 0; j < w.GetLength(1); j++)
                updated[i, j] = w[i, j] - learningRate * gradient[i, j];
        return updated;
    }
}
