using System.Runtime.CompilerServices;
using Backprop.Numerics.Lanes;

namespace Backprop.Numerics.Functions;

/// <summary>h(a) = 0 for a &lt; 0, else a (so NaN stays NaN); h' = 1 for z &gt; 0, else 0.</summary>
internal readonly struct ReluOperator : IValueSlopeOperator
{
    public static bool InDoubles => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Value<V>(V a)
        where V : struct, ILanes<V> =>
        V.Select(V.GreaterThan(V.Broadcast(0), a), V.Broadcast(0), a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Slope<V>(V z)
        where V : struct, ILanes<V> =>
        V.Select(V.GreaterThan(z, V.Broadcast(0)), V.Broadcast(1), V.Broadcast(0));
}
