using System.Runtime.CompilerServices;
using Backprop.Numerics.Lanes;

namespace Backprop.Numerics.Functions;

/// <summary>h(a) = a/(1 + |a|), h' = (1 − |z|)².</summary>
internal readonly struct SoftsignOperator : IValueSlopeOperator
{
    public static bool InDoubles => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Value<V>(V a)
        where V : struct, ILanes<V>
    {
        // ±∞ would give ∞/∞; beyond 10³⁰ the value is ±1 anyway.
        a = V.Min(V.Broadcast(1e30), V.Max(V.Broadcast(-1e30), a));
        return a / (V.Broadcast(1) + V.Abs(a));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Slope<V>(V z)
        where V : struct, ILanes<V>
    {
        V distance = V.Broadcast(1) - V.Abs(z);
        return distance * distance;
    }
}
