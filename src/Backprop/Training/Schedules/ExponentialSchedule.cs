namespace Backprop.Training.Schedules;

/// <summary>η·γ^epoch: after each epoch the learning rate falls by the factor γ.</summary>
/// <param name="Gamma">γ, above 0 and at most 1.</param>
public sealed record ExponentialSchedule(double Gamma = 0.95) : Schedule
{
    /// <inheritdoc/>
    public override string ToString() => $"exponential={ScheduleParameters.Text(Gamma)}";

    internal override double Factor(in SchedulePosition position) => Numerics.Functions.Elementary.Pow(Gamma, position.Epoch);

    internal static ExponentialSchedule Create(IReadOnlyList<string> parameters) =>
        new(ScheduleParameters.Factor(parameters, 0, 0.95, "The factor of the schedule exponential"));
}
