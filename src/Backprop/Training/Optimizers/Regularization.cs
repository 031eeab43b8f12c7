using System.Runtime.CompilerServices;
using Backprop.Numerics.Lanes;
using Backprop.Numerics.Updates;

namespace Backprop.Training.Optimizers;

/// <summary>What happens to a gradient and its weight before the optimizer: g ← c·g + λ₂w + λ₁·sign(w), w ← w·shrink.</summary>
/// <param name="Clip">c: 1, or what shortens the gradient to its largest norm.</param>
/// <param name="L2">λ₂ of the decay in the gradient.</param>
/// <param name="L1">λ₁.</param>
/// <param name="Shrink">1 − ηλ of the decoupled decay, else 1.</param>
internal readonly record struct Regularization(float Clip, float L2, float L1, float Shrink)
{
    public static Regularization None { get; } = new(1, 0, 0, 1);

    public bool IsNone => this == None;
}

/// <summary>A rule behind a regularization.</summary>
internal readonly struct RegularizedRule<TRule>(TRule rule, Regularization regularization) : IUpdateRule where TRule : struct, IUpdateRule
{
    public static int StateCount => TRule.StateCount;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update<V>(ref V weight, V gradient, ref V first, ref V second) where V : struct, ILanes<V>
    {
        V zero = default, l1 = V.Broadcast(regularization.L1);
        var penalty = V.Select(V.GreaterThan(weight, zero), l1, V.Select(V.GreaterThan(zero, weight), -l1, zero));
        gradient = V.FusedMultiplyAdd(V.Broadcast(regularization.L2), weight, V.FusedMultiplyAdd(V.Broadcast(regularization.Clip), gradient, penalty));
        weight *= V.Broadcast(regularization.Shrink);
        rule.Update(ref weight, gradient, ref first, ref second);
    }
}
