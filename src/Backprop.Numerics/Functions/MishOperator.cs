using System.Runtime.CompilerServices;
using Backprop.Numerics.Lanes;

namespace Backprop.Numerics.Functions;

/// <summary>
/// h(a) = a·tanh(ln(1 + e)) with e = exp(a) (Misra 2019). Since (1 + e)² = 1 + n with n = e(e + 2), the tanh is n/(n + 2), without a
/// logarithm, and h' = (n + 4a·e(1 + e)/(n + 2))/(n + 2).
/// </summary>
internal readonly struct MishOperator : IStoredSlopeOperator
{
    /// <summary>Beyond it the tanh is 0 or 1 in single precision even after multiplication by a.</summary>
    private const double Limit = 200;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Value<V>(V a)
        where V : struct, ILanes<V>
    {
        a = V.Max(V.Broadcast(-Limit), a);
        V e = ExpFormula.Exp(V.Min(V.Broadcast(Limit), a));
        V n = e * (e + V.Broadcast(2));
        return a * (n / (n + V.Broadcast(2)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Value<V>(V a, out V slope)
        where V : struct, ILanes<V>
    {
        a = V.Max(V.Broadcast(-Limit), a);
        V bounded = V.Min(V.Broadcast(Limit), a);
        V e = ExpFormula.Exp(bounded);
        V n = e * (e + V.Broadcast(2));
        V tanh = n / (n + V.Broadcast(2));
        V inverse = V.Broadcast(1) / (n + V.Broadcast(2));
        slope = V.FusedMultiplyAdd(V.Broadcast(4) * bounded * inverse, V.FusedMultiplyAdd(e, e, e) * inverse, tanh);
        return a * tanh;
    }
}
