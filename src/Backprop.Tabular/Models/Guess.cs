using Backprop.Layers;
using Backprop.Losses;
using Backprop.Networks;
using Backprop.Numerics.Functions;
using Backprop.Tabular.Encoders;

namespace Backprop.Tabular.Models;

/// <summary>The model that ignores the inputs: what is left where nothing can be learned from them.</summary>
internal static class Guess
{
    /// <summary>The smallest share of a class: smaller ones count as this, since ln 0 is not finite.</summary>
    private const double LeastShare = 1e-6;

    /// <summary>
    /// Whether predictions are better than guesses by more than chance explains: by more than one standard error of the mean gain; or by any, where the rows that gain are more than
    /// half by two standard errors, since a few far targets can make the error of a mean as large as one likes.
    /// </summary>
    /// <param name="gains">Of each row, by how much the loss of its prediction is smaller than that of a guess.</param>
    /// <param name="weights">Weights of the rows; none: every row counts 1.</param>
    public static bool IsBeaten(ReadOnlySpan<double> gains, ReadOnlySpan<double> weights)
    {
        double sum = 0, weight = 0, better = 0, squares = 0, weightSquares = 0;
        for (int n = 0; n < gains.Length; n++)
        {
            double w = weights.IsEmpty ? 1 : weights[n];
            sum += w * gains[n];
            weight += w;
            weightSquares += w * w;
            better += gains[n] > 0 ? w : 0;
        }
        if (!(weight > 0))
            return true;
        double mean = sum / weight;
        for (int n = 0; n < gains.Length; n++)
        {
            double off = (weights.IsEmpty ? 1 : weights[n]) * (gains[n] - mean);
            squares += off * off;
        }
        return mean > Math.Sqrt(squares) / weight || (mean > 0 && better / weight - 0.5 > Math.Sqrt(weightSquares) / weight);
    }

    /// <summary>Whether the shares of classes, or the mean, are what a network with its error function would best predict without inputs, and it can be made to: not for medians and quantiles.</summary>
    public static bool IsPossible(Network network) => network.DenseLayers[^1].Activation is var h
        && (h == ActivationFunction.Identity ? network.Error == ErrorFunction.SumOfSquares : network.Error.HasProbabilities && (h == ActivationFunction.Softmax || h == ActivationFunction.Sigmoid));

    /// <summary>Makes a network guess: its last weights become 0, and its last biases give the shares of the classes, or the means of the numbers.</summary>
    /// <param name="network">The network.</param>
    /// <param name="encoding">The encoding of the targets.</param>
    /// <param name="baseline">The shares of the classes, or the means of the targets in their units.</param>
    public static void Make(Network network, ModelEncoding encoding, ReadOnlySpan<double> baseline)
    {
        var weights = network.DenseLayers[^1].Weights;
        float[] row = new float[weights.Units];
        for (int i = 1; i <= weights.Inputs; i++)
            weights.CopyRowFrom(i, row);
        for (int k = 0; k < row.Length; k++)
        {
            row[k] = (float)(encoding.Numbers is { } numbers ? (baseline[k] - numbers.Scales[k].Mean) / numbers.Scales[k].Deviation
                : row.Length == 1 ? Log(baseline[1]) - Log(baseline[0]) : Log(baseline[k]));
        }
        weights.CopyRowFrom(0, row);
    }

    private static double Log(double share) => Elementary.Log(Math.Max(LeastShare, share));
}
