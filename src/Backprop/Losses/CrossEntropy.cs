using System.Globalization;
using Backprop.Layers;
using Backprop.Numerics.Buffers;
using Backprop.Numerics.Functions;
using Backprop.Numerics.Lanes;

namespace Backprop.Losses;

/// <summary>
/// E_n = −Σ_k t′_k ln y_k with softmax outputs, or −t′ ln y − (1 − t′) ln(1 − y) with one sigmoid output, computed from the activations:
/// ln y_k = a_k − ln Σ exp(a), and ln y = −softplus(−a). The targets are smoothed, t′_k = (1 − ε)t_k + ε/K, where ε is not 0 (Szegedy et al. 2016, "Rethinking the
/// Inception Architecture for Computer Vision", section 7); one output stands for K = 2 classes. The deltas are y − t′.
/// </summary>
/// <param name="Smoothing">ε, from 0 to below 1.</param>
internal sealed record CrossEntropy(double Smoothing = 0) : ErrorFunction("cross-entropy", Smoothing == 0 ? null : Smoothing)
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

    internal override string ParameterRange => "ε of cross-entropy must be from 0 to below 1";

    private protected override ErrorFunction? With(double parameter) => parameter == 0 ? ErrorFunction.CrossEntropy : parameter > 0 && parameter < 1 ? new CrossEntropy(parameter) : null;

    // The true class with a thousandth of an even share, and the others with even shares of the rest.
    internal override double? MaxOfRow(int outputs)
    {
        int classes = Math.Max(2, outputs);
        double most = Elementary.Log(1000.0 * classes);
        if (Smoothing == 0)
            return most;
        double others = Smoothing / classes, share = (1 - 1 / (1000.0 * classes)) / (classes - 1), certain = 1 - Smoothing + others;
        return certain * (most + Elementary.Log(certain)) + (classes - 1) * others * Elementary.Log(others / share);
    }

    // At y = t′: the entropy of the smoothed targets. Without smoothing, targets are taken for those of classes.
    internal override double MinOfRow(ReadOnlySpan<float> targets)
    {
        if (Smoothing == 0)
            return 0;
        var smoothed = Smoothed.Of(Smoothing, targets.Length);
        double least = 0;
        foreach (float target in targets)
        {
            double t = smoothed.Target(target);
            least -= TimesLog(t) + (targets.Length == 1 ? TimesLog(1 - t) : 0);
        }
        return least;
    }

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

    internal override BatchError Over(ErrorPlace place) => Smoothing == 0
        ? new BatchError<Formula<Given>>(default, place)
        : new BatchError<Formula<Smoothed>>(new(Smoothed.Of(Smoothing, place.Outputs.Columns)), place);

    private static double TimesLog(double t) => t == 0 ? 0 : t * Elementary.Log(t);

    private interface ILearned
    {
        /// <summary>t′ of a target t.</summary>
        float Target(float target);
    }

    private readonly struct Given : ILearned
    {
        public float Target(float target) => target;
    }

    private readonly struct Smoothed(double kept, double share) : ILearned
    {
        public static Smoothed Of(double smoothing, int outputs) => new(1 - smoothing, smoothing / Math.Max(2, outputs));

        public float Target(float target) => (float)(kept * target + share);
    }

    private readonly struct Formula<TLearned>(TLearned learned) : IRowError where TLearned : struct, ILearned
    {
        public double Row(VectorWidth width, ReadOnlySpan<float> a, ReadOnlySpan<float> t, Span<float> deltas)
        {
            if (a.Length == 1)
            {
                if (!deltas.IsEmpty)
                {
                    ElementFunctions.Sigmoid.Apply(width, a, deltas);
                    deltas[0] -= learned.Target(t[0]);
                }
                return Elementary.Softplus(a[0]) - (double)learned.Target(t[0]) * a[0];
            }
            double logSumExp = deltas.IsEmpty ? Softmax.LogSumExp(width, a) : Softmax.Apply(width, a, deltas), error = 0;
            for (int k = 0; k < a.Length; k++)
            {
                float target = learned.Target(t[k]);
                if (target != 0)
                    error += target * (logSumExp - a[k]);
            }
            for (int k = 0; k < deltas.Length; k++)
                deltas[k] -= learned.Target(t[k]);
            return error;
        }
    }
}
