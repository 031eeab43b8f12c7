using System.Runtime.CompilerServices;
using Backprop.Numerics.Lanes;

namespace Backprop.Numerics.Functions;

/// <summary>
/// exp(x) and exp(x) − 1 in double-precision lanes: x = n·ln 2 + r with |r| ≤ ½ ln 2, and exp(r) = 1 + r + r²·q(r) with q of degree 9
/// (Chebyshev interpolation, error below 2·10⁻¹⁷).
/// </summary>
/// <remarks>Arguments beyond ±708 are taken as ±708: infinite and zero in single precision, while 2ⁿ stays a normal number.</remarks>
internal static class ExpFormula
{
    /// <summary>The largest argument that is not changed.</summary>
    public const double Limit = 708;

    /// <summary>exp(x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Exp<V>(V x)
        where V : struct, ILanes<V>
    {
        V power = Reduce(x, out V tail);
        return V.FusedMultiplyAdd(power, tail, power);
    }

    /// <summary>exp(x) − 1, with a small relative error also near 0; the sign of a zero stays.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V ExpMinus1<V>(V x)
        where V : struct, ILanes<V>
    {
        V power = Reduce(x, out V tail);
        V value = V.FusedMultiplyAdd(power, tail, power - V.Broadcast(1));
        return V.Select(V.GreaterThan(V.Abs(x), V.Broadcast(1e-17)), value, x);
    }

    /// <summary>2ⁿ and exp(r) − 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Reduce<V>(V x, out V tail)
        where V : struct, ILanes<V>
    {
        x = V.Min(V.Broadcast(Limit), V.Max(V.Broadcast(-Limit), x));
        V n = V.Round(x * V.Broadcast(1.4426950408889634));
        V r = V.FusedMultiplyAdd(n, V.Broadcast(-0.6931471805599453), x);
        r = V.FusedMultiplyAdd(n, V.Broadcast(-2.3190468138462996e-17), r);
        // Two terms at a time: as few operations as one at a time, but a chain half as long.
        V square = r * r;
        V q = V.FusedMultiplyAdd(r, V.Broadcast(2.510038549551032e-08), V.Broadcast(2.7620088445409746e-07));
        q = V.FusedMultiplyAdd(square, q, V.FusedMultiplyAdd(r, V.Broadcast(2.7557268459997064e-06), V.Broadcast(2.4801521295954376e-05)));
        q = V.FusedMultiplyAdd(square, q, V.FusedMultiplyAdd(r, V.Broadcast(0.00019841269863053618), V.Broadcast(0.0013888888917213717)));
        q = V.FusedMultiplyAdd(square, q, V.FusedMultiplyAdd(r, V.Broadcast(0.008333333333330062), V.Broadcast(0.04166666666662413)));
        q = V.FusedMultiplyAdd(square, q, V.FusedMultiplyAdd(r, V.Broadcast(0.16666666666666669), V.Broadcast(0.5)));
        tail = V.FusedMultiplyAdd(square, q, r);
        return V.PowerOfTwo(n);
    }
}
