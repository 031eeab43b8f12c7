namespace Backprop.Training.Schedules;

/// <summary>η is constant.</summary>
public sealed record ConstantSchedule : Schedule
{
    /// <inheritdoc/>
    public override string ToString() => "constant";

    internal override double Factor(in SchedulePosition position) => 1;
}
