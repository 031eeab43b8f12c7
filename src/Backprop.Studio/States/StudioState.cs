using Backprop.Explain.Derivations;

namespace Backprop.Studio.States;

/// <summary>All that the page shows, in one immutable record: what can be undone, shared and tested.</summary>
public sealed record StudioState
{
    /// <summary>What the Step view goes through.</summary>
    public Lesson Lesson { get; init; } = Lesson.Lecture;

    /// <summary>The numbers whose derivations were opened, one out of the other; the last is shown. Empty: the step's own equations.</summary>
    public IReadOnlyList<Quantity> Doors { get; init; } = [];

    /// <summary>Significant digits of formulas, 1 to 17.</summary>
    public int Digits { get; init; } = 3;

    /// <summary>What the Train view trains, and how.</summary>
    public TrainChoices Training { get; init; } = TrainChoices.Default;
}
