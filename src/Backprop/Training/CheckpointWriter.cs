using Backprop.Files;

namespace Backprop.Training;

/// <summary>Decides when a checkpoint is due and writes it. Only the first may fail loudly: a full disk must not cost hours of training.</summary>
internal sealed class CheckpointWriter(CheckpointPolicy policy, BatchStep step, TrainingState state, Func<SafetensorsFile> content)
{
    /// <summary>The inverse of the share of the training's time that checkpoints may cost.</summary>
    private const int BudgetShare = 100;

    private readonly TimeProvider clock = policy.Clock;
    private readonly long start = policy.Clock.GetTimestamp();
    private long lastEnd;
    private TimeSpan cost, allCosts;
    private (long Step, int Epoch, int Rows, bool Ended) written = (-1, 0, 0, false);

    /// <summary>Why the last attempt failed; null where it did not.</summary>
    public IOException? Failure { get; private set; }

    public CheckpointStatus Status => new(written.Step, Failure?.Message);

    /// <summary>Writes before the first step, so that an unwritable file is reported at once and not after hours.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void WriteFirst()
    {
        Write();
        if (Failure is not null)
            throw Failure;
        AtomicFile.RemoveAbandoned(policy.Path);
    }

    /// <summary>Writes where the budget allows it. Within an epoch twice the cost must have been saved up, so that the epochs' ends are preferred.</summary>
    public void Offer(bool atEpochEnd)
    {
        long now = clock.GetTimestamp();
        bool due = clock.GetElapsedTime(lastEnd, now) >= policy.Interval
            && allCosts + (atEpochEnd ? cost : 2 * cost) <= clock.GetElapsedTime(start, now) / BudgetShare;
        if (due || (atEpochEnd && policy.EveryEpoch) || policy.EveryStep)
            Write();
    }

    /// <summary>Writes now, unless this very state is in the file already.</summary>
    public void Write()
    {
        long begin = clock.GetTimestamp();
        var now = (step.Count, state.Epoch, state.Rows, state.Ended);
        // Training will find such weights and say what to do; the file keeps the ones before them.
        if (written == now || !step.IsFinite)
            return;
        try
        {
            policy.Write(content());
            written = now;
            Failure = null;
        }
        catch (IOException e)
        {
            Failure = e;
        }
        lastEnd = clock.GetTimestamp();
        cost = clock.GetElapsedTime(begin, lastEnd);
        allCosts += cost;
    }
}
