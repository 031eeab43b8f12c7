namespace Backprop.Training.Schedules;

/// <summary>η·γ^⌊epoch/n⌋: every n epochs the learning rate falls by the factor γ.</summary>
/// <param name="Epochs">n, at least 1.</param>
/// <param name="Gamma">γ, above 0 and at most 1.</param>
public sealed record StepSchedule(long Epochs = 30, double Gamma = 0.1) : Schedule
{
    /// <inheritdoc/>
    public override string ToString() => $"step={Epochs}:{ScheduleParameters.Text(Gamma)}";

    internal override double Factor(in SchedulePosition position) => Numerics.Functions.Elementary.Pow(Gamma, position.Epoch / Epochs);

    internal static StepSchedule Create(IReadOnlyList<string> parameters) =>
        new(ScheduleParameters.Count(parameters, 0, 30, "The epochs of the schedule step"), ScheduleParameters.Factor(parameters, 1, 0.1, "The factor of the schedule step"));
}
