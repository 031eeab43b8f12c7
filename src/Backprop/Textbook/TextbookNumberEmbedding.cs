using Backprop.Layers;
using Backprop.Numerics.Functions;

namespace Backprop.Textbook;

/// <summary>Numbers as sums of learned waves: e_j = Σ_f v_jf cos(2π w_f x + b_f) + c_j, and x itself; other inputs pass unchanged.</summary>
/// <param name="layer">Which inputs are embedded.</param>
/// <param name="waves">w of all numbers, then b, then v: rows of F frequencies.</param>
/// <param name="biases">c: a row for each number.</param>
internal sealed class TextbookNumberEmbedding(NumberEmbeddingLayer layer, double[,] waves, double[,] biases) : TextbookTransform
{
    private readonly int count = layer.Numbers.Count, frequencies = waves.GetLength(1), sums = biases.GetLength(1);

    /// <inheritdoc/>
    public override IReadOnlyList<double[,]> Parameters { get; } = [waves, biases];

    /// <inheritdoc/>
    public override int Inputs => layer.Inputs;

    /// <inheritdoc/>
    public override int OutputsOf(int input) => layer.OutputsOf(input);

    /// <inheritdoc/>
    public override double[] Forward(double[] x)
    {
        var z = new double[layer.Units];
        for (int i = 0; i < x.Length; i++)
            z[layer.FirstOutput(i) + layer.OutputsOf(i) - 1] = x[i];
        for (int k = 0; k < count; k++)
        {
            int input = layer.Numbers[k], first = layer.FirstOutput(input);
            for (int j = 0; j < sums; j++)
            {
                for (int f = 0; f < frequencies; f++)
                    z[first + j] += V(k, j, f) * Elementary.CosPi(HalfTurns(k, f, x[input]));
                z[first + j] += biases[k, j];
            }
        }
        return z;
    }

    /// <summary>∂E/∂x = ∂E/∂z of x itself + Σ_f 2π w_f s_f, s_f = −sin(2π w_f x + b_f) Σ_j v_jf ∂E/∂e_j.</summary>
    public override double[] Backward(double[] x, double[] delta)
    {
        double[] below = [.. x.Select((_, i) => delta[layer.FirstOutput(i) + layer.OutputsOf(i) - 1])];
        for (int k = 0; k < count; k++)
            for (int f = 0; f < frequencies; f++)
                below[layer.Numbers[k]] += 2 * Math.PI * waves[k, f] * Slope(x, delta, k, f);
        return below;
    }

    /// <summary>∂E/∂w_f = 2π x s_f, ∂E/∂b_f = s_f, ∂E/∂v_jf = cos(2π w_f x + b_f) ∂E/∂e_j, ∂E/∂c_j = ∂E/∂e_j.</summary>
    public override IReadOnlyList<double[,]> Derivatives(double[] x, double[] delta)
    {
        double[,] ofWaves = new double[waves.GetLength(0), frequencies], ofBiases = new double[count, sums];
        for (int k = 0; k < count; k++)
        {
            double number = x[layer.Numbers[k]];
            int first = layer.FirstOutput(layer.Numbers[k]);
            for (int f = 0; f < frequencies; f++)
            {
                double slope = Slope(x, delta, k, f);
                ofWaves[k, f] = 2 * Math.PI * number * slope;
                ofWaves[count + k, f] = slope;
                for (int j = 0; j < sums; j++)
                    ofWaves[2 * count + sums * k + j, f] = Elementary.CosPi(HalfTurns(k, f, number)) * delta[first + j];
            }
            for (int j = 0; j < sums; j++)
                ofBiases[k, j] = delta[first + j];
        }
        return [ofWaves, ofBiases];
    }

    private double V(int number, int sum, int frequency) => waves[2 * count + sums * number + sum, frequency];

    private double HalfTurns(int number, int frequency, double x) => 2 * waves[number, frequency] * x + waves[count + number, frequency] / Math.PI;

    private double Slope(double[] x, double[] delta, int number, int frequency)
    {
        int input = layer.Numbers[number], first = layer.FirstOutput(input);
        double back = 0;
        for (int j = 0; j < sums; j++)
            back += V(number, j, frequency) * delta[first + j];
        // sin(πt) = cos(π(t − ½)).
        return -Elementary.CosPi(HalfTurns(number, frequency, x[input]) - 0.5) * back;
    }
}
