using Backprop.Networks;
using Backprop.Studio.Components.Charts;

namespace Backprop.Studio.Training;

/// <summary>A training as it stands between two steps. It never changes.</summary>
public sealed record TrainingMoment
{
    /// <summary>A copy of the network with the weights of the moment.</summary>
    public required Network Network { get; init; }

    /// <summary>τ, steps done.</summary>
    public required long Steps { get; init; }

    /// <summary>Epochs done, with the part of the one under way.</summary>
    public required double Epochs { get; init; }

    /// <summary>Whether it goes on by itself.</summary>
    public required bool IsRunning { get; init; }

    /// <summary>Why it cannot go on; null while it can.</summary>
    public string? Problem { get; init; }

    /// <summary>The mean training error of stretches of steps, each with the weights of its step.</summary>
    public required IReadOnlyList<ChartPoint> TrainingErrors { get; init; }

    /// <summary>The mean error of the validation rows.</summary>
    public required IReadOnlyList<ChartPoint> ValidationErrors { get; init; }

    /// <summary>The epoch, from 1, whose weights a model has now; null before the first whole one, and for data that are no table.</summary>
    public int? BestEpoch { get; init; }

    /// <summary>The share of training rows (1,000 by chance, where there are more) whose class is right; null without classes or before a step.</summary>
    public double? TrainingAccuracy { get; init; }

    /// <summary>The share of validation rows whose class is right.</summary>
    public double? ValidationAccuracy { get; init; }

    /// <summary>Steps a second while it ran last.</summary>
    public double StepsPerSecond { get; init; }

    /// <summary>Training rows a second while it ran last.</summary>
    public double RowsPerSecond { get; init; }
}
