namespace Backprop.Textbook;

/// <summary>
/// A layer that is not dense, as a dense layer has it before its weights: what it makes of its inputs, forward beside backward, in double precision. The lecture
/// has none of these; a new kind of layer is one more class here, and a case of <see cref="TextbookConversion"/>.
/// </summary>
internal abstract class TextbookTransform
{
    /// <summary>Its parameters, in the blocks, rows and columns of the layer's own.</summary>
    public abstract IReadOnlyList<double[,]> Parameters { get; }

    /// <summary>D, the number of inputs.</summary>
    public abstract int Inputs { get; }

    /// <summary>How many numbers it makes of an input, from 0; those of input 0 come first.</summary>
    public abstract int OutputsOf(int input);

    /// <summary>z of D inputs.</summary>
    public abstract double[] Forward(double[] x);

    /// <summary>∂E/∂x from ∂E/∂z.</summary>
    public abstract double[] Backward(double[] x, double[] delta);

    /// <summary>∂E/∂w of its parameters from ∂E/∂z.</summary>
    public abstract IReadOnlyList<double[,]> Derivatives(double[] x, double[] delta);
}
