using Backprop.Numerics.Lanes;

namespace Backprop.Networks;

/// <summary>An error that is a sum over the outputs, E_n = Σ_k e(r_k) of the residuals r_k = y_k − t_k.</summary>
public abstract record ElementwiseError : ErrorFunction
{
    private protected ElementwiseError(string name, double? parameter = null) : base(name, parameter) { }

    internal sealed override bool FromActivations => false;

    /// <summary>e(r) and its derivative e'(r).</summary>
    private protected abstract (double Error, float Slope) Residual(float r);

    private protected sealed override double Row(VectorWidth width, ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, Span<float> deltas)
    {
        double sum = 0;
        for (int k = 0; k < outputs.Length; k++)
        {
            var (error, slope) = Residual(outputs[k] - targets[k]);
            sum += error;
            if (!deltas.IsEmpty)
                deltas[k] = slope;
        }
        return sum;
    }
}

internal sealed record SumOfSquares() : ElementwiseError("sum-of-squares")
{
    private protected override (double Error, float Slope) Residual(float r) => (0.5 * ((double)r * r), r);
}

internal sealed record Absolute() : ElementwiseError("absolute")
{
    private protected override (double Error, float Slope) Residual(float r) => (Math.Abs(r), r > 0 ? 1 : r < 0 ? -1 : r);
}

internal sealed record Huber(double Delta) : ElementwiseError("huber", Delta)
{
    private readonly float delta = (float)Delta;

    private protected override (double Error, float Slope) Residual(float r) =>
        r > delta ? (Delta * (r - 0.5 * Delta), delta)
        : r < -delta ? (Delta * (-r - 0.5 * Delta), -delta)
        : (0.5 * ((double)r * r), r);
}

internal sealed record Quantile(double Q) : ElementwiseError("quantile", Q)
{
    private readonly float above = (float)(1 - Q), below = (float)-Q;

    // r = y − t here: an output above its target costs 1 − q, one below q.
    private protected override (double Error, float Slope) Residual(float r) =>
        r > 0 ? ((1 - Q) * r, above) : r < 0 ? (-Q * r, below) : (Math.Abs(r), r);
}
