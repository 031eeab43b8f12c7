namespace Backprop.Campaigns.Functions;

/// <summary>The functions in double precision by the framework's own, whose error is far below the last place of a float.</summary>
internal static class Reference
{
    private const double SeluAlpha = 1.6732632423543772, SeluLambda = 1.0507009873554805;

    public static double Sigmoid(double a) => 1 / (1 + Math.Exp(-a));

    public static double SigmoidSlope(double a) => Sigmoid(a) * Sigmoid(-a);

    public static double Elu(double a, double alpha) => a > 0 ? a : alpha * Expm1(a);

    public static double Selu(double a) => a > 0 ? SeluLambda * a : SeluLambda * SeluAlpha * Expm1(a);

    /// <summary>λα: values of selu are above −λα.</summary>
    public const double SeluBound = SeluLambda * SeluAlpha;

    // The engine's λ and λα are floats here: near z = −λα nothing but their last digits is left of the sum.
    public static double SeluSlopeOfValue(double z) => z > 0 ? (float)SeluLambda : z + (float)SeluBound;

    public static double Silu(double a) => double.IsNegativeInfinity(a) ? 0 : a * Sigmoid(a);

    public static double SiluSlope(double a) => double.IsInfinity(a) ? Sigmoid(a) : Sigmoid(a) * (1 + a * Sigmoid(-a));

    // tanh(ln(1 + e)) = ((1 + e)² − 1)/((1 + e)² + 1), in two forms so that nothing overflows.
    public static double Mish(double a) => double.IsNegativeInfinity(a) ? 0 : a * TanhOfSoftplus(a);

    public static double MishSlope(double a)
    {
        if (double.IsInfinity(a))
            return a > 0 ? 1 : 0;
        double e = Math.Exp(-Math.Abs(a)), w = TanhOfSoftplus(a);
        // 1 − w² = 4(1 + u)²/((1 + u)² + 1)² for u = exp(a); for a > 0 by 1/u, so that it does not overflow.
        double oneMinusSquare = a > 0
            ? 4 * e * e * (1 + e) * (1 + e) / Square((1 + e) * (1 + e) + e * e)
            : 4 * (1 + e) * (1 + e) / Square((1 + e) * (1 + e) + 1);
        return w + a * oneMinusSquare * Sigmoid(a);
    }

    public static double Softplus(double a) => Math.Max(a, 0) + Log1p(Math.Exp(-Math.Abs(a)));

    public static double Softsign(double a) => double.IsInfinity(a) ? Math.Sign(a) : a / (1 + Math.Abs(a));

    public static double Gelu(double a) => a == 0 ? a : double.IsNegativeInfinity(a) ? 0 : a * Distribution(a);

    public static double GeluSlope(double a) =>
        Distribution(a) + (Math.Abs(a) > 40 ? 0 : a * Math.Exp(-a * a / 2) / Math.Sqrt(2 * Math.PI));

    /// <summary>Kahan's: the error of 1 + x cancels in the quotient.</summary>
    public static double Log1p(double x)
    {
        double sum = 1 + x;
        return sum == 1 || double.IsInfinity(sum) ? x : Math.Log(sum) * (x / (sum - 1));
    }

    public static double Expm1(double x)
    {
        if (Math.Abs(x) < 1e-5)
            return x + x * x / 2 + x * x * x / 6;
        double power = Math.Exp(x);
        return double.IsInfinity(power) ? power : power - 1 == -1 ? -1 : (power - 1) * (x / Math.Log(power));
    }

    public static double SinPi(double x) => InQuadrant(x, 0);

    public static double CosPi(double x) => InQuadrant(x, 1);

    private static double InQuadrant(double x, int turn)
    {
        x = Math.IEEERemainder(x, 2);
        double halves = Math.Round(2 * x, MidpointRounding.ToEven), rest = (x - halves / 2) * Math.PI;
        return ((int)halves + turn & 3) switch { 0 => Math.Sin(rest), 1 => Math.Cos(rest), 2 => -Math.Sin(rest), _ => -Math.Cos(rest) };
    }

    private static double TanhOfSoftplus(double a)
    {
        double e = Math.Exp(-Math.Abs(a));
        return a > 0 ? (1 + 2 * e) / (1 + 2 * e + 2 * e * e) : e * (e + 2) / (e * (e + 2) + 2);
    }

    /// <summary>Φ, from two old formulas unlike the engine's: Laplace's series near 0 and his continued fraction in the tail.</summary>
    private static double Distribution(double a)
    {
        double x = Math.Abs(a);
        if (!(x < 40))
            return double.IsNaN(a) ? a : a > 0 ? 1 : 0;
        double density = Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);
        if (x < 3)
        {
            // Φ(x) − ½ = φ(x)·(x + x³/3 + x⁵/15 + …), all terms positive.
            double term = x, sum = x;
            for (int k = 3; term > sum * 1e-18; k += 2)
            {
                term *= x * x / k;
                sum += term;
            }
            return a > 0 ? 0.5 + density * sum : 0.5 - density * sum;
        }
        double fraction = x;
        for (int k = x < 5 ? 100 : 40; k > 0; k--)
            fraction = x + k / fraction;
        return a > 0 ? 1 - density / fraction : density / fraction;
    }

    private static double Square(double x) => x * x;
}
