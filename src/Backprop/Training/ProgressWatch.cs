using System.Diagnostics;

namespace Backprop.Training;

/// <summary>Tells a training's progress at most ten times a second, without asking the clock at every step of a small network.</summary>
internal sealed class ProgressWatch(IProgress<TrainingProgress>? progress, TrainingState state, BatchStep step, TrainingShape shape)
{
    /// <summary>Multiply-adds between two looks at the clock: about a millisecond's worth.</summary>
    private const long WorkPerLook = 10_000_000;

    /// <summary>A century, which is as good as any longer time and fits everywhere.</summary>
    private const double MostSeconds = 3.2e9;

    private readonly long start = Stopwatch.GetTimestamp();
    private readonly long stepsPerLook = Math.Max(1, WorkPerLook / Math.Max(1, shape.WorkPerStep));
    private long lookAt, told;
    private TimeSpan listening;

    /// <summary>Time in training, that before an interruption included, without the time that those who are told take: they may pause the training.</summary>
    public TimeSpan Elapsed => state.TimeBefore + Stopwatch.GetElapsedTime(start) - listening;

    /// <summary>η of a step, counted from 0.</summary>
    public Func<long, double> LearningRate { get; set; } = _ => 0;

    /// <summary>What is told of checkpoints.</summary>
    public Func<CheckpointStatus?> Checkpoints { get; set; } = () => null;

    /// <summary>Whether a millisecond or so of steps has gone by since this was last true.</summary>
    public bool IsTimeToLook(long step)
    {
        if (step < lookAt)
            return false;
        lookAt = step + stepsPerLook;
        return true;
    }

    /// <summary>Tells of the epoch under way, where it was not told just now.</summary>
    public void Batch()
    {
        if (Stopwatch.GetElapsedTime(told).TotalMilliseconds >= 100)
            Now();
    }

    /// <summary>Tells of the epoch under way.</summary>
    public void Now() => Tell(state.Epoch, (double)state.Rows / shape.Rows, ErrorSoFar, step.Count > 0 ? LearningRate(step.Count - 1) : 0);

    /// <summary>Tells of an epoch that ended.</summary>
    public void Epoch(EpochResult result) => Tell(result.Epoch, 1, result.TrainingError, result.LearningRate);

    /// <summary>The mean error of the epoch's rows; where none has counted yet, that of the epoch before.</summary>
    private double ErrorSoFar => state.Weight > 0 ? state.Error / state.Weight : state.History.Count > 0 ? state.History[^1].TrainingError : 0;

    private void Tell(int epoch, double part, double trainingError, double learningRate)
    {
        told = Stopwatch.GetTimestamp();
        if (progress is null)
            return;
        double seconds = Math.Max(1e-9, Elapsed.TotalSeconds), done = epoch - 1 + part;
        progress.Report(new TrainingProgress
        {
            Epoch = epoch,
            Epochs = shape.Epochs,
            Step = step.Count,
            EpochPart = part,
            TrainingError = trainingError,
            ValidationError = state.History.Count > 0 ? state.History[^1].ValidationError : null,
            BestEpoch = shape.HasValidation ? state.Best.Epoch : state.History.Count,
            RowsPerSecond = state.AllRows / seconds,
            Elapsed = TimeSpan.FromSeconds(seconds),
            Remaining = TimeSpan.FromSeconds(Math.Min(MostSeconds, seconds / Math.Max(1e-9, done) * Math.Max(0, shape.Epochs - done))),
            LearningRate = learningRate,
            History = state.History,
            Network = step.Network,
            Checkpoint = Checkpoints(),
        });
        listening += Stopwatch.GetElapsedTime(told);
    }
}

/// <summary>The sizes of a training that its progress is measured by.</summary>
/// <param name="Epochs">The most epochs.</param>
/// <param name="Rows">Rows of an epoch.</param>
/// <param name="WorkPerStep">Multiply-adds of a step, about.</param>
/// <param name="HasValidation">Whether there are validation rows.</param>
internal readonly record struct TrainingShape(int Epochs, int Rows, long WorkPerStep, bool HasValidation);
