using System.Runtime.CompilerServices;
using Backprop.Numerics.Lanes;

namespace Backprop.Numerics.Functions;

/// <summary>h(a) = 1/(1 + exp(−a)), h' = z − z².</summary>
internal readonly struct SigmoidOperator : IValueSlopeOperator
{
    public static bool InDoubles => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Value<V>(V a)
        where V : struct, ILanes<V> =>
        V.Broadcast(1) / (V.Broadcast(1) + ExpFormula.Exp(-a));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Slope<V>(V z)
        where V : struct, ILanes<V> =>
        V.FusedMultiplyAdd(-z, z, z);
}
