namespace Backprop.Training.Schedules;

/// <summary>
/// How the learning rate changes: a factor on η for each step, a function of the position in the training alone, so that an interrupted run can go
/// on. One schedule a file.
/// </summary>
public abstract record Schedule
{
    /// <summary>The schedule as the command line and model files write it.</summary>
    public abstract override string ToString();

    /// <summary>Whether the factor depends on the maximum number of steps of the training.</summary>
    internal virtual bool DependsOnPlannedSteps => false;

    /// <summary>The part of the factor that depends on the errors of the epochs done, and on nothing else.</summary>
    internal virtual double OfErrors(IReadOnlyList<double> errors) => 1;

    /// <summary>The factor on η, from 0.</summary>
    internal abstract double Factor(in SchedulePosition position);

    /// <summary>
    /// A schedule from its text: <c>constant</c>, <c>step=30:0.1</c> (every 30 epochs times 0.1), <c>exponential=0.95</c> (each epoch times 0.95),
    /// <c>cosine</c>, <c>plateau=5:0.5</c> (after 5 epochs without a better error times 0.5), and <c>warm-up=500</c> (500 steps up from 0),
    /// alone or before another: <c>warm-up=500,cosine</c>; <c>cycles=4</c> (up and down four times), and <c>flat-cosine</c> (down over the second half).
    /// </summary>
    /// <exception cref="FormatException">No such schedule, or a parameter out of range; the message lists the schedules.</exception>
    public static Schedule Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] parts = text.Trim().ToLowerInvariant().Split(',', 2, StringSplitOptions.TrimEntries);
        if (parts[0].StartsWith("warm-up", StringComparison.Ordinal))
            return WarmUpSchedule.Parse(parts[0], parts.Length == 2 ? Parse(parts[1]) : new ConstantSchedule());
        return parts.Length == 1 && Single(parts[0]) is { } schedule ? schedule
            : throw new FormatException(
                $"Unknown schedule '{text}'. Known: constant, step=EPOCHS:FACTOR, exponential=FACTOR, cosine, flat-cosine, cycles=COUNT, plateau=EPOCHS:FACTOR, and warm-up=STEPS alone or before another (warm-up=500,cosine).");
    }

    private static Schedule? Single(string text)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        string name = equals < 0 ? text : text[..equals];
        var parameters = equals < 0 ? [] : text[(equals + 1)..].Split(':');
        return name switch
        {
            "constant" when parameters.Length == 0 => new ConstantSchedule(),
            "cosine" when parameters.Length == 0 => new CosineSchedule(),
            "flat-cosine" when parameters.Length == 0 => new FlatCosineSchedule(),
            "cycles" when parameters.Length <= 1 => CyclicSchedule.Create(parameters),
            "exponential" when parameters.Length <= 1 => ExponentialSchedule.Create(parameters),
            "step" when parameters.Length <= 2 => StepSchedule.Create(parameters),
            "plateau" when parameters.Length <= 2 => PlateauSchedule.Create(parameters),
            _ => null,
        };
    }
}
