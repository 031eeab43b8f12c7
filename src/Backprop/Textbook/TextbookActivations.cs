using Backprop.Layers;
using Backprop.Networks;
using static System.Math;

namespace Backprop.Textbook;

/// <summary>
/// The activation functions in double precision, each z = h(a) beside its derivative h'(a). At a kink the derivative is the left one:
/// relu has 0 at 0.
/// </summary>
public static class TextbookActivations
{
    /// <summary>λ and α of selu (Klambauer et al. 2017): they hold a layer at mean 0 and variance 1.</summary>
    private const double Lambda = 1.0507009873554804934193349852946, Alpha = 1.6732632423543772848170429916717;

    /// <summary>h(a) and h'(a) of every function that acts on one unit alone, which is every one but softmax.</summary>
    /// <exception cref="ArgumentException">The function is softmax, or one that the textbook does not know.</exception>
    public static (double Z, double Slope) Evaluate(ActivationFunction function, double a)
    {
        ArgumentNullException.ThrowIfNull(function);
        double z, s;
        switch (function.Name)
        {
            case "identity":
                return (a, 1);
            case "sigmoid":
                z = Sigmoid(a);
                return (z, z - z * z);
            case "tanh":
                z = Tanh(a);
                return (z, 1 - z * z);
            case "relu":
                return a > 0 ? (a, 1) : (0, 0);
            case "leaky-relu":
                double slope = function.Parameter ?? 0.01;
                return a > 0 ? (a, 1) : (slope * a, slope);
            case "elu":
                double alpha = function.Parameter ?? 1;
                return a > 0 ? (a, 1) : (alpha * ExpMinusOne(a), alpha * Exp(a));
            case "selu":
                return a > 0 ? (Lambda * a, Lambda) : (Lambda * Alpha * ExpMinusOne(a), Lambda * Alpha * Exp(a));
            case "gelu":
                return (a * NormalDistribution(a), NormalDistribution(a) + a * NormalDensity(a));
            case "silu":
                s = Sigmoid(a);
                return (a * s, s + a * (s - s * s));
            case "mish":
                double tanh = Tanh(Softplus(a));
                return (a * tanh, tanh + a * (1 - tanh * tanh) * Sigmoid(a));
            case "softplus":
                return (Softplus(a), Sigmoid(a));
            case "softsign":
                double size = 1 + Abs(a);
                return (a / size, 1 / (size * size));
            case "exponential":
                return (Exp(a), Exp(a));
            default:
                throw new ArgumentException($"The textbook has no function of one unit named {function.Name}.", nameof(function));
        }
    }

    /// <summary>z_j = h(a_j) for each of the M units; softmax takes them together.</summary>
    public static double[] Apply(ActivationFunction function, double[] a)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(a);
        if (function.Name == "softmax")
            return Softmax(a);
        var z = new double[a.Length];
        for (int j = 0; j < a.Length; j++)
            z[j] = Evaluate(function, a[j]).Z;
        return z;
    }

    /// <summary>y_k = exp(a_k)/Σ_j exp(a_j). Taking the largest a from each changes nothing but keeps exp from overflowing.</summary>
    public static double[] Softmax(double[] a)
    {
        ArgumentNullException.ThrowIfNull(a);
        double sum = LogSumExp(a);
        var y = new double[a.Length];
        for (int k = 0; k < a.Length; k++)
            y[k] = Exp(a[k] - sum);
        return y;
    }

    /// <summary>ln Σ_k exp(a_k), without overflow.</summary>
    public static double LogSumExp(double[] a)
    {
        ArgumentNullException.ThrowIfNull(a);
        double largest = a.Max(), sum = 0;
        foreach (double value in a)
            sum += Exp(value - largest);
        return largest + Log(sum);
    }

    /// <summary>ln(1 + exp(a)), without overflow.</summary>
    public static double Softplus(double a) => Max(a, 0) + LogOnePlus(Exp(-Abs(a)));

    private static double Sigmoid(double a) => 1 / (1 + Exp(-a));

    private static double NormalDensity(double a) => Exp(-a * a / 2) / Sqrt(2 * PI);

    /// <summary>
    /// Φ(a): the series ½ + φ(a)(a + a³/3 + a⁵/(3·5) + …), and in the tail, with x = −a, the continued fraction φ(a)/(x + 1/(x + 2/(x + …))).
    /// </summary>
    private static double NormalDistribution(double a)
    {
        if (a > 2)
            return 1 - NormalDistribution(-a);
        if (a < -2)
        {
            double fraction = -a;
            for (int n = 200; n >= 1; n--)
                fraction = -a + n / fraction;
            return NormalDensity(a) / fraction;
        }
        double sum = 0, term = a;
        for (int n = 3; n < 60; n += 2)
        {
            sum += term;
            term *= a * a / n;
        }
        return 0.5 + NormalDensity(a) * sum;
    }

    // exp(x) − 1 and ln(1 + x) lose their digits at small x; both repairs are Kahan's: the rounding error of 1 + x cancels in the quotient.
    private static double ExpMinusOne(double x)
    {
        double u = Exp(x);
        return u == 1 ? x : u - 1 == -1 ? -1 : (u - 1) * x / Log(u);
    }

    private static double LogOnePlus(double x)
    {
        double u = 1 + x;
        return u == 1 ? x : Log(u) * x / (u - 1);
    }
}
