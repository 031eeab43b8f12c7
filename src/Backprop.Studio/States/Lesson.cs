using Backprop.Textbook;

namespace Backprop.Studio.States;

/// <summary>What is stepped through: a network, a row of data, and the current step of the algorithm. Immutable.</summary>
/// <param name="Network">The network, with its weights before the update.</param>
/// <param name="Inputs">D inputs x.</param>
/// <param name="Targets">K targets t.</param>
/// <param name="LearningRate">η.</param>
public sealed record Lesson(TextbookNetwork Network, IReadOnlyList<double> Inputs, IReadOnlyList<double> Targets, double LearningRate)
{
    /// <summary>The current step of the algorithm, 1 to 6.</summary>
    public int Step { get; init; } = 1;

    /// <summary>τ, the updates done since the start.</summary>
    public int Updates { get; init; }

    /// <summary>A short name.</summary>
    public string Title { get; init; } = "lecture";

    /// <summary>D names of the inputs; null where they have none.</summary>
    public IReadOnlyList<string>? InputNames { get; init; }

    /// <summary>K names of the outputs; null where they have none.</summary>
    public IReadOnlyList<string>? OutputNames { get; init; }

    /// <summary>The maximum number of units of a large layer that are drawn individually at the same time.</summary>
    public const int MaxDrawnOut = 32;

    /// <summary>
    /// Inputs (key 0) and units (key l for layer l), from 1, of large layers that are drawn individually, up to <see cref="MaxDrawnOut"/> of each; null for those that
    /// matter most.
    /// </summary>
    public IReadOnlyDictionary<int, IReadOnlyList<int>>? Units { get; init; }

    /// <summary>The sizes, such as <c>2-3-1</c>.</summary>
    public string Sizes => string.Join('-', Network.Layers.Select(l => l.Units).Prepend(Inputs.Count));

    /// <summary>How many weights and biases the network has.</summary>
    public long Weights => Network.Layers.Sum(l => l.Weights.LongLength);

    /// <summary>The lecture's example, before its first step.</summary>
    public static Lesson Lecture { get; } = OfLecture();

    /// <summary>Every number of the step that starts from these weights.</summary>
    public TextbookStep Numbers() => Network.Step([.. Inputs], [.. Targets], LearningRate);

    private static Lesson OfLecture()
    {
        TextbookStep step = LectureExample.Run().Step;
        var before = step.Layers.Select(l => new TextbookLayer(l.Activation, l.Weights)).ToArray();
        return new(new TextbookNetwork(before, step.Updated.ErrorName, step.Updated.ErrorParameter), step.Inputs, step.Targets, step.LearningRate);
    }
}
