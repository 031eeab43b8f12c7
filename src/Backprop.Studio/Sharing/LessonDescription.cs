using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Backprop.Layers;
using Backprop.Networks;
using Backprop.Studio.States;
using Backprop.Textbook;

namespace Backprop.Studio.Sharing;

/// <summary>A lesson as it is written. Numbers that JSON has no word for are texts, such as "NaN".</summary>
internal sealed record LessonDescription
{
    private const int MaxLayers = 64;

    public required string Title { get; init; }

    public required string Error { get; init; }

    public double? ErrorParameter { get; init; }

    public required LessonLayer[] Layers { get; init; }

    public required double[] Inputs { get; init; }

    public required double[] Targets { get; init; }

    public required double LearningRate { get; init; }

    public required int Step { get; init; }

    public required int Updates { get; init; }

    public string[]? InputNames { get; init; }

    public string[]? OutputNames { get; init; }

    public Dictionary<int, int[]>? Units { get; init; }

    public static LessonDescription Of(Lesson lesson) => new()
    {
        Title = lesson.Title,
        Error = lesson.Network.ErrorName,
        ErrorParameter = lesson.Network.ErrorParameter,
        Layers = [.. lesson.Network.Layers.Select(layer => new LessonLayer(layer.Activation.ToString(), layer.Inputs, layer.Units, [.. layer.Weights.Cast<double>()]))],
        Inputs = [.. lesson.Inputs],
        Targets = [.. lesson.Targets],
        LearningRate = lesson.LearningRate,
        Step = lesson.Step,
        Updates = lesson.Updates,
        InputNames = lesson.InputNames?.ToArray(),
        OutputNames = lesson.OutputNames?.ToArray(),
        Units = lesson.Units?.ToDictionary(column => column.Key, column => column.Value.ToArray()),
    };

    /// <exception cref="FormatException">It contradicts itself, or is too large.</exception>
    /// <exception cref="ArgumentException">The textbook has no such network.</exception>
    public Lesson Lesson()
    {
        if (Layers.Length is 0 or > MaxLayers)
            throw new FormatException($"It has {Layers.Length} layers; 1 to {MaxLayers} were expected.");
        TextbookLayer[] layers = [.. Layers.Select((layer, l) => layer?.Layer() ?? throw new FormatException($"Layer {l + 1} is null."))];
        if (!double.IsFinite(ErrorParameter ?? 0) || !(LearningRate >= TrainChoices.MinLearningRate && LearningRate < double.PositiveInfinity))
            throw new FormatException(FormattableString.Invariant($"'error_parameter' must be finite, and 'learning_rate' finite and at least {TrainChoices.MinLearningRate}."));
        var network = new TextbookNetwork(layers, Error, ErrorParameter);
        int d = layers[0].Inputs, k = layers[^1].Units;
        var lesson = new Lesson(network, Counted(Inputs, d, "inputs"), Counted(Targets, k, "targets"), LearningRate)
        {
            Title = Title.Length <= 200 ? Title : "own network",
            Step = Math.Clamp(Step, 1, Reducer.Steps),
            Updates = Math.Max(0, Updates),
            InputNames = Counted(InputNames, d, "input_names"),
            OutputNames = Counted(OutputNames, k, "output_names"),
        };
        if (!StateText.Fits(lesson))
            throw new FormatException($"Its network has {lesson.Weights} weights; at most {StateText.MaxWeights} fit into a state.");
        // The engine's error functions are stricter than the formulas of the textbook: about their parameter, and about the number of outputs.
        NetworkPlan plan = NetworkPlan.Of(lesson);
        if (!plan.Error.Fits(plan.Output, plan.Sizes[^1]))
            throw new FormatException($"The error function {plan.Error} does not match {plan.Sizes[^1]} outputs of {plan.Output}.");
        return Units is null ? lesson : lesson with { Units = DrawnOut([d, .. layers.Select(layer => layer.Units)]) };
    }

    private Dictionary<int, IReadOnlyList<int>> DrawnOut(int[] sizes)
    {
        foreach ((int column, int[]? shown) in Units!)
        {
            if (shown?.Length > States.Lesson.MaxDrawnOut)
                throw new FormatException($"It draws out more than {States.Lesson.MaxDrawnOut} units of layer {column}.");
            if (column < 0 || column >= sizes.Length || shown is null or [] || shown.Any(unit => unit < 1 || unit > sizes[column]))
                throw new FormatException($"It draws out units that layer {column} does not have.");
        }
        return Units.ToDictionary(column => column.Key, column => (IReadOnlyList<int>)column.Value);
    }

    [return: NotNullIfNotNull(nameof(list))]
    private static T[]? Counted<T>(T[]? list, int count, string name) => list is null || (list.Length == count && list.All(item => item is not null)) ? list
        : throw new FormatException($"'{name}' must hold {count.ToString(CultureInfo.InvariantCulture)} {(typeof(T) == typeof(string) ? "names" : "numbers")}.");
}

/// <summary>A layer of a lesson as it is written: row 0 of its weights holds the biases, row i the weights from input i.</summary>
internal sealed record LessonLayer(string Activation, int Inputs, int Units, double[] Weights)
{
    /// <exception cref="FormatException">It contradicts itself, is too large, or has an unknown function.</exception>
    public TextbookLayer Layer()
    {
        if (Inputs < 1 || Units < 1 || (Inputs + 1L) * Units > StateText.MaxWeights)
            throw new FormatException($"A layer of {Inputs} inputs and {Units} units is none, or too large for a state.");
        if (Weights.Length != (Inputs + 1) * Units)
            throw new FormatException($"'weights' must hold {(Inputs + 1) * Units} numbers.");
        var weights = new double[Inputs + 1, Units];
        Buffer.BlockCopy(Weights, 0, weights, 0, Weights.Length * sizeof(double));
        return new TextbookLayer(ActivationFunction.Parse(Activation), weights);
    }
}
