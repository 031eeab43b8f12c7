using Backprop.Layers;
using Backprop.Losses;

namespace Backprop.Networks;

/// <summary>The options of a new <see cref="Network"/>, besides its sizes.</summary>
public sealed record NetworkOptions
{
    /// <summary>h, the function of every hidden unit. Default: relu.</summary>
    public ActivationFunction Activation { get; init; } = ActivationFunction.Relu;

    /// <summary>
    /// σ, the function of the output units. Default (null): what the error function asks for; softmax, or sigmoid for one output, under
    /// cross-entropy, exponential under poisson, else identity.
    /// </summary>
    public ActivationFunction? OutputActivation { get; init; }

    /// <summary>E, the error that training makes small. Default: sum-of-squares.</summary>
    public ErrorFunction Error { get; init; } = ErrorFunction.SumOfSquares;

    /// <summary>How the weights begin. Default (null): for each layer the one of its function, <see cref="ActivationFunction.Initializer"/>.</summary>
    public Initializer? Initializer { get; init; }

    /// <summary>The share of hidden units left out at random in each training step, from 0 to below 1. Default: 0, none.</summary>
    public double Dropout { get; init; }

    /// <summary>Whether each input has a learned factor, a <see cref="ScaleLayer"/> before the first dense layer. Default: false.</summary>
    public bool InputScale { get; init; }

    /// <summary>
    /// Inputs that are codes of categories, in ascending order: for each of their codes the network learns a vector, in an <see cref="EmbeddingLayer"/> before all others.
    /// Default: none, every input is a number.
    /// </summary>
    public IReadOnlyList<CodedInput> Codes { get; init; } = [];

    /// <summary>The length of the vectors of <see cref="Codes"/>, from 1 to 1024. Default: 8.</summary>
    public int EmbeddingSize { get; init; } = 8;

    /// <summary>
    /// Inputs, from 0 in ascending order, that become sums of learned waves beside themselves, in a <see cref="NumberEmbeddingLayer"/> before the first dense layer. Not those
    /// that are <see cref="Codes"/>. Default: none.
    /// </summary>
    public IReadOnlyList<int> EmbeddedNumbers { get; init; } = [];

    /// <summary>The standard deviation of the waves' new frequencies, above 0: in an input's unit, how many turns a wave makes. Default: 0.1.</summary>
    public double FrequencySpread { get; init; } = NumberEmbeddingLayer.DefaultSpread;

    /// <summary>The seed of the weights. Default: 1.</summary>
    public ulong Seed { get; init; } = 1;
}
