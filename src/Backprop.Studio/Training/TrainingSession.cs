using System.Diagnostics;
using Backprop.Studio.Data;
using Backprop.Studio.States;

namespace Backprop.Studio.Training;

/// <summary>
/// A training on its own thread, at full speed; while it waits it has none. Requests are served between two steps, so that a pause is immediate and a
/// state is consistent. Its members may be called from any thread.
/// </summary>
internal sealed class TrainingSession : IDisposable
{
    private const int LongestWait = 20;

    private static readonly TimeSpan SliceTime = TimeSpan.FromMilliseconds(2);

    private readonly Lock gate = new();
    private readonly Queue<Action> requests = [];
    private readonly ManualResetEventSlim wake = new();
    private readonly InteractiveRun run;
    private Thread? worker;
    private volatile bool isAsked, hasEnded;
    private long version;

    // Used by the worker thread only.
    private enum Goal { None, Steps, Epoch, Forever }

    private Goal goal;
    private int speed;
    private string? problem;
    private long paceStart, paceSteps;

    /// <summary>A training that waits for its first step.</summary>
    /// <exception cref="ArgumentException">Choices out of range; the message lists all of them.</exception>
    /// <exception cref="FormatException">An unknown name.</exception>
    public TrainingSession(DataSet data, TrainChoices choices)
    {
        run = new InteractiveRun(data, choices);
        speed = choices.Speed;
    }

    /// <summary>The thread that trains or answers; null while there is nothing to do.</summary>
    internal Thread? Worker => Volatile.Read(ref worker);

    /// <summary>Grows with every change: a state with the same version need not be read again.</summary>
    public long Version => Volatile.Read(ref version);

    /// <summary>Runs until it is paused.</summary>
    public void Play() => Ask(() => Set(Goal.Forever));

    /// <summary>Pauses before the next step.</summary>
    public void Pause() => Ask(() => Set(Goal.None));

    /// <summary>One step, then pauses.</summary>
    public void StepBatch() => Ask(() => Set(Goal.Steps));

    /// <summary>To the end of the epoch, then pauses.</summary>
    public void StepEpoch() => Ask(() => Set(Goal.Epoch));

    /// <summary>Continues under other choices with the same data and network.</summary>
    /// <returns>Completes between two steps; fails with ArgumentException or FormatException for choices out of range, and then changes nothing.</returns>
    public Task Change(TrainChoices choices) => Ask(() =>
    {
        run.Change(choices);
        speed = choices.Speed;
        StartPace();
        return true;
    });

    /// <summary>The state of the training between two steps.</summary>
    /// <param name="points">The maximum number of points of a curve.</param>
    public Task<TrainingMoment> Moment(int points) => Ask(() => run.Moment(points, goal != Goal.None, problem), changes: false);

    /// <summary>The epochs done, and the network of the best of them; null before the first, and for data that are not a table.</summary>
    public Task<TrainedEpochs?> Trained() => Ask(run.Trained, changes: false);

    /// <summary>Ends it after the current step.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            if (hasEnded)
                return;
            hasEnded = true;
            if (worker is null)
                run.Dispose();
            else
                wake.Set();
        }
    }

    private void Ask(Action request) => _ = Ask(() =>
    {
        request();
        return true;
    });

    private Task<T> Ask<T>(Func<T> request, bool changes = true)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        void Answer()
        {
            try
            {
                answer.TrySetResult(request());
            }
            catch (Exception exception)
            {
                // Choices out of range have changed nothing. No other exception may take down a thread either.
                if (exception is not (ArgumentException or FormatException))
                    Fail(exception);
                answer.TrySetException(exception);
            }
            if (changes)
                Interlocked.Increment(ref version);
        }
        lock (gate)
        {
            if (hasEnded)
                return Task.FromCanceled<T>(new CancellationToken(canceled: true));
            requests.Enqueue(Answer);
            isAsked = true;
            Wake();
        }
        return answer.Task;
    }

    // Within the lock: an existing worker sees the request, else a new one is started.
    private void Wake()
    {
        wake.Set();
        if (worker is not null)
            return;
        var thread = new Thread(Work) { IsBackground = true, Name = "training", Priority = ThreadPriority.BelowNormal };
        thread.Start();
        worker = thread;
    }

    private void Work()
    {
        while (Next() is { } work)
            work();
    }

    // The next work: requests before steps. The worker ends where there is none.
    private Action? Next()
    {
        lock (gate)
        {
            wake.Reset();
            if (requests.TryDequeue(out Action? request))
                return request;
            isAsked = false;
            if (!hasEnded && goal != Goal.None)
                return GoOn;
            if (hasEnded)
                run.Dispose();
            worker = null;
            return null;
        }
    }

    private void GoOn()
    {
        if (Ahead() is > 0 and var milliseconds)
            wake.Wait(milliseconds);
        else
            Slice();
    }

    private void Set(Goal next)
    {
        if (problem is not null)
            return;
        goal = next;
        run.Rest();
        StartPace();
        if (next == Goal.None)
            run.Measure();
    }

    private void StartPace() => (paceStart, paceSteps) = (Stopwatch.GetTimestamp(), run.Steps);

    /// <summary>Milliseconds to wait where the steps are ahead of the chosen speed.</summary>
    private int Ahead() => speed <= 0 || goal != Goal.Forever ? 0
        : (int)Math.Clamp(1000.0 * (run.Steps - paceSteps) / speed - Stopwatch.GetElapsedTime(paceStart).TotalMilliseconds, 0, LongestWait);

    private void Slice()
    {
        long start = Stopwatch.GetTimestamp();
        try
        {
            do
            {
                bool goesOn = run.Advance(goal == Goal.Steps || speed > 0 ? null : SliceTime);
                if (!goesOn || goal == Goal.Steps || (goal == Goal.Epoch && run.IsBetweenEpochs))
                    Set(Goal.None);
            }
            while (goal != Goal.None && speed == 0 && !isAsked && !hasEnded && Stopwatch.GetElapsedTime(start) < SliceTime);
        }
        catch (Exception exception)
        {
            Fail(exception);
        }
        Interlocked.Increment(ref version);
    }

    private void Fail(Exception exception) => (problem, goal) = (TrainingProblem.Words(exception), Goal.None);
}
