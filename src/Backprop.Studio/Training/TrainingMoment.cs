using Backprop.Networks;
using Backprop.Studio.Components.Charts;

namespace Backprop.Studio.Training;

/// <summary>The state of a training between two steps. Immutable.</summary>
public sealed record TrainingMoment
{
    /// <summary>A copy of the network with the current weights.</summary>
    public required Network Network { get; init; }

    /// <summary>τ, steps done.</summary>
    public required long Steps { get; init; }

    /// <summary>Epochs done, with the part of the one under way.</summary>
    public required double Epochs { get; init; }

    /// <summary>Whether it is running.</summary>
    public required bool IsRunning { get; init; }

    /// <summary>Why it cannot continue; null while it can.</summary>
    public string? Problem { get; init; }

    /// <summary>The mean training error over stretches of steps, each row with the weights of its step.</summary>
    public required IReadOnlyList<ChartPoint> TrainingErrors { get; init; }

    /// <summary>The mean error of the validation rows.</summary>
    public required IReadOnlyList<ChartPoint> ValidationErrors { get; init; }

    /// <summary>The epoch, from 1, whose weights a model would have now; null before the first complete one, and for data that are not a table.</summary>
    public int? BestEpoch { get; init; }

    /// <summary>The share of training rows (of a sample of 1,000, where there are more) classified correctly; null without classes or before a step.</summary>
    public double? TrainingAccuracy { get; init; }

    /// <summary>The share of validation rows classified correctly.</summary>
    public double? ValidationAccuracy { get; init; }

    /// <summary>Steps per second while it last ran.</summary>
    public double StepsPerSecond { get; init; }

    /// <summary>Training rows per second while it last ran.</summary>
    public double RowsPerSecond { get; init; }
}
