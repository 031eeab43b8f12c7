namespace Backprop.Training.Schedules;

/// <summary>η·½(1 + cos(π·step/steps)): from η down to 0 over the whole training (Loshchilov and Hutter 2016, without restarts).</summary>
public sealed record CosineSchedule : Schedule
{
    /// <inheritdoc/>
    public override string ToString() => "cosine";

    internal override bool DependsOnPlannedSteps => true;

    internal override double Factor(in SchedulePosition position) =>
        0.5 * (1 + Numerics.Functions.Elementary.CosPi((double)position.Step / position.Steps));
}
