using Backprop.Explain.Derivations;
using Backprop.Explain.Drawings;
using Backprop.Textbook;

namespace Backprop.Studio.States;

/// <summary>Applies an action: returns a new state and does not change the old one.</summary>
public static class Reducer
{
    /// <summary>Steps of the algorithm.</summary>
    public const int Steps = 6;

    /// <summary>Whether a number is given, so that it can be edited; the others are computed from those.</summary>
    public static bool CanEdit(Quantity quantity) =>
        quantity.Kind is QuantityKind.Weight or QuantityKind.Input or QuantityKind.Target or QuantityKind.LearningRate;

    /// <summary>The minimum of a given number: η is above 0, as in the engine.</summary>
    public static double Min(Quantity quantity) => quantity.Kind == QuantityKind.LearningRate ? TrainChoices.MinLearningRate : double.NegativeInfinity;

    /// <summary>The state after an action.</summary>
    public static StudioState Reduce(StudioState state, StudioAction action) => action switch
    {
        GoTo go => At(state, go.Step),
        Next => state.Lesson.Step < Steps ? At(state, state.Lesson.Step + 1) : At(Updated(state, 1), 2),
        Previous => At(state, Math.Max(1, state.Lesson.Step - 1)),
        Learn learn => At(Updated(state, learn.Rounds), 2),
        Edit edit => state with { Lesson = Edited(state.Lesson, edit.Quantity, edit.Value) },
        ChangeNetwork change => state with { Lesson = change.Plan.Fitted().Lesson(state.Lesson), Opened = [] },
        DrawOut draw => state with { Lesson = DrawnOut(state.Lesson, draw.Column, draw.Unit + 1) },
        Open open => state with { Opened = [.. state.Opened.Where(number => number != open.Quantity), open.Quantity] },
        Back => state with { Opened = [.. state.Opened.SkipLast(1)] },
        Load load => state with { Lesson = load.Lesson, Opened = [] },
        ChooseTraining choose => state with { Training = choose.Choices },
        Restore restore => restore.State,
        ShowDigits show => state with { Digits = Math.Clamp(show.Digits, 1, 17) },
        _ => throw new NotSupportedException($"No state after {action.GetType().Name}."),
    };

    private static StudioState At(StudioState state, int step) => state with { Lesson = state.Lesson with { Step = Math.Clamp(step, 1, Steps) }, Opened = [] };

    private static StudioState Updated(StudioState state, int rounds)
    {
        Lesson lesson = state.Lesson;
        for (int n = 0; n < rounds; n++)
            lesson = lesson with { Network = lesson.Numbers().Updated, Updates = lesson.Updates + 1 };
        return state with { Lesson = lesson };
    }

    private static Lesson Edited(Lesson lesson, Quantity quantity, double value) => quantity.Kind switch
    {
        QuantityKind.Input => lesson with { Inputs = Replaced(lesson.Inputs, quantity.To, value) },
        QuantityKind.Target => lesson with { Targets = Replaced(lesson.Targets, quantity.To, value) },
        QuantityKind.LearningRate => lesson with { LearningRate = value },
        QuantityKind.Weight => lesson with { Network = Replaced(lesson.Network, quantity, value) },
        _ => throw new ArgumentException($"A {quantity.Kind} follows from others and cannot be set.", nameof(quantity)),
    };

    private static Lesson DrawnOut(Lesson lesson, int column, int unit)
    {
        var units = ShownUnits.Of(lesson.Numbers(), new DrawingOptions().MaxUnits, lesson.Units).Choice.ToDictionary();
        IReadOnlyList<int> shown = units[column], others = [.. shown.Where(u => u != unit)];
        if (others.Count == shown.Count)
            others = shown.Count < Lesson.MaxDrawnOut ? [.. shown.Append(unit).Order()] : shown;
        // One always remains.
        units[column] = others.Count > 0 ? others : shown;
        return lesson with { Units = units };
    }

    private static double[] Replaced(IReadOnlyList<double> numbers, int index, double value) => [.. numbers.Select((number, n) => n == index ? value : number)];

    private static TextbookNetwork Replaced(TextbookNetwork network, Quantity weight, double value)
    {
        TextbookLayer layer = network.Layers[weight.Layer];
        var weights = (double[,])layer.Weights.Clone();
        weights[weight.From, weight.To] = value;
        var layers = network.Layers.Select((l, n) => n == weight.Layer ? new TextbookLayer(layer.Activation, weights) : l).ToArray();
        return new TextbookNetwork(layers, network.ErrorName, network.ErrorParameter);
    }
}
