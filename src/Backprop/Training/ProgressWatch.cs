using System.Diagnostics;

namespace Backprop.Training;

/// <summary>Tells a training's progress at most ten times a second, without asking the clock at every step of a small network.</summary>
internal sealed class ProgressWatch(IProgress<TrainingProgress>? progress, int epochs, int rowsPerEpoch, long workPerStep)
{
    /// <summary>Multiply-adds between two looks at the clock: about a millisecond's worth.</summary>
    private const long WorkPerLook = 10_000_000;

    private readonly long start = Stopwatch.GetTimestamp();
    private readonly long stepsPerLook = Math.Max(1, WorkPerLook / Math.Max(1, workPerStep));
    private long lookAt, told;
    private double? validationError;
    private int bestEpoch, epochsDone;

    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(start);

    /// <summary>Rows passed through the network.</summary>
    public long Rows { get; private set; }

    public void Batch(int epoch, long step, int rowsInEpoch, double trainingError)
    {
        Rows = (long)epochsDone * rowsPerEpoch + rowsInEpoch;
        if (progress is null || step < lookAt)
            return;
        lookAt = step + stepsPerLook;
        long now = Stopwatch.GetTimestamp();
        if (Stopwatch.GetElapsedTime(told, now).TotalMilliseconds < 100)
            return;
        told = now;
        Tell(epoch, step, (double)rowsInEpoch / rowsPerEpoch, trainingError);
    }

    public void Epoch(EpochResult result, long step, int bestEpoch)
    {
        epochsDone = result.Epoch;
        validationError = result.ValidationError;
        this.bestEpoch = bestEpoch;
        told = Stopwatch.GetTimestamp();
        if (progress is not null)
            Tell(result.Epoch, step, 1, result.TrainingError);
    }

    private void Tell(int epoch, long step, double part, double trainingError)
    {
        double seconds = Math.Max(1e-9, Elapsed.TotalSeconds), done = epoch - 1 + part;
        progress!.Report(new TrainingProgress
        {
            Epoch = epoch,
            Epochs = epochs,
            Step = step,
            EpochPart = part,
            TrainingError = trainingError,
            ValidationError = validationError,
            BestEpoch = bestEpoch,
            RowsPerSecond = Rows / seconds,
            Elapsed = TimeSpan.FromSeconds(seconds),
            Remaining = TimeSpan.FromSeconds(seconds / Math.Max(1e-9, done) * Math.Max(0, epochs - done)),
        });
    }
}
