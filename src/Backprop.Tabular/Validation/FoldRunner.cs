using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Backprop.Training;

namespace Backprop.Tabular.Validation;

/// <summary>Trains and tests several folds at once, each on a thread of its own with those of its training. No fold knows of the others, so the results do not depend on how many run at once.</summary>
/// <param name="folds">The folds, in the order in which they begin.</param>
/// <param name="train">Trains and tests a fold.</param>
/// <param name="atOnce">How many run at the same time, at least 1.</param>
internal sealed class FoldRunner(IReadOnlyList<FoldRows> folds, Func<FoldRows, IProgress<TrainingProgress>, CancellationToken, FoldResult> train, int atOnce)
{
    /// <summary>The part of a fold that is its training: the rest is evaluation.</summary>
    private const double TrainingPart = 0.95;

    private static readonly TimeSpan BetweenReports = TimeSpan.FromMilliseconds(100);

    private readonly double[] parts = new double[folds.Count];
    private readonly FoldResult?[] results = new FoldResult?[folds.Count];
    private readonly Exception?[] failures = new Exception?[folds.Count];
    private int next;

    /// <summary>Runs all of them.</summary>
    /// <param name="progress">Called a few times a second, on the calling thread; null for none.</param>
    /// <param name="cancellation">Ends all of them without a result.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public IReadOnlyList<FoldResult> Run(IProgress<CrossValidationProgress>? progress, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        long start = Stopwatch.GetTimestamp();
        Thread[] threads = [.. Enumerable.Range(0, Math.Min(atOnce, folds.Count)).Select(_ => new Thread(() => Work(stop)) { IsBackground = true, Name = "cross-validation" })];
        foreach (var thread in threads)
            thread.Start();
        try
        {
            foreach (var thread in threads)
            {
                while (!thread.Join(BetweenReports))
                    progress?.Report(State(start));
            }
            progress?.Report(State(start));
        }
        finally
        {
            // They have ended, unless the report threw.
            stop.Cancel();
            foreach (var thread in threads)
                thread.Join();
        }
        if (failures.FirstOrDefault(exception => exception is not (null or OperationCanceledException)) is { } failure)
            ExceptionDispatchInfo.Throw(failure);
        cancellation.ThrowIfCancellationRequested();
        return [.. results.Select(result => result!)];
    }

    private void Work(CancellationTokenSource stop)
    {
        for (int k = Interlocked.Increment(ref next) - 1; k < folds.Count && !stop.IsCancellationRequested; k = Interlocked.Increment(ref next) - 1)
        {
            try
            {
                results[k] = train(folds[k], new Part(this, k), stop.Token);
                Volatile.Write(ref parts[k], 1);
            }
            catch (Exception exception)
            {
                failures[k] = exception;
                stop.Cancel();
            }
        }
    }

    private CrossValidationProgress State(long start)
    {
        double[] done = [.. Enumerable.Range(0, parts.Length).Select(k => Volatile.Read(ref parts[k]))];
        double part = done.Sum() / done.Length;
        int underWay = Array.FindIndex(done, share => share < 1);
        var elapsed = Stopwatch.GetElapsedTime(start);
        return new CrossValidationProgress
        {
            Fold = underWay < 0 ? done.Length : underWay + 1, Folds = done.Length, Part = part, Elapsed = elapsed,
            Remaining = part > 0 ? elapsed * Math.Min(1e6, (1 - part) / part) : null,
        };
    }

    private sealed class Part(FoldRunner all, int fold) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => Volatile.Write(ref all.parts[fold], TrainingPart * value.Part);
    }
}
