using System.Runtime.CompilerServices;
using Backprop.Numerics.Lanes;

namespace Backprop.Numerics.Functions;

/// <summary>
/// The softmax y_k = exp(a_k)/Σ_j exp(a_j) over one row of K activations, by the logarithm of the sum: ln Σ exp(a_j) =
/// max + ln Σ exp(a_j − max), in double precision, so that no activation is too large. The sum has sixteen fixed lanes and one fixed tree.
/// </summary>
internal static unsafe class Softmax
{
    /// <summary>
    /// ln Σ exp(a_k) in double precision: the cross-entropy of class k is this minus a_k. NaN where an activation is NaN or +∞, or all are
    /// −∞; −∞ where there is none.
    /// </summary>
    /// <param name="width">The vector width to compute with.</param>
    /// <param name="a">The K activations of one row.</param>
    public static double LogSumExp(VectorWidth width, ReadOnlySpan<float> a)
    {
        float max = float.NegativeInfinity;
        foreach (float value in a)
            max = value > max ? value : max;
        return a.IsEmpty ? double.NegativeInfinity : max + Elementary.Log(FixedSum.Of(width, new ExpTerm(max), a));
    }

    /// <summary>y = softmax(a). Where an activation is NaN or +∞, all K are NaN.</summary>
    /// <param name="width">The vector width to compute with.</param>
    /// <param name="a">The K activations of one row.</param>
    /// <param name="y">Gets the K probabilities; may be <paramref name="a"/> itself.</param>
    /// <returns>ln Σ exp(a_k), as <see cref="LogSumExp"/> gives it.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double Apply(VectorWidth width, ReadOnlySpan<float> a, Span<float> y)
    {
        if (a.Length != y.Length)
            throw new ArgumentException($"There are {a.Length} activations but space for {y.Length} outputs.", nameof(y));
        double logSum = LogSumExp(width, a);
        fixed (float* source = a, destination = y)
            LaneLoop.Doubles(width, new ValueBody<ExpOfDifference>(new ExpOfDifference(logSum), source, destination), a.Length);
        return logSum;
    }

    private readonly struct ExpTerm(float max) : ITerm
    {
        /// <summary>exp(−∞) counts as 10⁻³⁰⁸, which is lost beside the 1 of the largest activation.</summary>
        public float Padding => float.NegativeInfinity;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Add<V>(V x, V total)
            where V : struct, ILanes<V> =>
            total + ExpFormula.Exp(x - V.Broadcast(max));
    }

    private readonly struct ExpOfDifference(double logSum) : IElementOperator
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Value<V>(V a)
            where V : struct, ILanes<V> =>
            ExpFormula.Exp(a - V.Broadcast(logSum));
    }
}
