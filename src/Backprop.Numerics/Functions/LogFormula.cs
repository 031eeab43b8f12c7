using System.Runtime.CompilerServices;
using Backprop.Numerics.Lanes;

namespace Backprop.Numerics.Functions;

/// <summary>
/// Logarithms in double-precision lanes, by ln((1 + s)/(1 − s)) = 2s + s³·p(s²) with p a polynomial (Chebyshev interpolation, relative
/// error of the logarithm below 10⁻¹⁷).
/// </summary>
internal static class LogFormula
{
    /// <summary>ln x for positive normal numbers: x = m·2ᵉ with √½ &lt; m ≤ √2, f = m − 1, s = f/(2 + f).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Log<V>(V x)
        where V : struct, ILanes<V>
    {
        V e = V.Exponent(x), m = V.Significand(x);
        V isLarge = V.GreaterThan(m, V.Broadcast(1.4142135623730951));
        m = V.Select(isLarge, m * V.Broadcast(0.5), m);
        e = V.Select(isLarge, e + V.Broadcast(1), e);
        V f = m - V.Broadcast(1);
        V s = f / (V.Broadcast(2) + f);
        V square = s * s;
        V p = V.FusedMultiplyAdd(V.Broadcast(0.1461916613488797), square, V.Broadcast(0.1533150161114533));
        p = V.FusedMultiplyAdd(p, square, V.Broadcast(0.18182895750119193));
        p = V.FusedMultiplyAdd(p, square, V.Broadcast(0.22222211043776857));
        p = V.FusedMultiplyAdd(p, square, V.Broadcast(0.2857142862653362));
        p = V.FusedMultiplyAdd(p, square, V.Broadcast(0.3999999999989827));
        p = V.FusedMultiplyAdd(p, square, V.Broadcast(0.666666666666667));

        // 2s = f − s·f: f is exact, so only the small rest is rounded.
        V rest = V.FusedMultiplyAdd(s, square * p - f, e * V.Broadcast(2.3190468138462996e-17));
        return V.FusedMultiplyAdd(e, V.Broadcast(0.6931471805599453), f + rest);
    }

    /// <summary>ln(1 + u) for 0 ≤ u ≤ 1 without adding them, so that small u keep all their digits: s = u/(2 + u).</summary>
    /// <remarks>Not inlined: with the exponential in front of it the whole is more than the compiler takes into one method.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static V LogOf1Plus<V>(V u)
        where V : struct, ILanes<V>
    {
        V s = u / (V.Broadcast(2) + u);
        V square = s * s;
        V fourth = square * square;
        V p = V.FusedMultiplyAdd(square, V.Broadcast(0.16164938169471338), V.Broadcast(0.08800317650868773));
        p = V.FusedMultiplyAdd(fourth, p, V.FusedMultiplyAdd(square, V.Broadcast(0.12001155182857778), V.Broadcast(0.13314135550881162)));
        p = V.FusedMultiplyAdd(fourth, p, V.FusedMultiplyAdd(square, V.Broadcast(0.15385570592912243), V.Broadcast(0.18181789417326447)));
        p = V.FusedMultiplyAdd(fourth, p, V.FusedMultiplyAdd(square, V.Broadcast(0.22222222717801782), V.Broadcast(0.2857142856710506)));
        p = V.FusedMultiplyAdd(fourth, p, V.FusedMultiplyAdd(square, V.Broadcast(0.40000000000014596), V.Broadcast(0.6666666666666666)));
        return V.FusedMultiplyAdd(s * square, p, s + s);
    }
}
