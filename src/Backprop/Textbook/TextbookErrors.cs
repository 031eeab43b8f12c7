using Backprop.Layers;
using Backprop.Networks;

namespace Backprop.Textbook;

/// <summary>
/// The error functions of one row in double precision, each E beside its ∂E/∂y. The cross-entropies and poisson are computed from the
/// activations a of the outputs, never from ln y, so that no output is too sure of itself to be differentiated.
/// </summary>
public static class TextbookErrors
{
    /// <summary>Whether the textbook has a formula for this error on outputs of this function.</summary>
    public static bool Fits(string error, ActivationFunction output)
    {
        ArgumentNullException.ThrowIfNull(output);
        return error switch
        {
            "cross-entropy" => output.Name is "sigmoid" or "softmax",
            "poisson" => output.Name == "exponential",
            "sum-of-squares" or "absolute" or "huber" or "quantile" => output.Name != "softmax",
            _ => false,
        };
    }

    /// <summary>E of one row.</summary>
    /// <param name="error">Name of the error function, such as <c>sum-of-squares</c>.</param>
    /// <param name="parameter">δ of huber (default 1), q of quantile (default 0.5), ε of cross-entropy (default 0), null for the others.</param>
    /// <param name="output">σ, the function of the outputs.</param>
    /// <param name="a">K activations of the outputs.</param>
    /// <param name="t">K targets; the probabilities of classes sum to 1.</param>
    /// <exception cref="ArgumentException">There is no such error function, or it does not match these outputs.</exception>
    public static double Value(string error, double? parameter, ActivationFunction output, double[] a, double[] t)
    {
        RequireFit(error, output, a, t);
        t = Targets(error, parameter, output, t);
        double[] y = TextbookActivations.Apply(output, a);
        double logSumExp = output.Name == "softmax" ? TextbookActivations.LogSumExp(a) : 0;
        double sum = 0;
        for (int k = 0; k < t.Length; k++)
        {
            sum += (error, output.Name) switch
            {
                ("cross-entropy", "softmax") => t[k] * (logSumExp - a[k]),                           // −t ln y
                ("cross-entropy", _) => TextbookActivations.Softplus(a[k]) - t[k] * a[k],            // −[t ln y + (1 − t) ln(1 − y)]
                ("poisson", _) => y[k] - t[k] * a[k],                                                // y − t ln y
                _ => OfOutput(error, parameter, y[k], t[k]).E,
            };
        }
        return sum;
    }

    /// <summary>δ_k = ∂E/∂a_k of the K outputs: y_k − t_k (smoothed) for matched pairs of error and function, else σ'(a_k) ∂E/∂y_k.</summary>
    /// <inheritdoc cref="Value"/>
    public static double[] OutputDeltas(string error, double? parameter, ActivationFunction output, double[] a, double[] t)
    {
        RequireFit(error, output, a, t);
        t = Targets(error, parameter, output, t);
        double[] y = TextbookActivations.Apply(output, a);
        var delta = new double[t.Length];
        for (int k = 0; k < t.Length; k++)
        {
            delta[k] = IsMatched(error, output)
                ? y[k] - t[k]
                : TextbookActivations.Evaluate(output, a[k]).Slope * OfOutput(error, parameter, y[k], t[k]).Slope;
        }
        return delta;
    }

    /// <summary>
    /// The targets that the error is taken from: under cross-entropy smoothed by ε, (1 − ε)t_k + ε/K over K softmax outputs, with K = 2 for each sigmoid output, which tells
    /// two classes apart (Szegedy et al. 2016); else the given ones.
    /// </summary>
    internal static double[] Targets(string error, double? parameter, ActivationFunction output, double[] t)
    {
        if (error != "cross-entropy" || parameter is not { } epsilon)
            return t;
        int classes = output.Name == "softmax" ? t.Length : 2;
        return Array.ConvertAll(t, target => (1 - epsilon) * target + epsilon / classes);
    }

    /// <summary>Whether the output deltas are y − t exactly: identity with sum-of-squares (the lecture's), cross-entropy, poisson.</summary>
    internal static bool IsMatched(string error, ActivationFunction output)
    {
        ArgumentNullException.ThrowIfNull(output);
        return error is "cross-entropy" or "poisson" || (error == "sum-of-squares" && output.Name == "identity");
    }

    /// <summary>E and ∂E/∂y of one output. At a kink the derivative is 0: a perfect output is left alone.</summary>
    internal static (double E, double Slope) OfOutput(string error, double? parameter, double y, double t)
    {
        double r = y - t;
        switch (error)
        {
            case "sum-of-squares":
                return (0.5 * r * r, r);
            case "absolute":
                return (Math.Abs(r), Math.Sign(r));
            case "huber":
                double delta = parameter ?? 1;
                return Math.Abs(r) <= delta ? (0.5 * r * r, r) : (delta * (Math.Abs(r) - 0.5 * delta), delta * Math.Sign(r));
            case "quantile":
                double q = parameter ?? 0.5;
                return r == 0 ? (0, 0) : r < 0 ? (-q * r, -q) : ((1 - q) * r, 1 - q);
            default:
                throw new ArgumentException($"The textbook has no error function of the outputs named {error}.", nameof(error));
        }
    }

    /// <summary>How far an output is from a place where the first or second derivative of the error jumps; infinite where there is none.</summary>
    internal static double KinkDistance(string error, double? parameter, double y, double t) => error switch
    {
        "absolute" or "quantile" => Math.Abs(y - t),
        "huber" => Math.Abs(Math.Abs(y - t) - (parameter ?? 1)),
        _ => double.PositiveInfinity,
    };

    private static void RequireFit(string error, ActivationFunction output, double[] a, double[] t)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(t);
        if (!Fits(error, output))
            throw new ArgumentException($"The textbook has no formula for the error function {error} on outputs of {output}.", nameof(error));
        if (a.Length != t.Length)
            throw new ArgumentException($"{t.Length} targets were given, but the network has {a.Length} output{(a.Length == 1 ? "" : "s")}.", nameof(t));
    }
}
