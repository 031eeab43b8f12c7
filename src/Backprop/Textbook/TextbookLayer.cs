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

    /// <summary>Layers that are not dense between the layer below, or the inputs, and these weights; none in the lecture.</summary>
    internal IReadOnlyList<TextbookTransform> Before { get; init; } = [];

    /// <summary>D, the number of inputs without the constant x₀ = 1.</summary>
    public int Inputs => Weights.GetLength(0) - 1;

    /// <summary>The number of units of the layer below, or of the network's inputs.</summary>
    internal int InputsBelow => Before.Count > 0 ? Before[0].Inputs : Inputs;

    /// <summary>M, the number of units.</summary>
    public int Units => Weights.GetLength(1);

    /// <summary>The D numbers that the weights meet, from the z of the layer below or the inputs x.</summary>
    internal double[] Read(double[] below)
    {
        foreach (var transform in Before)
            below = transform.Forward(below);
        return below;
    }

    /// <summary>How many of the D numbers come from a number of the layer below, or an input; those of the first, 0, come first.</summary>
    internal int OutputsOf(int below)
    {
        (int first, int count) = (below, 1);
        foreach (var transform in Before)
        {
            int next = Enumerable.Range(0, first).Sum(transform.OutputsOf);
            (first, count) = (next, Enumerable.Range(first, count).Sum(transform.OutputsOf));
        }
        return count;
    }

    /// <summary>∂E/∂z of the layer below: Σ_j w_ij δ_j, and back through what is before the weights.</summary>
    /// <param name="below">The z of the layer below.</param>
    /// <param name="delta">M deltas.</param>
    internal double[] Backward(double[] below, double[] delta)
    {
        var inputs = new double[Before.Count][];
        for (int b = 0; b < inputs.Length; b++)
            inputs[b] = b == 0 ? below : Before[b - 1].Forward(inputs[b - 1]);
        double[] errors = LectureFormulas.Errors(Weights, delta);
        for (int b = inputs.Length - 1; b >= 0; b--)
            errors = Before[b].Backward(inputs[b], errors);
        return errors;
    }
}
