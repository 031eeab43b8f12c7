using System.Runtime.CompilerServices;
using Backprop.Numerics.Lanes;

namespace Backprop.Numerics.Functions;

/// <summary>h(a) = a·σ(a) with σ = 1/(1 + exp(−a)), h' = σ + a·σ·(1 − σ).</summary>
internal readonly struct SiluOperator : IStoredSlopeOperator
{
    /// <summary>Beyond it σ is 0 or 1 in single precision even after multiplication by a; no ∞·0 arises.</summary>
    private const double Limit = 200;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Value<V>(V a)
        where V : struct, ILanes<V>
    {
        a = V.Max(V.Broadcast(-Limit), a);
        return a / (V.Broadcast(1) + ExpFormula.Exp(-a));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Value<V>(V a, out V slope)
        where V : struct, ILanes<V>
    {
        a = V.Max(V.Broadcast(-Limit), a);
        V u = ExpFormula.Exp(-a);
        V sigma = V.Broadcast(1) / (V.Broadcast(1) + u);
        slope = V.FusedMultiplyAdd(V.Min(V.Broadcast(Limit), a) * sigma, u * sigma, sigma);
        return a / (V.Broadcast(1) + u);
    }
}
