using Backprop.Numerics.Functions;

namespace Backprop.Training.Schedules;

/// <summary>η over the first half of the training, then ½η(1 + cos(π(2·step/steps − 1))): down to 0 over the second half.</summary>
public sealed record FlatCosineSchedule : Schedule
{
    /// <inheritdoc/>
    public override string ToString() => "flat-cosine";

    internal override bool DependsOnPlannedSteps => true;

    internal override double Factor(in SchedulePosition position)
    {
        double part = (double)position.Step / position.Steps;
        return part <= 0.5 ? 1 : 0.5 * (1 + Elementary.CosPi(2 * part - 1));
    }
}
