using Backprop.Numerics.Lanes;

namespace Backprop.Numerics.Functions;

/// <summary>h(a) = a.</summary>
internal readonly struct IdentityOperator : IValueSlopeOperator
{
    public static bool InDoubles => false;

    public V Value<V>(V a)
        where V : struct, ILanes<V> => a;

    public V Slope<V>(V z)
        where V : struct, ILanes<V> => V.Broadcast(1);
}
