using Backprop.Networks;

namespace Backprop.Training;

/// <summary>The state of a training (<see cref="TrainingRun.Progress"/>); reported a few times a second, and at the end of every epoch.</summary>
public sealed record TrainingProgress
{
    private readonly double? part;

    /// <summary>The epoch, from 1.</summary>
    public required int Epoch { get; init; }

    /// <summary>The maximum number of epochs.</summary>
    public required int Epochs { get; init; }

    /// <summary>Steps done.</summary>
    public required long Step { get; init; }

    /// <summary>The share of this epoch that is done, from 0 to 1; 1 at its end, after validation.</summary>
    public required double EpochPart { get; init; }

    /// <summary>
    /// The mean error E_n of the epoch's rows so far, each with the weights of its step; where none has counted yet, that of the epoch before, or 0 before
    /// the first.
    /// </summary>
    public required double TrainingError { get; init; }

    /// <summary>The mean error E_n of the validation rows after the last whole epoch; null before, or without such rows.</summary>
    public required double? ValidationError { get; init; }

    /// <summary>The best epoch so far, whose weights are kept, from 1; 0 before the first.</summary>
    public required int BestEpoch { get; init; }

    /// <summary>Training rows a second, so far.</summary>
    public required double RowsPerSecond { get; init; }

    /// <summary>Training time, including that before an interruption and without pauses.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>Time to the last epoch at the speed so far, at most a century; early stopping may end it sooner.</summary>
    public required TimeSpan Remaining { get; init; }

    /// <summary>η of the last step; 0 before the first.</summary>
    public double LearningRate { get; init; }

    /// <summary>The epochs done; of several networks those of the first. The list is the training's own and grows: read it before the report returns.</summary>
    public IReadOnlyList<EpochResult> History { get; init; } = [];

    /// <summary>
    /// The network after the last step. It is the training's own and keeps changing: copy it (<see cref="Networks.Network.Clone()"/>) before the
    /// report returns.
    /// </summary>
    public Network? Network { get; init; }

    /// <summary>Which of several networks that are trained side by side this is about, from 1.</summary>
    public int Member { get; init; } = 1;

    /// <summary>How many networks are trained.</summary>
    public int Members { get; init; } = 1;

    /// <summary>The share of all epochs of all networks that is done, from 0 to 1. Default: that of this network.</summary>
    public double Part { get => part ?? Math.Clamp((Epoch - 1 + EpochPart) / Epochs, 0, 1); init => part = value; }

    /// <summary>The state of the checkpoint file; null where none is written.</summary>
    public CheckpointStatus? Checkpoint { get; init; }
}
