using System.Runtime.CompilerServices;
using Backprop.Numerics.Lanes;

namespace Backprop.Numerics.Functions;

/// <summary>h(a) = a for a &gt; 0, else s·a; h' = 1 for z &gt; 0, else s.</summary>
internal readonly struct LeakyReluOperator(float slope) : IValueSlopeOperator
{
    public static bool InDoubles => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Value<V>(V a)
        where V : struct, ILanes<V> =>
        V.Select(V.GreaterThan(a, V.Broadcast(0)), a, V.Broadcast(slope) * a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Slope<V>(V z)
        where V : struct, ILanes<V> =>
        V.Select(V.GreaterThan(z, V.Broadcast(0)), V.Broadcast(1), V.Broadcast(slope));
}
