using Backprop.Numerics.Functions;
using Backprop.Spelling;

namespace Backprop.Layers;

/// <summary>
/// A unit's function, z = h(a) for hidden units and y = σ(a) for outputs: its name, its parameter, and where it is allowed. The formulas
/// are in <c>Backprop.Textbook</c> (double precision, to be read) and <c>Backprop.Numerics.Functions</c> (the engine).
/// </summary>
public sealed record ActivationFunction
{
    // The engine's form for another parameter; null for functions without one.
    private readonly Func<float, ElementFunction>? engineOf;

    private ActivationFunction(string name, ElementFunction? engine) => (Name, Engine, Initializer) = (name, engine, Initializer.Glorot);

    private ActivationFunction(string name, Func<float, ElementFunction> engineOf, double parameter) : this(name, engineOf((float)parameter)) => (this.engineOf, Parameter) = (engineOf, parameter);

    /// <summary>The name as the command line and model files write it, such as <c>leaky-relu</c>.</summary>
    public string Name { get; }

    /// <summary>The slope of leaky-relu (default 0.01) or the α of elu (default 1); null for functions without a parameter.</summary>
    public double? Parameter { get; }

    /// <summary>Whether the function is allowed only at the outputs: softmax and exponential.</summary>
    public bool OutputOnly { get; private init; }

    /// <summary>How weights into units of this function best begin: he for relu and its relatives, lecun for selu, glorot for the rest.</summary>
    public Initializer Initializer { get; private init; }

    /// <summary>Whether its first or second derivative jumps at 0, where finite differences mean nothing.</summary>
    public bool HasKink { get; private init; }

    /// <summary>h(a) = a.</summary>
    public static ActivationFunction Identity { get; } = new("identity", ElementFunctions.Identity);

    /// <summary>h(a) = 1/(1 + exp(−a)), the lecture's.</summary>
    public static ActivationFunction Sigmoid { get; } = new("sigmoid", ElementFunctions.Sigmoid);

    /// <summary>h(a) = tanh(a).</summary>
    public static ActivationFunction Tanh { get; } = new("tanh", ElementFunctions.Tanh);

    /// <summary>h(a) = max(a, 0).</summary>
    public static ActivationFunction Relu { get; } = new("relu", ElementFunctions.Relu) { Initializer = Initializer.He, HasKink = true };

    /// <summary>h(a) = a for a &gt; 0, else 0.01·a.</summary>
    public static ActivationFunction LeakyRelu { get; } = new("leaky-relu", ElementFunctions.LeakyRelu, 0.01) { Initializer = Initializer.He, HasKink = true };

    /// <summary>h(a) = a for a &gt; 0, else exp(a) − 1.</summary>
    public static ActivationFunction Elu { get; } = new("elu", ElementFunctions.Elu, 1) { Initializer = Initializer.He, HasKink = true };

    /// <summary>h(a) = λa for a &gt; 0, else λα(exp(a) − 1), with λ = 1.0507… and α = 1.6732… (Klambauer et al. 2017).</summary>
    public static ActivationFunction Selu { get; } = new("selu", ElementFunctions.Selu) { Initializer = Initializer.LeCun, HasKink = true };

    /// <summary>h(a) = a·Φ(a), Φ the normal distribution function (Hendrycks and Gimpel 2016), not its tanh approximation.</summary>
    public static ActivationFunction Gelu { get; } = new("gelu", ElementFunctions.Gelu) { Initializer = Initializer.He };

    /// <summary>h(a) = a/(1 + exp(−a)), also called swish.</summary>
    public static ActivationFunction Silu { get; } = new("silu", ElementFunctions.Silu) { Initializer = Initializer.He };

    /// <summary>h(a) = a·tanh(ln(1 + exp(a))) (Misra 2019).</summary>
    public static ActivationFunction Mish { get; } = new("mish", ElementFunctions.Mish) { Initializer = Initializer.He };

    /// <summary>h(a) = ln(1 + exp(a)).</summary>
    public static ActivationFunction Softplus { get; } = new("softplus", ElementFunctions.Softplus);

    /// <summary>h(a) = a/(1 + |a|).</summary>
    public static ActivationFunction Softsign { get; } = new("softsign", ElementFunctions.Softsign) { HasKink = true };

    /// <summary>σ(a)_k = exp(a_k)/Σ exp(a): the probabilities of K classes. Outputs only.</summary>
    public static ActivationFunction Softmax { get; } = new("softmax", engine: null) { OutputOnly = true };

    /// <summary>σ(a) = exp(a): a rate or count. Outputs only.</summary>
    public static ActivationFunction Exponential { get; } = new("exponential", ElementFunctions.Exponential) { OutputOnly = true };

    /// <summary>Every function, each with its usual parameter.</summary>
    public static IReadOnlyList<ActivationFunction> All { get; } =
        [Identity, Sigmoid, Tanh, Relu, LeakyRelu, Elu, Selu, Gelu, Silu, Mish, Softplus, Softsign, Softmax, Exponential];

    /// <summary>The function of a name such as <c>tanh</c> or <c>leaky-relu=0.1</c>; a parameter must be positive and finite.</summary>
    /// <exception cref="FormatException">No such function, or a parameter where none belongs or out of range; the message lists the names.</exception>
    public static ActivationFunction Parse(string text)
    {
        string name = NamedFunction.Split(text, out string? given);
        if (All.FirstOrDefault(f => f.Name == name) is not { } function)
            throw new FormatException($"Unknown activation function '{text}'. Known: {string.Join(", ", All.Select(f => f.ToString()))}.");
        if (given is null)
            return function;
        if (function.engineOf is not { } engineOf)
            throw new FormatException($"The activation function {name} has no parameter, but '{text}' gives one.");
        double parameter = NamedFunction.Number(name, given);
        if (!((float)parameter > 0 && float.IsFinite((float)parameter)))
            throw new FormatException($"The parameter of {name} must be a positive number, but '{text}' was given.");
        return new ActivationFunction(name, engineOf, parameter) { Initializer = function.Initializer, HasKink = function.HasKink };
    }

    /// <summary>The engine's form of the function; null for softmax, which takes a whole row.</summary>
    internal ElementFunction? Engine { get; }

    /// <summary>Whether two functions have the same name and parameter.</summary>
    public bool Equals(ActivationFunction? other) => other is not null && Name == other.Name && Parameter == other.Parameter;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Parameter);

    /// <summary>The name, with the parameter where there is one, as <see cref="Parse"/> reads it.</summary>
    public override string ToString() => NamedFunction.Format(Name, Parameter);
}
