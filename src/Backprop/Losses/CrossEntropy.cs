using System.Globalization;
using Backprop.Layers;
using Backprop.Numerics.Buffers;
using Backprop.Numerics.Functions;
using Backprop.Numerics.Lanes;

namespace Backprop.Losses;

/// <summary>
/// E_n = −Σ_k t_k ln y_k with softmax outputs, or −t ln y − (1 − t) ln(1 − y) with one sigmoid output, computed from the activations:
/// ln y_k = a_k − ln Σ exp(a), and ln y = −softplus(−a).
/// </summary>
internal sealed record CrossEntropy() : ErrorFunction("cross-entropy")
{
    private const double SumTolerance = 1e-3;

    internal override bool FromActivations => true;

    public override bool TakesScaledTargets => false;

    public override bool HasProbabilities => true;

    public override bool Fits(ActivationFunction output, int outputs)
    {
        ArgumentNullException.ThrowIfNull(output);
        return outputs == 1 ? output == ActivationFunction.Sigmoid : output == ActivationFunction.Softmax;
    }

    // The true class with a thousandth of an even share.
    internal override double? MaxOfRow(int outputs) => Elementary.Log(1000.0 * Math.Max(2, outputs));

    internal override string? WhyNotTargets(ReadOnlySpan<float> targets)
    {
        if (WhyNotWithin(targets, 0, 1, "probabilities from 0 to 1") is { } problem)
            return problem;
        double sum = 0;
        foreach (float target in targets)
            sum += target;
        return targets.Length > 1 && Math.Abs(sum - 1) > SumTolerance
            ? string.Create(CultureInfo.InvariantCulture, $"sum to {sum:G4}, but cross-entropy over {targets.Length} outputs needs probabilities that sum to 1") : null;
    }

    internal override BatchError Over(ErrorPlace place) => new BatchError<Formula>(default, place);

    private readonly struct Formula : IRowError
    {
        public double Row(VectorWidth width, ReadOnlySpan<float> a, ReadOnlySpan<float> t, Span<float> deltas)
        {
            if (a.Length == 1)
            {
                if (!deltas.IsEmpty)
                {
                    ElementFunctions.Sigmoid.Apply(width, a, deltas);
                    deltas[0] -= t[0];
                }
                return Elementary.Softplus(a[0]) - (double)t[0] * a[0];
            }
            double logSumExp = deltas.IsEmpty ? Softmax.LogSumExp(width, a) : Softmax.Apply(width, a, deltas), error = 0;
            for (int k = 0; k < a.Length; k++)
                if (t[k] != 0)
                    error += t[k] * (logSumExp - a[k]);
            for (int k = 0; k < deltas.Length; k++)
                deltas[k] -= t[k];
            return error;
        }
    }
}
