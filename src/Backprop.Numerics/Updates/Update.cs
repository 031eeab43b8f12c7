using System.Runtime.CompilerServices;
using Backprop.Numerics.Lanes;

namespace Backprop.Numerics.Updates;

/// <summary>Runs an optimizer's rule over all parameters of a slab.</summary>
internal static unsafe class Update
{
    /// <summary>Updates weights and states element by element; the result does not depend on the width or on how a slab is cut.</summary>
    /// <param name="width">The vector width to compute with.</param>
    /// <param name="rule">The optimizer's arithmetic with its scalars.</param>
    /// <param name="weights">The parameters; changed.</param>
    /// <param name="gradients">∂E/∂w, as many.</param>
    /// <param name="first">The first state, as many; empty where the rule keeps none.</param>
    /// <param name="second">The second state, as many; empty where the rule keeps fewer than two.</param>
    /// <exception cref="ArgumentException">A length differs from that of the weights, a state is missing or too many, or spans overlap.</exception>
    public static void Run<TRule>(
        VectorWidth width, TRule rule, Span<float> weights, ReadOnlySpan<float> gradients, Span<float> first, Span<float> second)
        where TRule : struct, IUpdateRule
    {
        Check(weights, gradients, weights.Length, nameof(gradients));
        Check(weights, first, TRule.StateCount > 0 ? weights.Length : 0, nameof(first));
        Check(weights, second, TRule.StateCount > 1 ? weights.Length : 0, nameof(second));
        if (first.Overlaps(second) || first.Overlaps(gradients) || second.Overlaps(gradients))
            throw new ArgumentException("States and gradients share memory.", nameof(first));
        fixed (float* w = weights, g = gradients, s = first, t = second)
            LaneLoop.Floats(width, new Body<TRule>(rule, w, g, s, t), weights.Length);
    }

    private static void Check(ReadOnlySpan<float> weights, ReadOnlySpan<float> other, int length, string name)
    {
        if (other.Length != length)
            throw new ArgumentException($"The span has {other.Length} elements, but this rule needs {length} for {weights.Length} weights.", name);
        if (other.Overlaps(weights))
            throw new ArgumentException("The span shares memory with the weights.", name);
    }

    private readonly struct Body<TRule>(TRule rule, float* weights, float* gradients, float* first, float* second) : ILaneBody
        where TRule : struct, IUpdateRule
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step<V>(int i)
            where V : struct, ILanes<V>
        {
            V weight = V.Load(weights + i);
            V s = TRule.StateCount > 0 ? V.Load(first + i) : default;
            V t = TRule.StateCount > 1 ? V.Load(second + i) : default;
            rule.Update(ref weight, V.Load(gradients + i), ref s, ref t);
            V.Store(weight, weights + i);
            if (TRule.StateCount > 0)
                V.Store(s, first + i);
            if (TRule.StateCount > 1)
                V.Store(t, second + i);
        }
    }
}
