using Backprop.Numerics.Buffers;
using Backprop.Numerics.Randomness;
using Backprop.Spelling;

namespace Backprop.Layers;

/// <summary>How the weights of a new network are chosen. Biases start at 0, except under <see cref="Constant"/>, which sets them too.</summary>
/// <remarks>The weights of layer l are a function of (seed, l) and the layer's shape alone.</remarks>
public sealed record Initializer
{
    private enum Distribution
    {
        Constant,
        Uniform,
        Normal,
    }

    private readonly Distribution distribution;

    private Initializer(string name, Distribution distribution, double? parameter = null)
    {
        Name = name;
        this.distribution = distribution;
        Parameter = parameter;
    }

    /// <summary>The name as the command line and model files write it, such as <c>glorot</c>.</summary>
    public string Name { get; }

    /// <summary>The value of constant, the bound of uniform or the standard deviation of normal; null for the others.</summary>
    public double? Parameter { get; }

    /// <summary>Every weight and bias 1, as the lecture's example begins.</summary>
    public static Initializer Constant { get; } = new("constant", Distribution.Constant, 1);

    /// <summary>Uniform between −0.1 and 0.1.</summary>
    public static Initializer Uniform { get; } = new("uniform", Distribution.Uniform, 0.1);

    /// <summary>Normal with standard deviation 0.1.</summary>
    public static Initializer Normal { get; } = new("normal", Distribution.Normal, 0.1);

    /// <summary>Uniform between ±√(6/(D + M)) (Glorot and Bengio 2010): for sigmoid, tanh and the like.</summary>
    public static Initializer Glorot { get; } = new("glorot", Distribution.Uniform);

    /// <summary>Normal with standard deviation √(2/D) (He et al. 2015): for relu and its relatives.</summary>
    public static Initializer He { get; } = new("he", Distribution.Normal);

    /// <summary>Normal with standard deviation √(1/D) (LeCun et al. 1998): for selu.</summary>
    public static Initializer LeCun { get; } = new("lecun", Distribution.Normal);

    /// <summary>
    /// Normal, divided by the standard deviation of each unit's activations over the training rows, with biases among these (Holzmüller et al. 2024): for models of
    /// tables. A network that is made without rows has normal weights with standard deviation √(1/D).
    /// </summary>
    public static Initializer DataDriven { get; } = new("data-driven", Distribution.Normal);

    /// <summary>Every initializer that needs no data, each with its usual parameter.</summary>
    public static IReadOnlyList<Initializer> All { get; } = [Constant, Uniform, Normal, Glorot, He, LeCun];

    /// <summary>The initializer of a name such as <c>glorot</c> or <c>uniform=0.05</c>.</summary>
    /// <exception cref="FormatException">No such initializer, or a parameter where none belongs or out of range; the message lists the names.</exception>
    public static Initializer Parse(string text)
    {
        string name = NamedFunction.Split(text, out string? given);
        if (All.Append(DataDriven).FirstOrDefault(i => i.Name == name) is not { } initializer)
            throw new FormatException($"Unknown initializer '{text}'. Known: {string.Join(", ", All.Append(DataDriven).Select(i => i.ToString()))}.");
        if (given is null)
            return initializer;
        if (initializer.Parameter is null)
            throw new FormatException($"The initializer {name} has no parameter, but '{text}' gives one.");
        double parameter = NamedFunction.Number(name, given);
        if (!float.IsFinite((float)parameter) || (initializer.distribution != Distribution.Constant && !(parameter > 0)))
            throw new FormatException($"The parameter of {name} must be a {(name == "constant" ? "" : "positive ")}number, but '{text}' was given.");
        return new Initializer(name, initializer.distribution, parameter);
    }

    /// <summary>The name, with the parameter where there is one, as <see cref="Parse"/> reads it.</summary>
    public override string ToString() => NamedFunction.Format(Name, Parameter);

    /// <summary>Sets the weights of layer <paramref name="layer"/>, from 1, row after row.</summary>
    internal void Fill(PanelMatrix weights, ulong seed, int layer)
    {
        double scale = Scale(weights.Inputs, weights.Units);
        var random = new RandomStream(seed, Purpose.Weights, layer);
        var row = new float[weights.Units];
        for (int i = distribution == Distribution.Constant ? 0 : 1; i <= weights.Inputs; i++)
        {
            for (int j = 0; j < row.Length; j++)
                row[j] = (float)(distribution switch
                {
                    Distribution.Uniform => scale * (2 * random.NextDouble() - 1),
                    Distribution.Normal => scale * random.NextNormal(),
                    _ => scale,
                });
            weights.CopyRowFrom(i, row);
        }
    }

    private double Scale(int inputs, int units) => Name switch
    {
        "glorot" => Math.Sqrt(6.0 / (inputs + units)),
        "he" => Math.Sqrt(2.0 / inputs),
        "lecun" or "data-driven" => Math.Sqrt(1.0 / inputs),
        _ => Parameter!.Value,
    };
}
