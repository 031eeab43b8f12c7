namespace Backprop.Textbook;

/// <summary>A factor for each input: z_i = s_i x_i.</summary>
/// <param name="scale">1×D factors s.</param>
internal sealed class TextbookScale(double[,] scale) : TextbookTransform
{
    /// <inheritdoc/>
    public override IReadOnlyList<double[,]> Parameters { get; } = [scale];

    /// <inheritdoc/>
    public override int Inputs => scale.GetLength(1);

    /// <inheritdoc/>
    public override int OutputsOf(int input) => 1;

    /// <inheritdoc/>
    public override double[] Forward(double[] x) => [.. x.Select((value, i) => scale[0, i] * value)];

    /// <summary>∂E/∂x_i = s_i ∂E/∂z_i.</summary>
    public override double[] Backward(double[] x, double[] delta) => [.. delta.Select((d, i) => scale[0, i] * d)];

    /// <summary>∂E/∂s_i = x_i ∂E/∂z_i.</summary>
    public override IReadOnlyList<double[,]> Derivatives(double[] x, double[] delta)
    {
        var gradient = new double[1, x.Length];
        for (int i = 0; i < x.Length; i++)
            gradient[0, i] = x[i] * delta[i];
        return [gradient];
    }
}
