using System.Globalization;
using Backprop.Layers;
using Backprop.Spelling;

namespace Backprop.Losses;

/// <summary>
/// The error E_n of one row's outputs against its targets, and the deltas it sends back: its name, its parameter, and the output
/// functions it matches. The formulas for reading are in <c>Backprop.Textbook</c>.
/// </summary>
public abstract record ErrorFunction
{
    private protected ErrorFunction(string name, double? parameter = null)
    {
        Name = name;
        Parameter = parameter;
    }

    /// <summary>The name as the command line and model files write it, such as <c>sum-of-squares</c>.</summary>
    public string Name { get; }

    /// <summary>The δ of huber, the q of quantile, or the ε of a smoothed cross-entropy; null for functions without a parameter.</summary>
    public double? Parameter { get; }

    /// <summary>E_n = ½ Σ_k (y_k − t_k)², the lecture's.</summary>
    public static ErrorFunction SumOfSquares { get; } = new SquaredError();

    /// <summary>E_n = Σ_k |y_k − t_k|.</summary>
    public static ErrorFunction Absolute { get; } = new Absolute();

    /// <summary>½r² for |r| ≤ δ, else δ(|r| − ½δ), summed over k, r = y_k − t_k (Huber 1964); δ = 1.</summary>
    public static ErrorFunction Huber { get; } = new Huber(1);

    /// <summary>
    /// −Σ_k t_k ln y_k for K classes with softmax outputs; −t ln y − (1 − t) ln(1 − y) for two classes with one sigmoid output. With a parameter ε from 0 to below 1
    /// (<c>cross-entropy=0.1</c>) the targets are smoothed to (1 − ε)t_k + ε/K, K = 2 for one output (Szegedy et al. 2016); ε = 0.
    /// </summary>
    public static ErrorFunction CrossEntropy { get; } = new CrossEntropy();

    /// <summary>Σ_k y_k − t_k ln y_k with exponential outputs: counts and rates (without ln t!, which no weight changes).</summary>
    public static ErrorFunction Poisson { get; } = new Poisson();

    /// <summary>q·r for r = t − y ≥ 0, else (q − 1)·r, summed over k (Koenker and Bassett 1978): outputs estimate the q-quantile; q = 0.5.</summary>
    public static ErrorFunction Quantile { get; } = new Quantile(0.5);

    /// <summary>Every function, each with its usual parameter.</summary>
    public static IReadOnlyList<ErrorFunction> All { get; } = [SumOfSquares, Absolute, Huber, CrossEntropy, Poisson, Quantile];

    /// <summary>
    /// Whether E and the deltas are computed from the output activations a, not from y = σ(a): no digits are lost where y is near 0 or 1, and
    /// the deltas are y − t exactly.
    /// </summary>
    internal abstract bool FromActivations { get; }

    /// <summary>Whether its targets may be shifted and scaled; else they are probabilities or counts, and are learned unchanged.</summary>
    public virtual bool TakesScaledTargets => true;

    /// <summary>Whether classes can be learned with it.</summary>
    public virtual bool TakesClasses => true;

    /// <summary>Whether its outputs are the probabilities of classes.</summary>
    public virtual bool HasProbabilities => false;

    /// <summary>What its parameter must be, to follow on "The"; null for functions that take none.</summary>
    internal virtual string? ParameterRange => null;

    /// <summary>The same function with another parameter; null where that is out of range.</summary>
    private protected virtual ErrorFunction? With(double parameter) => null;

    /// <summary>The function of a name such as <c>cross-entropy</c> or <c>quantile=0.9</c>.</summary>
    /// <exception cref="FormatException">No such function, or a parameter where none belongs or out of range; the message lists the names.</exception>
    public static ErrorFunction Parse(string text)
    {
        string name = NamedFunction.Split(text, out string? given);
        if (All.FirstOrDefault(f => f.Name == name) is not { } function)
            throw new FormatException($"Unknown error function '{text}'. Known: {string.Join(", ", All.Select(f => f.ToString()))}.");
        if (given is null)
            return function;
        if (function.ParameterRange is not { } range)
            throw new FormatException($"The error function {name} has no parameter, but '{text}' gives one.");
        return function.With(NamedFunction.Number(name, given)) ?? throw new FormatException($"The {range}, but '{text}' was given.");
    }

    /// <summary>Whether the function matches these outputs.</summary>
    /// <param name="output">σ, the function of the output units.</param>
    /// <param name="outputs">K, at least 1.</param>
    public virtual bool Fits(ActivationFunction output, int outputs)
    {
        ArgumentNullException.ThrowIfNull(output);
        return !output.OutputOnly;
    }

    /// <summary>
    /// What keeps numbers from being a row's targets, to follow on a name for them; null where nothing does. Cross-entropy needs probabilities, over several
    /// outputs such that sum to 1 (within 0.001): only then are its deltas y − t. Poisson needs counts or rates from 0. All need finite numbers.
    /// </summary>
    /// <param name="targets">K targets.</param>
    internal virtual string? WhyNotTargets(ReadOnlySpan<float> targets) => WhyNotWithin(targets, float.MinValue, float.MaxValue, "finite numbers");

    /// <summary>
    /// An error E_n, less the minimum (<see cref="MinOfRow"/>), that is as bad as any where no single row may decide, known without looking at other rows; null where there
    /// is none.
    /// </summary>
    /// <param name="outputs">K.</param>
    internal virtual double? MaxOfRow(int outputs) => null;

    /// <summary>The minimum of E_n with these targets, over all outputs.</summary>
    /// <param name="targets">K targets, ones that the function takes.</param>
    internal virtual double MinOfRow(ReadOnlySpan<float> targets) => 0;

    /// <summary>What is wrong with the first target that is not from <paramref name="least"/> to <paramref name="most"/>; null where there is none.</summary>
    private protected string? WhyNotWithin(ReadOnlySpan<float> targets, float least, float most, string expected)
    {
        for (int k = 0; k < targets.Length; k++)
            if (!(targets[k] >= least && targets[k] <= most))
                return string.Create(CultureInfo.InvariantCulture,
                    $"hold {targets[k]}{(targets.Length > 1 ? $" (target {k + 1})" : "")}, but the error function {this} needs {expected}");
        return null;
    }

    /// <summary>The output functions that go with this error function and K outputs, for messages.</summary>
    public IEnumerable<ActivationFunction> FittingOutputs(int outputs) => ActivationFunction.All.Where(f => Fits(f, outputs));

    /// <summary>The name, with the parameter where there is one, as <see cref="Parse"/> reads it.</summary>
    public sealed override string ToString() => NamedFunction.Format(Name, Parameter);

    /// <summary>The evaluation of a batch in its memory.</summary>
    internal abstract BatchError Over(ErrorPlace place);
}
