using System.Runtime.CompilerServices;
using Backprop.Numerics.Lanes;

namespace Backprop.Numerics.Functions;

/// <summary>h(a) = a·Φ(a), h' = Φ(a) + a·φ(a), with Φ and φ the standard normal distribution and density (Hendrycks and Gimpel 2016).</summary>
/// <remarks>
/// For x = |a| the tail Φ(−x) = exp(−x²/2)·G(x), with G(x) = ½ exp(x²/2) erfc(x/√2) as a polynomial of degree 14 in t = (x − 5)/(x + 5):
/// the relative error stays small where Φ is tiny. Of the polynomials that are exact at x = 0.7517915…, where h'(−x) = 0 and any error would be large
/// beside h', it is the one with the least relative error for 0 ≤ x ≤ 15 (Remez's exchange; below 9·10⁻¹³).
/// </remarks>
internal readonly struct GeluOperator : IStoredSlopeOperator
{
    /// <summary>Beyond it Φ is 0 or 1 in single precision even after multiplication by a.</summary>
    private const double Limit = 15;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Value<V>(V a)
        where V : struct, ILanes<V>
    {
        a = V.Max(V.Broadcast(-Limit), a);
        V x = V.Abs(V.Min(V.Broadcast(Limit), a));
        return a * Distribution(a, x, Gauss(x));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Value<V>(V a, out V slope)
        where V : struct, ILanes<V>
    {
        a = V.Max(V.Broadcast(-Limit), a);
        V bounded = V.Min(V.Broadcast(Limit), a);
        V gauss = Gauss(bounded);
        V distribution = Distribution(a, V.Abs(bounded), gauss);
        slope = V.FusedMultiplyAdd(bounded * V.Broadcast(0.3989422804014327), gauss, distribution);
        return a * distribution;
    }

    /// <summary>exp(−x²/2).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Gauss<V>(V x)
        where V : struct, ILanes<V> =>
        ExpFormula.Exp(x * x * V.Broadcast(-0.5));

    /// <summary>Φ(a), for x = min(|a|, 15).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Distribution<V>(V a, V x, V gauss)
        where V : struct, ILanes<V>
    {
        V tail = gauss * TailOverGauss(x);
        return V.Select(V.GreaterThan(a, V.Broadcast(0)), V.Broadcast(1) - tail, tail);
    }

    /// <summary>G(x).</summary>
    /// <remarks>Not inlined: with the exponential beside it the whole is more than the compiler takes into one method.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static V TailOverGauss<V>(V x)
        where V : struct, ILanes<V>
    {
        V t = (x - V.Broadcast(5)) / (x + V.Broadcast(5));
        V square = t * t;
        V g = V.Broadcast(-6.408231336919028e-07);
        g = V.FusedMultiplyAdd(square, g, V.FusedMultiplyAdd(t, V.Broadcast(-8.202014739424797e-07), V.Broadcast(6.847691955405848e-06)));
        g = V.FusedMultiplyAdd(square, g, V.FusedMultiplyAdd(t, V.Broadcast(7.139828148179743e-07), V.Broadcast(-6.0598278919804176e-05)));
        g = V.FusedMultiplyAdd(square, g, V.FusedMultiplyAdd(t, V.Broadcast(0.00013433570619924315), V.Broadcast(0.00021960507734245492)));
        g = V.FusedMultiplyAdd(square, g, V.FusedMultiplyAdd(t, V.Broadcast(-0.0023788511962085693), V.Broadcast(0.00899136231669902)));
        g = V.FusedMultiplyAdd(square, g, V.FusedMultiplyAdd(t, V.Broadcast(-0.02341390004934547), V.Broadcast(0.04785535286482951)));
        g = V.FusedMultiplyAdd(square, g, V.FusedMultiplyAdd(t, V.Broadcast(-0.08088387728319954), V.Broadcast(0.11606881187088501)));
        return V.FusedMultiplyAdd(square, g, V.FusedMultiplyAdd(t, V.Broadcast(-0.1434575552636332), V.Broadcast(0.07691930497506796)));
    }
}
