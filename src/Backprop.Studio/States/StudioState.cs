using Backprop.Explain.Derivations;

namespace Backprop.Studio.States;

/// <summary>Everything that the page shows, in one immutable record that can be undone, shared and tested.</summary>
public sealed record StudioState
{
    /// <summary>The lesson of the Step view.</summary>
    public Lesson Lesson { get; init; } = Lesson.Lecture;

    /// <summary>The numbers whose derivations were opened, each from the previous one; the last is shown. Empty: the step's own equations.</summary>
    public IReadOnlyList<Quantity> Opened { get; init; } = [];

    /// <summary>Significant digits of formulas, 1 to 17.</summary>
    public int Digits { get; init; } = 3;

    /// <summary>The choices of the Train view.</summary>
    public TrainChoices Training { get; init; } = TrainChoices.Default;
}
