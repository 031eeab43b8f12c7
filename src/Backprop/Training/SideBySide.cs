using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Backprop.Networks;

namespace Backprop.Training;

/// <summary>
/// Trains several networks side by side, each by a thread of its own with those of its trainer: several small trainings make better use of a machine than the threads of one. No
/// training knows of the others, so the weights do not depend on how many run at once.
/// </summary>
/// <param name="runs">The trainings, in the order in which they begin.</param>
/// <param name="atOnce">How many run at the same time, at least 1.</param>
internal sealed class SideBySide(IReadOnlyList<TrainingRun> runs, int atOnce)
{
    private static readonly TimeSpan BetweenReports = TimeSpan.FromMilliseconds(100);

    private readonly TrainingProgress?[] latest = new TrainingProgress?[runs.Count];
    private readonly TrainingResult?[] results = new TrainingResult?[runs.Count];
    private readonly Exception?[] failures = new Exception?[runs.Count];
    private readonly ManualResetEventSlim goesOn = new(initialState: true);
    private int next, running;

    /// <summary>Trains all of them to their ends.</summary>
    /// <param name="progress">Called a few times a second, on the calling thread, with the state of one that is under way and the share of all that is done; null for none.</param>
    /// <param name="pause">Called after each report: all of them wait until it returns. It is given a copy of the network. Null for none.</param>
    /// <param name="cancellation">Ends all of them without a result.</param>
    /// <param name="finish">Ends all of them as soon, with the results of the epochs done.</param>
    /// <returns>The result of each; null for one that was asked to finish before it had an epoch to keep.</returns>
    /// <exception cref="DivergedException">Weights, or an error, of one are not finite; the others have been stopped.</exception>
    /// <exception cref="OperationCanceledException">Cancelled, or asked to finish before any had an epoch to keep.</exception>
    public IReadOnlyList<TrainingResult?> Run(
        IProgress<TrainingProgress>? progress, Action<TrainingProgress>? pause, CancellationToken cancellation, CancellationToken finish)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        long start = Stopwatch.GetTimestamp();
        running = Math.Min(atOnce, runs.Count);
        Thread[] threads = [.. Enumerable.Range(0, running).Select(_ => new Thread(() => Work(pause is not null, stop, finish)) { IsBackground = true, Name = "training" })];
        foreach (var thread in threads)
            thread.Start();
        while (Volatile.Read(ref running) > 0)
        {
            // Whoever waits for the first thread learns of its end at once.
            if (!threads.First(thread => thread.IsAlive || thread == threads[^1]).Join(BetweenReports) && progress is not null && Snapshot(start) is { } snapshot)
                Report(snapshot, progress, pause);
        }
        foreach (var thread in threads)
            thread.Join();
        if (progress is not null && Snapshot(start) is { } last)
            progress.Report(last);
        return Results(cancellation);
    }

    private void Work(bool copiesNetwork, CancellationTokenSource stop, CancellationToken finish)
    {
        for (int k = Interlocked.Increment(ref next) - 1; k < runs.Count && !stop.IsCancellationRequested && !finish.IsCancellationRequested; k = Interlocked.Increment(ref next) - 1)
        {
            try
            {
                results[k] = runs[k].Run(new Latest(this, k, copiesNetwork), _ => goesOn.Wait(), stop.Token, finish);
            }
            catch (Exception exception)
            {
                failures[k] = exception;
                if (exception is not OperationCanceledException || !finish.IsCancellationRequested)
                    stop.Cancel();
            }
        }
        Interlocked.Decrement(ref running);
    }

    private void Report(TrainingProgress snapshot, IProgress<TrainingProgress> progress, Action<TrainingProgress>? pause)
    {
        progress.Report(snapshot);
        if (pause is null)
            return;
        goesOn.Reset();
        try
        {
            pause(snapshot);
        }
        finally
        {
            goesOn.Set();
        }
    }

    /// <summary>The state of the first that is under way, or of the last, with what is done by all; null before the first report.</summary>
    private TrainingProgress? Snapshot(long start)
    {
        double part = 0, speed = 0;
        TrainingProgress? shown = null;
        for (int k = 0; k < runs.Count; k++)
        {
            if (Volatile.Read(ref latest[k]) is not { } at)
                continue;
            bool ended = Volatile.Read(ref results[k]) is not null;
            part += ended ? 1 : at.Part;
            speed += ended ? 0 : at.RowsPerSecond;
            shown = shown is null || results[shown.Member - 1] is not null ? at : shown;
        }
        var elapsed = Stopwatch.GetElapsedTime(start);
        part /= runs.Count;
        return shown is null ? null : shown with
        {
            Part = part,
            History = Volatile.Read(ref latest[0])?.History ?? [],
            RowsPerSecond = speed > 0 ? speed : shown.RowsPerSecond,
            Elapsed = elapsed,
            Remaining = part > 0 ? elapsed * Math.Min(1e6, (1 - part) / part) : shown.Remaining,
        };
    }

    private TrainingResult?[] Results(CancellationToken cancellation)
    {
        var failure = failures.FirstOrDefault(exception => exception is not (null or OperationCanceledException)) ?? failures.FirstOrDefault(exception => exception is not null);
        if (failure is not null and not OperationCanceledException || cancellation.IsCancellationRequested || results.All(result => result is null))
            ExceptionDispatchInfo.Throw(failure ?? new OperationCanceledException(cancellation));
        return results;
    }

    private sealed class Latest(SideBySide all, int member, bool copiesNetwork) : IProgress<TrainingProgress>
    {
        /// <summary>The time between two copies of the network, as a multiple of what one takes.</summary>
        private const int Rest = 200;

        private Network? copy;
        private long copyDue;

        public void Report(TrainingProgress value)
        {
            if (copiesNetwork && Stopwatch.GetTimestamp() >= copyDue)
            {
                long start = Stopwatch.GetTimestamp();
                copy = value.Network?.Clone();
                long end = Stopwatch.GetTimestamp();
                copyDue = end + Rest * (end - start);
            }
            // What the training keeps changing must not be read by another thread.
            Volatile.Write(ref all.latest[member], value with { Member = member + 1, Members = all.latest.Length, History = [.. value.History], Network = copy });
        }
    }
}
