using Backprop.Layers;
using Backprop.Networks;

namespace Backprop.Explain.Derivations;

/// <summary>The activation functions and their derivatives as formulas, of symbols or of numbers. Softmax is written where its sum is.</summary>
internal static class FunctionNotation
{
    private const double Lambda = 1.0507009873554805, Alpha = 1.6732632423543772;

    private static readonly Notation Zero = 0.0, One = 1.0;

    /// <summary>h(a).</summary>
    public static Notation Value(ActivationFunction function, Notation a) => function.Name switch
    {
        "identity" => a,
        "sigmoid" => One / (One + Exp(-a)),
        "tanh" => Of("tanh", a),
        "relu" => Of("max", a, Zero),
        "leaky-relu" => Of("max", a, Zero) + Times(function.Parameter ?? 0.01, Of("min", a, Zero)),
        "elu" => Of("max", a, Zero) + Times(function.Parameter ?? 1, Exp(Of("min", a, Zero)) - One),
        "selu" => Lambda * (Of("max", a, Zero) + Alpha * (Exp(Of("min", a, Zero)) - One)),
        "gelu" => a * Of("Φ", a),
        "silu" => a / (One + Exp(-a)),
        "mish" => a * Of("tanh", Of("ln", One + Exp(a))),
        "softplus" => Of("ln", One + Exp(a)),
        "softsign" => a / (One + Of("abs", a)),
        "exponential" => Exp(a),
        _ => Of(function.Name, a),
    };

    /// <summary>h'(a), with z = h(a) where that is shorter.</summary>
    public static Notation Slope(ActivationFunction function, Notation a, Notation z) => function.Name switch
    {
        "identity" => One,
        "sigmoid" => z - new Square(z),
        "tanh" => One - new Square(z),
        "relu" => Where(One, a, Zero),
        "leaky-relu" => Where(One, a, function.Parameter ?? 0.01),
        "elu" => Where(One, a, Times(function.Parameter ?? 1, Exp(a))),
        "selu" => Where(Lambda, a, Lambda * Alpha * Exp(a)),
        "gelu" => Of("Φ", a) + a * Of("φ", a),
        "silu" => Of("sigmoid", a) + z * (One - Of("sigmoid", a)),
        "mish" => Of("tanh", Of("softplus", a)) + a * (One - new Square(Of("tanh", Of("softplus", a)))) * Of("sigmoid", a),
        "softplus" => One / (One + Exp(-a)),
        "softsign" => One / new Square(One + Of("abs", a)),
        "exponential" => z,
        _ => Of(function.Name + "′", a),
    };

    private static Notation Times(double scale, Notation notation) => scale == 1 ? notation : scale * notation;

    public static Notation Exp(Notation a) => Of("exp", a);

    public static Notation Of(string function, params Notation[] arguments) => new Call(function, arguments);

    /// <summary>A choice of symbols; of numbers it is made at once.</summary>
    public static Notation Where(Notation positive, Notation condition, Notation otherwise) =>
        condition is Number { Value: var value } ? (value > 0 ? positive : otherwise) : new Choice(positive, condition, otherwise);
}
