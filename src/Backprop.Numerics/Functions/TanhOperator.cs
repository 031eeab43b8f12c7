using System.Runtime.CompilerServices;
using Backprop.Numerics.Lanes;

namespace Backprop.Numerics.Functions;

/// <summary>h(a) = tanh(a) = m/(m + 2) with m = exp(2a) − 1, h' = 1 − z².</summary>
internal readonly struct TanhOperator : IValueSlopeOperator
{
    public static bool InDoubles => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Value<V>(V a)
        where V : struct, ILanes<V>
    {
        V m = ExpFormula.ExpMinus1(a + a);
        return m / (m + V.Broadcast(2));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Slope<V>(V z)
        where V : struct, ILanes<V> =>
        V.FusedMultiplyAdd(-z, z, V.Broadcast(1));
}
