namespace Backprop.Training.Schedules;

/// <summary>η·γ^k: k counts how often n epochs in a row have brought no better error.</summary>
/// <param name="Epochs">n, at least 1.</param>
/// <param name="Gamma">γ, above 0 and at most 1.</param>
public sealed record PlateauSchedule(long Epochs = 5, double Gamma = 0.5) : Schedule
{
    /// <inheritdoc/>
    public override string ToString() => $"plateau={Epochs}:{ScheduleParameters.Text(Gamma)}";

    internal override double Factor(in SchedulePosition position) => position.ErrorFactor ?? OfErrors(position.Errors);

    internal override double OfErrors(IReadOnlyList<double> errors)
    {
        double best = double.PositiveInfinity, factor = 1;
        long waited = 0;
        foreach (double error in errors)
        {
            waited = error < best ? 0 : waited + 1;
            best = Math.Min(best, error);
            if (waited == Epochs)
            {
                factor *= Gamma;
                waited = 0;
            }
        }
        return factor;
    }

    internal static PlateauSchedule Create(IReadOnlyList<string> parameters) =>
        new(ScheduleParameters.Count(parameters, 0, 5, "The epochs of the schedule plateau"), ScheduleParameters.Factor(parameters, 1, 0.5, "The factor of the schedule plateau"));
}
