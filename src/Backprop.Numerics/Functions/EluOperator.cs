using System.Runtime.CompilerServices;
using Backprop.Numerics.Lanes;

namespace Backprop.Numerics.Functions;

/// <summary>
/// h(a) = λa for a &gt; 0, else λα(exp(a) − 1); h' = λ for z &gt; 0, else z + λα. With λ = 1 elu (Clevert et al. 2015), with fixed λ and
/// α selu (Klambauer et al. 2017).
/// </summary>
internal readonly struct EluOperator(double alpha, double lambda) : IValueSlopeOperator
{
    public static bool InDoubles => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Value<V>(V a)
        where V : struct, ILanes<V> =>
        V.Select(V.GreaterThan(a, V.Broadcast(0)), V.Broadcast(lambda) * a, V.Broadcast(lambda * alpha) * ExpFormula.ExpMinus1(a));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Slope<V>(V z)
        where V : struct, ILanes<V> =>
        V.Select(V.GreaterThan(z, V.Broadcast(0)), V.Broadcast(lambda), z + V.Broadcast(lambda * alpha));
}
