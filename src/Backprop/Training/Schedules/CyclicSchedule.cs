using Backprop.Numerics.Functions;

namespace Backprop.Training.Schedules;

/// <summary>
/// η·½(1 − cos(2π log₂(1 + (2ᵏ − 1)·step/steps))): from 0 up to η and down again k times, each time over twice as many steps, so that the weights of every valley can be
/// good ones (Holzmüller et al. 2024, there with k = 4).
/// </summary>
/// <param name="Cycles">k, from 1 to 30.</param>
public sealed record CyclicSchedule(int Cycles) : Schedule
{
    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"cycles={Cycles}");

    internal override bool DependsOnPlannedSteps => true;

    internal override double Factor(in SchedulePosition position)
    {
        double cycles = Elementary.Log(1 + ((1 << Cycles) - 1) * ((double)position.Step / position.Steps)) / Elementary.Log(2);
        return 0.5 * (1 - Elementary.CosPi(2 * cycles));
    }

    internal static CyclicSchedule Create(IReadOnlyList<string> parameters)
    {
        long cycles = ScheduleParameters.Count(parameters, 0, 4, "The number of cycles");
        return cycles <= 30 ? new CyclicSchedule((int)cycles) : throw new FormatException($"The number of cycles must be from 1 to 30, but is {cycles}.");
    }
}
