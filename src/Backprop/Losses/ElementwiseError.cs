using System.Runtime.CompilerServices;
using Backprop.Numerics.Buffers;
using Backprop.Numerics.Lanes;

namespace Backprop.Losses;

/// <summary>One term e(r) of an error that is a sum over the outputs, and its derivative e'(r), r_k = y_k − t_k.</summary>
internal interface IResidual
{
    (double Error, float Slope) Of(float r);
}

/// <summary>An error that is a sum over the outputs, E_n = Σ_k e(r_k) of the residuals r_k = y_k − t_k.</summary>
internal readonly struct ElementwiseError<TResidual>(TResidual residual) : IRowError where TResidual : struct, IResidual
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Row(VectorWidth width, ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, Span<float> deltas)
    {
        double sum = 0;
        for (int k = 0; k < outputs.Length; k++)
        {
            var (error, slope) = residual.Of(outputs[k] - targets[k]);
            sum += error;
            if (!deltas.IsEmpty)
                deltas[k] = slope;
        }
        return sum;
    }
}

internal sealed record SquaredError() : ErrorFunction("sum-of-squares")
{
    internal override bool FromActivations => false;

    internal override BatchError Over(ErrorPlace place) => new BatchError<ElementwiseError<Residual>>(default, place);

    private readonly struct Residual : IResidual
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public (double Error, float Slope) Of(float r) => (0.5 * ((double)r * r), r);
    }
}

internal sealed record Absolute() : ErrorFunction("absolute")
{
    internal override bool FromActivations => false;

    internal override BatchError Over(ErrorPlace place) => new BatchError<ElementwiseError<Residual>>(default, place);

    private readonly struct Residual : IResidual
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public (double Error, float Slope) Of(float r) => (Math.Abs(r), r > 0 ? 1 : r < 0 ? -1 : r);
    }
}

internal sealed record Huber(double Delta) : ErrorFunction("huber", Delta)
{
    internal override bool FromActivations => false;

    internal override string ParameterRange => "δ of huber must be a positive number";

    private protected override ErrorFunction? With(double parameter) => (float)parameter > 0 && float.IsFinite((float)parameter) ? new Huber(parameter) : null;

    internal override BatchError Over(ErrorPlace place) => new BatchError<ElementwiseError<Residual>>(new(new Residual(Delta)), place);

    private readonly struct Residual(double bound) : IResidual
    {
        private readonly float delta = (float)bound;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public (double Error, float Slope) Of(float r) =>
            r > delta ? (bound * (r - 0.5 * bound), delta)
            : r < -delta ? (bound * (-r - 0.5 * bound), -delta)
            : (0.5 * ((double)r * r), r);
    }
}

internal sealed record Quantile(double Q) : ErrorFunction("quantile", Q)
{
    internal override bool FromActivations => false;

    public override bool TakesClasses => false;

    internal override string ParameterRange => "q of quantile must be between 0 and 1";

    private protected override ErrorFunction? With(double parameter) => (float)parameter > 0 && (float)(1 - parameter) > 0 ? new Quantile(parameter) : null;

    internal override BatchError Over(ErrorPlace place) => new BatchError<ElementwiseError<Residual>>(new(new Residual(Q)), place);

    // r = y − t here: an output above its target costs 1 − q, one below q.
    private readonly struct Residual(double q) : IResidual
    {
        private readonly float above = (float)(1 - q), below = (float)-q;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public (double Error, float Slope) Of(float r) =>
            r > 0 ? ((1 - q) * r, above) : r < 0 ? (-q * r, below) : (Math.Abs(r), r);
    }
}
