using Backprop.Layers;
using Backprop.Numerics.Buffers;
using Backprop.Numerics.Functions;
using Backprop.Numerics.Lanes;

namespace Backprop.Losses;

/// <summary>E_n = Σ_k y_k − t_k ln y_k with y = exp(a), computed from the activations: exp(a_k) − t_k a_k; the deltas are y − t.</summary>
internal sealed record Poisson() : ErrorFunction("poisson")
{
    internal override bool FromActivations => true;

    public override bool TakesScaledTargets => false;

    public override bool TakesClasses => false;

    public override bool Fits(ActivationFunction output, int outputs)
    {
        ArgumentNullException.ThrowIfNull(output);
        return output == ActivationFunction.Exponential;
    }

    internal override string? WhyNotTargets(ReadOnlySpan<float> targets) => WhyNotWithin(targets, 0, float.MaxValue, "counts or rates from 0");

    // At y = t.
    internal override double MinOfRow(ReadOnlySpan<float> targets)
    {
        double least = 0;
        foreach (float target in targets)
            if (target > 0)
                least += target - target * Elementary.Log(target);
        return least;
    }

    internal override BatchError Over(ErrorPlace place) => new BatchError<Formula>(default, place);

    private readonly struct Formula : IRowError
    {
        public double Row(VectorWidth width, ReadOnlySpan<float> a, ReadOnlySpan<float> t, Span<float> deltas)
        {
            double error = 0;
            for (int k = 0; k < a.Length; k++)
            {
                double y = Elementary.Exp(a[k]);
                error += y - (double)t[k] * a[k];
                if (deltas.IsEmpty)
                    continue;
                deltas[k] = (float)y - t[k];
                // Double precision still holds where single precision overflows (a above 88.7): the error shows it before the delta reaches the weights.
                if (!float.IsFinite(deltas[k]))
                    error = double.PositiveInfinity;
            }
            return error;
        }
    }
}
