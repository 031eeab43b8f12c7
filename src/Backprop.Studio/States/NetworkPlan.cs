using Backprop.Layers;
using Backprop.Losses;
using Backprop.Networks;
using Backprop.Textbook;

namespace Backprop.Studio.States;

/// <summary>The definition of a new network of the Step view.</summary>
/// <param name="Sizes">Inputs, units of each hidden layer, outputs.</param>
/// <param name="Hidden">h, the function of the hidden units.</param>
/// <param name="Output">σ, the function of the outputs.</param>
/// <param name="Error">E.</param>
/// <param name="Seed">The seed of random weights; null: the existing weights where the sizes are the same, else 1 for each, as in the lecture.</param>
public sealed record NetworkPlan(IReadOnlyList<int> Sizes, ActivationFunction Hidden, ActivationFunction Output, ErrorFunction Error, ulong? Seed)
{
    /// <summary>Whether every weight is 1, whatever the existing weights; where there is no seed.</summary>
    public bool HasOnes { get; init; }

    /// <summary>The maximum number of units of a layer here; larger networks are trained, and opened from there.</summary>
    public const int MaxUnits = 64;

    /// <summary>The maximum number of layers of a network made here.</summary>
    public const int MaxLayers = 6;

    /// <summary>The plan of an existing network.</summary>
    public static NetworkPlan Of(Lesson lesson)
    {
        ArgumentNullException.ThrowIfNull(lesson);
        TextbookNetwork network = lesson.Network;
        return new(
            [lesson.Inputs.Count, .. network.Layers.Select(l => l.Units)], network.Layers[0].Activation.OutputOnly || network.Layers.Count == 1 ? ActivationFunction.Sigmoid : network.Layers[0].Activation,
            network.Layers[^1].Activation, ErrorFunction.Parse(network.ErrorParameter is { } parameter ? FormattableString.Invariant($"{network.ErrorName}={parameter:R}") : network.ErrorName), Seed: null);
    }

    /// <summary>Reads sizes such as 2-3-1.</summary>
    /// <exception cref="FormatException">Invalid sizes, or too large ones for a page.</exception>
    public static int[] ParseSizes(string text)
    {
        int[] sizes = Network.ParseSizes(text);
        return sizes.Length - 1 > MaxLayers || sizes.Max() > MaxUnits
            ? throw new FormatException($"'{text}' is too large to step through: at most {MaxLayers} layers of {MaxUnits} units. Train larger ones and open them in Step from there.")
            : sizes;
    }

    /// <summary>The plan with an output function that matches its error function.</summary>
    public NetworkPlan Fitted() => Error.Fits(Output, Sizes[^1]) ? this : this with { Output = Error.FittingOutputs(Sizes[^1]).First() };

    /// <summary>A lesson of such a network; the numbers of the row are kept as far as possible.</summary>
    public Lesson Lesson(Lesson before)
    {
        ArgumentNullException.ThrowIfNull(before);
        bool keepsWeights = Seed is null && !HasOnes && Sizes.SequenceEqual(Of(before).Sizes), hasRowOf = before.Inputs.Count == Sizes[0] && before.Targets.Count == Sizes[^1];
        Lesson lesson = before with
        {
            Network = keepsWeights ? Again(before.Network) : Anew(),
            Inputs = Kept(before.Inputs, Sizes[0], _ => 0.5),
            Targets = Targets(before),
            Title = "own network",
        };
        return keepsWeights ? lesson : lesson with
        {
            InputNames = hasRowOf ? before.InputNames : null,
            OutputNames = hasRowOf ? before.OutputNames : null,
            Step = 1,
            Updates = 0,
            Units = null,
        };
    }

    private TextbookNetwork Anew() => TextbookNetwork.Of(new Network(Sizes, new NetworkOptions
    {
        Activation = Hidden, OutputActivation = Output, Error = Error, Seed = Seed ?? 1, Initializer = Seed is null ? Initializer.Constant : null,
    }));

    /// <summary>The same weights under these functions.</summary>
    private TextbookNetwork Again(TextbookNetwork before) =>
        new([.. before.Layers.Select((layer, l) => new TextbookLayer(l == before.Layers.Count - 1 ? Output : Hidden, layer.Weights))], Error.Name, Error.Parameter);

    /// <summary>The targets of classes are one 1 among zeros.</summary>
    private IReadOnlyList<double> Targets(Lesson before)
    {
        bool hasClasses = Output == ActivationFunction.Softmax;
        if (before.Targets.Count == Sizes[^1] && (!hasClasses || before.Network.Layers[^1].Activation == ActivationFunction.Softmax))
            return before.Targets;
        return hasClasses ? Kept([], Sizes[^1], k => k == 0 ? 1 : 0) : Kept(before.Targets, Sizes[^1], _ => 0.5);
    }

    private static double[] Kept(IReadOnlyList<double> numbers, int count, Func<int, double> other) =>
        [.. Enumerable.Range(0, count).Select(n => n < numbers.Count ? numbers[n] : other(n))];
}
