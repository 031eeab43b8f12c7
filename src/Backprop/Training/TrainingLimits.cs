using System.Globalization;

namespace Backprop.Training;

/// <summary>What ends a training: a resumed one may have higher limits, because it would have come by the same state with them.</summary>
internal sealed record TrainingLimits(int Epochs, long? Steps = null, int? Patience = null)
{
    public static TrainingLimits Of(TrainingOptions options) => new(options.Epochs, options.Steps, options.Patience);

    /// <summary>What prevents a training with other options from continuing here, one phrase each.</summary>
    /// <param name="now">Its options, the same except for limits.</param>
    /// <param name="firstStep">Steps done before the training began.</param>
    /// <param name="rows">Training rows.</param>
    public IEnumerable<string> Differences(TrainingOptions now, long firstStep, int rows)
    {
        var then = now with { Epochs = Epochs, Steps = Steps };
        long planned = then.PlannedSteps(firstStep, rows), plannedNow = now.PlannedSteps(firstStep, rows);
        if (planned != plannedNow && new[] { now.Schedule, now.RegularizationSchedule }.FirstOrDefault(schedule => schedule.DependsOnPlannedSteps) is { } schedule)
            yield return $"the planned steps were {planned} and are {plannedNow}, and the schedule {schedule} depends on them";
        if (now.Epochs < Epochs)
            yield return Lowered("epochs", Epochs, now.Epochs);
        if ((now.Steps ?? long.MaxValue) < (Steps ?? long.MaxValue))
            yield return Lowered("steps", Steps, now.Steps);
        if ((now.Patience ?? int.MaxValue) < (Patience ?? int.MaxValue))
            yield return Lowered("patience", Patience, now.Patience);
    }

    private static string Lowered(string name, long? then, long? now) =>
        $"{name}: {then?.ToString(CultureInfo.InvariantCulture) ?? "no limit"} before, {now} now (a limit can be raised, but not lowered)";
}
