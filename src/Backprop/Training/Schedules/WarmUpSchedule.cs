namespace Backprop.Training.Schedules;

/// <summary>η grows in equal parts over the first n steps, (step + 1)/n, on top of another schedule (Goyal et al. 2017).</summary>
/// <param name="Count">n, at least 1.</param>
/// <param name="Then">The schedule whose factor is multiplied in.</param>
public sealed record WarmUpSchedule(long Count, Schedule Then) : Schedule
{
    /// <inheritdoc/>
    public override string ToString() => Then is ConstantSchedule ? $"warm-up={Count}" : $"warm-up={Count},{Then}";

    internal override bool DependsOnPlannedSteps => Then.DependsOnPlannedSteps;

    internal override double OfErrors(IReadOnlyList<double> errors) => Then.OfErrors(errors);

    internal override double Factor(in SchedulePosition position) =>
        Then.Factor(position) * (position.Step < Count ? (position.Step + 1.0) / Count : 1);

    internal static WarmUpSchedule Parse(string text, Schedule then)
    {
        string[] parts = text.Split('=');
        return parts is ["warm-up"] or ["warm-up", _]
            ? new WarmUpSchedule(ScheduleParameters.Count(parts[1..], 0, 500, "The steps of the schedule warm-up"), then)
            : throw new FormatException($"Unknown schedule '{text}': expected warm-up=STEPS.");
    }
}
