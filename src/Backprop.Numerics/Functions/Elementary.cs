using Backprop.Numerics.Lanes;

namespace Backprop.Numerics.Functions;

/// <summary>
/// Elementary functions of doubles in our own arithmetic: the same bits on every machine, unlike those of <see cref="Math"/>. The relative
/// error is below 10⁻¹⁵ unless stated otherwise; NaN gives NaN.
/// </summary>
internal static class Elementary
{
    /// <summary>exp(x): 0 below −745.2, ∞ above 709.8; relative error below 10⁻¹⁵ where the result is a normal number.</summary>
    public static double Exp(double x)
    {
        if (!(Math.Abs(x) > ExpFormula.Limit))
            return ExpFormula.Exp(Doubles1.Broadcast(x)).ToDouble();
        double root = ExpFormula.Exp(Doubles1.Broadcast(x * 0.5)).ToDouble();
        return root * root;
    }

    /// <summary>exp(x) − 1, without cancellation near 0.</summary>
    public static double Expm1(double x) =>
        x > ExpFormula.Limit ? Exp(x) : ExpFormula.ExpMinus1(Doubles1.Broadcast(x)).ToDouble();

    /// <summary>ln x; −∞ for 0, NaN for negative numbers.</summary>
    public static double Log(double x)
    {
        if (!(x > 0) || double.IsPositiveInfinity(x))
            return x == 0 ? double.NegativeInfinity : x < 0 ? double.NaN : x;
        return double.IsNormal(x) ? LogFormula.Log(Doubles1.Broadcast(x)).ToDouble() : Log(x * (1L << 54)) - 54 * 0.6931471805599453;
    }

    /// <summary>ln(1 + x), without cancellation near 0; −∞ for −1, NaN below.</summary>
    public static double Log1p(double x)
    {
        double sum = 1 + x;
        if (sum == 1 || !(sum > 0) || double.IsPositiveInfinity(sum))
            return sum == 1 ? x : Log(sum);
        return Log(sum) + (x - (sum - 1)) / sum;
    }

    /// <summary>x to the power y, for x ≥ 0: exp(y·ln x); relative error below 3·10⁻¹³. NaN for negative x; 1 for y = 0.</summary>
    public static double Pow(double x, double y) => y == 0 ? 1 : y == 1 ? x : Exp(y * Log(x));

    /// <summary>tanh x = m/(m + 2) with m = exp(2x) − 1.</summary>
    public static double Tanh(double x)
    {
        double m = ExpFormula.ExpMinus1(Doubles1.Broadcast(x + x)).ToDouble();
        return m / (m + 2);
    }

    /// <summary>1/(1 + exp(−x)), accurate also where it is tiny.</summary>
    public static double Sigmoid(double x) => x < -ExpFormula.Limit ? Exp(x) : default(SigmoidOperator).Value(Doubles1.Broadcast(x)).ToDouble();

    /// <summary>ln(1 + exp(x)), accurate also where it is tiny; the cross-entropy of two classes is made of it.</summary>
    public static double Softplus(double x) => x < -ExpFormula.Limit ? Exp(x) : default(SoftplusOperator).Value(Doubles1.Broadcast(x)).ToDouble();

    /// <summary>sin(πx), exact zeros at the integers; NaN for ±∞.</summary>
    public static double SinPi(double x) => SineFormula.SinPi(x);

    /// <summary>cos(πx), exact zeros at the halves; NaN for ±∞.</summary>
    public static double CosPi(double x) => SineFormula.CosPi(x);
}
