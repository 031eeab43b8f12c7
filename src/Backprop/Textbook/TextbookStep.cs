using Backprop.Layers;
using Backprop.Networks;

namespace Backprop.Textbook;

/// <summary>Every number of one step of the algorithm on one row.</summary>
/// <param name="Inputs">D inputs x.</param>
/// <param name="Targets">K targets t.</param>
/// <param name="LearningRate">η.</param>
/// <param name="Error">E of the row, with the old weights.</param>
/// <param name="Layers">What happened in each of the L layers, from the inputs to the outputs.</param>
/// <param name="Updated">The network with the updated weights.</param>
public sealed record TextbookStep(
    double[] Inputs, double[] Targets, double LearningRate, double Error, IReadOnlyList<TextbookLayerStep> Layers, TextbookNetwork Updated)
{
    /// <summary>K outputs y, with the old weights.</summary>
    public double[] Outputs => Layers[^1].Z;

    /// <summary>What goes into a layer (counted from 0): the inputs x, or the z of the layer before.</summary>
    public double[] InputsOf(int layer) => layer == 0 ? Inputs : Layers[layer - 1].Z;
}

/// <summary>One layer's part of a step: D inputs, M units.</summary>
/// <param name="Activation">The function of the units.</param>
/// <param name="A">M activations a_j = Σ_i w_ij z_i + w_0j.</param>
/// <param name="Z">M units z_j = h(a_j); the outputs y in the last layer.</param>
/// <param name="Delta">M deltas δ_j = ∂E/∂a_j.</param>
/// <param name="Weights">(D + 1)×M old weights, row 0 the biases.</param>
/// <param name="Gradient">(D + 1)×M derivatives ∂E/∂w_ij = δ_j z_i.</param>
/// <param name="Updated">(D + 1)×M new weights w − η ∂E/∂w.</param>
public sealed record TextbookLayerStep(
    ActivationFunction Activation, double[] A, double[] Z, double[] Delta, double[,] Weights, double[,] Gradient, double[,] Updated);
