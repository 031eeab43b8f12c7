using Backprop.Numerics.Functions;

namespace Backprop.Numerics.Tests.Functions;

/// <summary>The functions in double precision by the framework's own, each beside what is tested.</summary>
internal sealed record Reference(string Name, ElementFunction Function, Func<double, double> Value, Func<double, double> Slope)
{
    private const double SeluAlpha = 1.6732632423543772, SeluLambda = 1.0507009873554805;

    public static IReadOnlyList<Reference> All { get; } =
    [
        new("identity", ElementFunctions.Identity, a => a, _ => 1),
        new("sigmoid", ElementFunctions.Sigmoid, Sigmoid, a => Sigmoid(a) * Sigmoid(-a)),
        new("tanh", ElementFunctions.Tanh, Math.Tanh, a => 1 / (Math.Cosh(a) * Math.Cosh(a))),
        new("relu", ElementFunctions.Relu, a => a > 0 ? a : 0, a => a > 0 ? 1 : 0),
        new("leaky-relu", ElementFunctions.LeakyRelu(0.01f), a => a > 0 ? a : 0.01f * a, a => a > 0 ? 1 : 0.01f),
        new("elu", ElementFunctions.Elu(1.5f), a => a > 0 ? a : 1.5 * Expm1(a), a => a > 0 ? 1 : 1.5 * Math.Exp(a)),
        new("selu", ElementFunctions.Selu, a => a > 0 ? SeluLambda * a : SeluLambda * SeluAlpha * Expm1(a),
            a => a > 0 ? SeluLambda : SeluLambda * SeluAlpha * Math.Exp(a)),
        new("gelu", ElementFunctions.Gelu, a => a == 0 ? a : double.IsNegativeInfinity(a) ? 0 : a * Normal.Distribution(a),
            a => Normal.Distribution(a) + (double.IsInfinity(a) ? 0 : a * Math.Exp(-a * a / 2) / Math.Sqrt(2 * Math.PI))),
        new("silu", ElementFunctions.Silu, a => double.IsNegativeInfinity(a) ? 0 : a * Sigmoid(a),
            a => double.IsInfinity(a) ? Sigmoid(a) : Sigmoid(a) * (1 + a * Sigmoid(-a))),
        new("mish", ElementFunctions.Mish, a => double.IsNegativeInfinity(a) ? 0 : a * Math.Tanh(Softplus(a)),
            a => double.IsInfinity(a) ? Sigmoid(a) : Math.Tanh(Softplus(a)) + a * Sigmoid(a) * (1 - Math.Pow(Math.Tanh(Softplus(a)), 2))),
        new("softplus", ElementFunctions.Softplus, Softplus, Sigmoid),
        new("softsign", ElementFunctions.Softsign, a => double.IsInfinity(a) ? Math.Sign(a) : a / (1 + Math.Abs(a)), a => 1 / ((1 + Math.Abs(a)) * (1 + Math.Abs(a)))),
        new("exponential", ElementFunctions.Exponential, Math.Exp, Math.Exp),
    ];

    public static TheoryData<string> Names => [.. All.Select(r => r.Name)];

    public static Reference Of(string name) => All.Single(r => r.Name == name);

    public static double Sigmoid(double a) => 1 / (1 + Math.Exp(-a));

    public static double Softplus(double a) => Math.Max(a, 0) + Log1p(Math.Exp(-Math.Abs(a)));

    /// <summary>Kahan's: the error of 1 + x cancels in the quotient.</summary>
    public static double Log1p(double x)
    {
        double sum = 1 + x;
        return sum == 1 || double.IsInfinity(sum) ? x : Math.Log(sum) * (x / (sum - 1));
    }

    public static double Expm1(double x)
    {
        double power = Math.Exp(x);
        return power == 1 ? x : power - 1 == -1 ? -1 : (power - 1) * (x / Math.Log(power));
    }
}
