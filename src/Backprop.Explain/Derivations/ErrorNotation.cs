using Backprop.Layers;
using Backprop.Networks;

namespace Backprop.Explain.Derivations;

/// <summary>The error functions and their derivatives as formulas, of symbols or of numbers.</summary>
internal static class ErrorNotation
{
    private static readonly Notation One = 1.0, Half = One / 2.0;

    /// <summary>E of these pairs of output and target, one for each output.</summary>
    public static Notation Value(
        string error, double? parameter, ActivationFunction output, IReadOnlyList<(Notation Y, Notation T)> pairs, int omitted, double? total)
    {
        var terms = pairs.Select(p => Term(error, parameter, output, p.Y, p.T)).ToList();
        if (omitted > 0)
            terms.Add(new Omitted(omitted, total));
        Notation sum = terms.Count == 1 ? terms[0] : new Sum(terms);
        return error == "sum-of-squares" ? Half * sum : sum;
    }

    /// <summary>The target that the error is taken from: under cross-entropy with the parameter ε the smoothed one, (1 − ε)t + ε/K, else t.</summary>
    public static Notation Target(string error, double? parameter, ActivationFunction output, int outputs, Notation t) =>
        error == "cross-entropy" && parameter is { } epsilon and not 0 ? (One - epsilon) * t + epsilon / (Notation)(output.Name == "softmax" ? outputs : 2) : t;

    /// <summary>E as a sum over k.</summary>
    public static Notation Law(string error, double? parameter, ActivationFunction output, int outputs)
    {
        Notation term = Term(error, parameter, output, new Symbols(1).Output("k"), Target(error, parameter, output, outputs, Symbols.Target("k")));
        return error switch
        {
            "sum-of-squares" => Half * new Series("k", term),
            _ when term is Negative negative => new Negative(new Series("k", negative.Operand)),
            _ => new Series("k", term),
        };
    }

    /// <summary>∂E/∂y of one output.</summary>
    public static Notation Slope(string error, double? parameter, Notation y, Notation t)
    {
        double q = parameter ?? 0.5;
        return error switch
        {
            "sum-of-squares" => y - t,
            "absolute" => FunctionNotation.Of("sign", y - t),
            "huber" => Clip(y - t, parameter),
            "quantile" when y is Number { Value: var a } && t is Number { Value: var b } => a > b ? 1 - q : a < b ? -q : 0,
            "quantile" => new Choice(1 - q, y - t, -q),
            _ => new Derivative(Symbols.Error, y),
        };
    }

    private static Notation Term(string error, double? parameter, ActivationFunction output, Notation y, Notation t) => error switch
    {
        "sum-of-squares" => new Square(y - t),
        "absolute" => FunctionNotation.Of("abs", y - t),
        // ½r² inside, δ(|r| − ½δ) outside: both are c(r − ½c) with c = r clipped to ±δ.
        "huber" => Clip(y - t, parameter) * (y - t - Half * Clip(y - t, parameter)),
        "cross-entropy" when output.Name == "softmax" => new Negative(t * FunctionNotation.Of("ln", y)),
        "cross-entropy" => new Negative(t * FunctionNotation.Of("ln", y)) - (One - t) * FunctionNotation.Of("ln", One - y),
        "poisson" => y - t * FunctionNotation.Of("ln", y),
        "quantile" => FunctionNotation.Of("max", (Notation)(parameter ?? 0.5) * (t - y), (Notation)((parameter ?? 0.5) - 1) * (t - y)),
        _ => FunctionNotation.Of(error, y, t),
    };

    private static Notation Clip(Notation r, double? parameter) => FunctionNotation.Of("clip", r, -(parameter ?? 1), parameter ?? 1);
}
