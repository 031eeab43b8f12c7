using Backprop.Networks;
using Backprop.Spelling;

namespace Backprop.Training.Optimizers;

/// <summary>
/// How the derivatives g = ∂E/∂w of a batch become updates of the weights. One optimizer a file: its equation, its parameters, and its
/// arithmetic for one weight.
/// </summary>
public abstract record Optimizer
{
    private protected Optimizer(double learningRate) => LearningRate = learningRate;

    /// <summary>The name as the command line and model files write it.</summary>
    public abstract string Name { get; }

    /// <summary>η, above 0; a schedule multiplies it.</summary>
    public double LearningRate { get; init; }

    /// <summary>Every optimizer, with its defaults.</summary>
    public static IReadOnlyList<Optimizer> All { get; } = [new Sgd(), new Momentum(), new Nesterov(), new RmsProp(), new Adam(), new AdamW()];

    /// <summary>λ where the options do not say one.</summary>
    internal virtual double DefaultWeightDecay => 0;

    /// <summary>Whether the decay is applied beside the gradient by default.</summary>
    internal virtual bool DecoupledByDefault => false;

    /// <summary>The optimizer of a name, with its defaults.</summary>
    /// <exception cref="FormatException">No such optimizer; the message lists the names.</exception>
    public static Optimizer Parse(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return All.FirstOrDefault(optimizer => optimizer.Name == name.Trim().ToLowerInvariant())
            ?? throw new FormatException($"Unknown optimizer '{name}'. Known: {string.Join(", ", All.Select(optimizer => optimizer.Name))}.");
    }

    private protected const string EpsilonMeaning = "keeps steps finite where the mean square is near 0";

    private protected const string MomentumMeaning = "the share of the last step that is kept";

    /// <summary>The parameters besides η.</summary>
    internal virtual IReadOnlyList<OptimizerParameter> Parameters => [];

    /// <summary>The optimizer with another value of a parameter.</summary>
    /// <exception cref="ArgumentException">It has no such parameter; the message names the optimizers that do.</exception>
    internal virtual Optimizer With(string parameter, double value)
    {
        string[] having = [.. All.Where(optimizer => optimizer.Parameters.Any(known => known.Name == parameter)).Select(optimizer => optimizer.Name)];
        throw new ArgumentException(having.Length == 0 ? $"No optimizer has a parameter {parameter}." : $"{parameter} is a parameter of the optimizer {string.Join(" or ", having)}, but {Name} is chosen.", nameof(parameter));
    }

    /// <summary>The arithmetic for a run, from its first step.</summary>
    internal abstract OptimizerRun Start();

    internal IEnumerable<string> Violations()
    {
        if (!IsAboveZero(LearningRate))
            yield return $"The learning rate must be a finite number above 0, but is {SinglePrecision.Text(LearningRate)}.";
        foreach (var (name, value, _) in Parameters)
            if (name == "epsilon" ? !IsAboveZero(value) : !(value >= 0 && (float)value < 1))
                yield return $"{name} of {Name} must be {(name == "epsilon" ? "a finite number above 0" : "from 0 to below 1")}, but is {SinglePrecision.Text(value)}.";
    }

    private static bool IsAboveZero(double value) => (float)value > 0 && float.IsFinite((float)value);
}
