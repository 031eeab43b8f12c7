using System.Runtime.CompilerServices;
using Backprop.Numerics.Lanes;

namespace Backprop.Numerics.Functions;

/// <summary>h(a) = ln(1 + exp(a)) = max(a, 0) + ln(1 + exp(−|a|)), h' = 1/(1 + exp(−a)).</summary>
internal readonly struct SoftplusOperator : IStoredSlopeOperator
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Value<V>(V a)
        where V : struct, ILanes<V> =>
        ReluOf(a) + LogFormula.LogOf1Plus(ExpFormula.Exp(-V.Abs(a)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Value<V>(V a, out V slope)
        where V : struct, ILanes<V>
    {
        V u = ExpFormula.Exp(-V.Abs(a));
        slope = V.Select(V.GreaterThan(a, V.Broadcast(0)), V.Broadcast(1), u) / (V.Broadcast(1) + u);
        return ReluOf(a) + LogFormula.LogOf1Plus(u);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ReluOf<V>(V a)
        where V : struct, ILanes<V> =>
        V.Max(V.Broadcast(0), a);
}
