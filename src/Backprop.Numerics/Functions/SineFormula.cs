namespace Backprop.Numerics.Functions;

/// <summary>
/// sin(πx) and cos(πx): x less the nearest half integer is exact, and within ±¼ both are polynomials (Chebyshev interpolation, relative
/// error below 10⁻¹⁶). Multiples of π need no reduction by π, which is why the half turn is the unit.
/// </summary>
internal static class SineFormula
{
    public static double SinPi(double x)
    {
        int quadrant = Quadrant(x, out double rest);
        return quadrant switch { 0 => Sine(rest), 1 => Cosine(rest), 2 => -Sine(rest), _ => -Cosine(rest) };
    }

    public static double CosPi(double x)
    {
        int quadrant = Quadrant(x, out double rest);
        return quadrant switch { 0 => Cosine(rest), 1 => -Sine(rest), 2 => -Cosine(rest), _ => Sine(rest) };
    }

    /// <summary>x = 2m + quadrant/2 + rest with |rest| ≤ ¼.</summary>
    private static int Quadrant(double x, out double rest)
    {
        x -= 2 * Math.Round(x * 0.5, MidpointRounding.ToEven);
        double halves = Math.Round(x * 2, MidpointRounding.ToEven);
        rest = x - halves * 0.5;
        return double.IsNaN(x) ? 0 : (int)halves & 3;
    }

    private static double Sine(double x)
    {
        double square = x * x;
        double p = Math.FusedMultiplyAdd(0.0004615313805851339, square, -0.0073700215052934955);
        p = Math.FusedMultiplyAdd(p, square, 0.08214586917478434);
        p = Math.FusedMultiplyAdd(p, square, -0.5992645289394928);
        p = Math.FusedMultiplyAdd(p, square, 2.550164039873374);
        p = Math.FusedMultiplyAdd(p, square, -5.167712780049954);
        return Math.FusedMultiplyAdd(x * square, p, x * 3.141592653589793);
    }

    private static double Cosine(double x)
    {
        double square = x * x;
        double p = Math.FusedMultiplyAdd(-0.00010370073638949864, square, 0.0019294938588529202);
        p = Math.FusedMultiplyAdd(p, square, -0.025806887963676355);
        p = Math.FusedMultiplyAdd(p, square, 0.2353306302839623);
        p = Math.FusedMultiplyAdd(p, square, -1.335262768853809);
        p = Math.FusedMultiplyAdd(p, square, 4.058712126416765);
        p = Math.FusedMultiplyAdd(p, square, -4.934802200544679);
        return Math.FusedMultiplyAdd(square, p, 1);
    }
}
