using System.Diagnostics;
using Backprop.Networks;
using Backprop.Numerics.Randomness;
using Backprop.Numerics.Threads;

namespace Backprop.Training;

/// <summary>
/// A training that is moved on step by step: observed between any two steps, paused by not moving it on, finished or left. <see cref="Trainer.Begin"/> and
/// <see cref="Trainer.BeginFrom(Checkpoint, Examples, Examples?, CheckpointPolicy?, bool)"/> make it; <see cref="Trainer.Train"/> is one that is run to its end. The weights after any number of steps are the
/// same, bit for bit, in whatever portions it was advanced. Use it on its trainer's thread only; a step allocates nothing.
/// </summary>
/// <example>
/// <code>
/// TrainingRun run = trainer.Begin(training);
/// while (run.Advance())
///     Console.WriteLine($"step {run.Progress.Step}: error {run.Progress.TrainingError:F6}");
/// TrainingResult result = run.Finish();
/// </code>
/// </example>
public sealed class TrainingRun
{
    /// <summary>The number of multiply-adds between two reads of the clock: about a millisecond's worth.</summary>
    private const long WorkPerLook = 10_000_000;

    /// <summary>The cost of a step of the smallest network besides its multiply-adds, in multiply-adds.</summary>
    private const long WorkBesides = 2_000;

    /// <summary>A century, which is as good as any longer time and fits everywhere.</summary>
    private const double MaxSeconds = 3.2e9;

    private static readonly TimeSpan BetweenReports = TimeSpan.FromMilliseconds(100);

    private readonly TrainingOptions options;
    private readonly BatchStep step;
    private readonly TrainingState state;
    private readonly Examples training;
    private readonly Examples? validation;
    private readonly BatchRows rows;
    private readonly Evaluation? evaluation;
    private readonly CheckpointWriter? checkpoints;
    private readonly int[] order;
    private readonly long stepsPerLook;
    // The epoch of the order, the step after which the clock is read, and the current step of the run.
    private int ordered;
    private long lookAt, at;
    // Since when time is counted; 0 while it is paused.
    private long began;

    internal TrainingRun(
        TrainingOptions options, BatchStep step, TrainingState state, Examples training, Examples? validation, Processor processor, CheckpointPolicy? policy, TrainingIdentity? identity)
    {
        (this.options, this.step, this.state, this.training, this.validation, at) = (options, step, state, training, validation, step.Count);
        state.TakesEqual = options.Watched == ValidationMeasure.WrongClasses;
        rows = new BatchRows(training, step.Pass, processor);
        evaluation = validation is null ? null : new Evaluation(step.Network, validation, processor, options.RobustValidation, options.Watched);
        order = new int[training.Count];
        stepsPerLook = policy is { EveryStep: true } ? 1 : Math.Max(1, WorkPerLook / (WorkBesides + step.Network.ParameterCount * options.BatchSize));
        checkpoints = policy is null ? null : new CheckpointWriter(policy, step, state, () =>
        {
            TakeTime();
            return CheckpointFile.Of(identity!, options, step, state, policy.Metadata);
        });
        End = WhyEnded();
        // One that had ended may continue: with more epochs or steps.
        state.Ended &= step.Count >= state.PlannedSteps || End is not null;
        checkpoints?.WriteFirst();
        if (End is not null)
            WriteEnded();
    }

    /// <summary>Why it ended; null while it can continue.</summary>
    public TrainingEnd? End { get; private set; }

    /// <summary>The network after the last step. It is the training's own and keeps changing.</summary>
    public Network Network => step.Network;

    /// <summary>The epochs done. The list is the training's own and grows.</summary>
    public IReadOnlyList<EpochResult> History => state.History;

    /// <summary>The epoch done last; null before the first.</summary>
    public EpochResult? LastEpoch => state.Last;

    /// <summary>Rows of the epoch under way that were learned from.</summary>
    public int EpochRows => state.Rows;

    /// <summary>Whether no row of the epoch under way has been learned from: so before the first step and after each epoch's end.</summary>
    public bool IsBetweenEpochs => state.Rows == 0;

    /// <summary>Whether all rows of the epoch were learned from and its validation comes next.</summary>
    public bool AwaitsValidation => evaluation is not null && IsEpochLearned;

    /// <summary>Whether there are weights to keep: those of an epoch that has ended.</summary>
    public bool CanFinish => state.Best.Epoch > 0 || (state.History.Count > 0 && state.Rows == 0);

    /// <summary>
    /// The maximum number of epochs that are recorded, at least 1, for trainings of millions of short epochs. Later ones are trained as well, but are not in the history, are never the best,
    /// and do not advance the schedule. Default: all.
    /// </summary>
    /// <exception cref="InvalidOperationException">Checkpoints are written, and they record every epoch.</exception>
    internal int MaxHistory
    {
        get => state.MaxHistory;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            state.MaxHistory = checkpoints is null ? value : throw new InvalidOperationException("A training with checkpoints records every epoch.");
        }
    }

    /// <summary>A snapshot of the state of the training.</summary>
    public TrainingProgress Progress
    {
        get
        {
            var last = state.IsAtEpochEnd ? state.Last : null;
            double part = last is null ? (double)state.Rows / order.Length : 1, seconds = Math.Max(1e-9, Elapsed.TotalSeconds);
            int epoch = last?.Epoch ?? state.Epoch;
            double done = epoch - 1 + part;
            return new TrainingProgress
            {
                Epoch = epoch,
                Epochs = options.Epochs,
                Step = step.Count,
                EpochPart = part,
                TrainingError = last?.TrainingError ?? state.ErrorSoFar,
                ValidationError = state.Last?.ValidationError,
                BestEpoch = evaluation is null ? state.History.Count : state.Best.Epoch,
                RowsPerSecond = (state.RowsBefore + state.Rows) / seconds,
                Elapsed = TimeSpan.FromSeconds(seconds),
                Remaining = TimeSpan.FromSeconds(Math.Min(MaxSeconds, seconds / Math.Max(1e-9, done) * Math.Max(0, options.Epochs - done))),
                LearningRate = last?.LearningRate ?? (step.Count > 0 ? options.LearningRate(state, step.Count - 1) : 0),
                History = state.History,
                Network = step.Network,
                Checkpoint = checkpoints?.Status,
            };
        }
    }

    /// <summary>How the training went so far: what <see cref="Finish"/> would return, and the weights of <see cref="BestNetwork"/> belong to it.</summary>
    public TrainingResult Result => new(
        End ?? TrainingEnd.Request, state.Recorded.Steps, state.Best.Epoch > 0 ? state.Best.Epoch : state.History.Count, state.History, Elapsed, state.Recorded.Rows);

    internal TrainingState State => state;

    private TimeSpan Elapsed => state.Elapsed + (began == 0 ? TimeSpan.Zero : Stopwatch.GetElapsedTime(began));

    /// <summary>Whether the rows of the epoch are done, or the steps of the training.</summary>
    private bool IsEpochLearned => End is null && (state.Rows == order.Length || step.Count >= state.PlannedSteps);

    /// <summary>
    /// Does steps, at most to the end of the epoch. The validation after an epoch follows if fewer steps than requested were left, else with the next call
    /// (<see cref="AwaitsValidation"/>).
    /// </summary>
    /// <param name="steps">The maximum number of steps, at least 1.</param>
    /// <param name="cancellation">Ends it within a step, or within some rows of a validation.</param>
    /// <returns>Whether the training continues; false from its end on.</returns>
    /// <exception cref="DivergedException">Weights, or an error (also that of the validation rows), are not finite.</exception>
    /// <exception cref="InvalidOperationException">The trainer has done its own steps or those of another run since.</exception>
    /// <exception cref="OperationCanceledException">
    /// Cancelled; the run is between two steps, or before the validation, and can be advanced from there. A checkpoint has been written where checkpoints are on;
    /// where that failed, the inner exception says why.
    /// </exception>
    public bool Advance(long steps = 1, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        return Advance(steps, TimeSpan.MaxValue, cancellation);
    }

    /// <summary>Does steps for about a given time, at least one, at most to the end of the epoch with its validation.</summary>
    /// <param name="time">From 0; a step, a validation, and a millisecond or so of small steps are not cut short for it.</param>
    /// <param name="cancellation">Ends it within a step, or within some rows of a validation.</param>
    /// <inheritdoc cref="Advance(long, CancellationToken)"/>
    public bool Advance(TimeSpan time, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        return Advance(long.MaxValue, time, cancellation);
    }

    /// <summary>Moves the training on to its end.</summary>
    /// <param name="progress">Called a few times a second and at the end of every epoch, on the calling thread.</param>
    /// <param name="cancellation">Ends it within a step, or within some rows of a validation, without a result.</param>
    /// <param name="finish">Ends it as soon, with the result of the epochs done (<see cref="Finish"/>).</param>
    /// <exception cref="DivergedException">Weights, or an error (also that of the validation rows), are not finite.</exception>
    /// <exception cref="OperationCanceledException">Cancelled, or asked to finish before there was an epoch to keep.</exception>
    public TrainingResult Run(IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default, CancellationToken finish = default) =>
        Run(progress, pause: null, cancellation, finish);

    /// <param name="progress">Called a few times a second and at the end of every epoch, on the calling thread.</param>
    /// <param name="pause">Called after each report while the training continues: it does so when this returns.</param>
    /// <param name="cancellation">Ends it within a step, or within some rows of a validation, without a result.</param>
    /// <param name="finish">Ends it as soon, with the result of the epochs done (<see cref="Finish"/>).</param>
    /// <inheritdoc cref="Run(IProgress{TrainingProgress}?, CancellationToken, CancellationToken)"/>
    internal TrainingResult Run(IProgress<TrainingProgress>? progress, Action<TrainingProgress>? pause, CancellationToken cancellation, CancellationToken finish)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, finish);
        long reported = 0;
        try
        {
            // The first report comes after the first step.
            bool goesOn = End is null;
            for (bool isFirst = progress is not null; goesOn; isFirst = false)
            {
                goesOn = isFirst ? Advance(1, either.Token) : Advance(progress is null ? TimeSpan.MaxValue : BetweenReports, either.Token);
                if (progress is null || (!IsBetweenEpochs && Stopwatch.GetElapsedTime(reported) < BetweenReports))
                    continue;
                var snapshot = Progress;
                progress.Report(snapshot);
                if (goesOn)
                    pause?.Invoke(snapshot);
                reported = Stopwatch.GetTimestamp();
            }
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            bool isCancelled = cancellation.IsCancellationRequested;
            (string what, var token) = isCancelled ? ("The training was cancelled", cancellation)
                : ("The training was asked to finish before an epoch was complete, so there are no weights to keep", finish);
            // Observers are informed of the last checkpoint.
            if (checkpoints is not null)
                Report(progress, what, token);
            if (isCancelled || !CanFinish)
                throw Cancelled(what, token);
        }
        return Finish();
    }

    /// <summary>
    /// Ends the training, if it has not ended: the epochs done count, the one under way does not (a last checkpoint holds it, so that the training can be resumed), and the network
    /// has the weights of the best epoch on the validation rows, or of the last complete one without such rows.
    /// </summary>
    /// <returns>The training's result.</returns>
    /// <exception cref="InvalidOperationException">No epoch is complete, or the training was started without keeping the weights of the last one and is within another.</exception>
    public TrainingResult Finish()
    {
        if (!CanFinish)
            throw new InvalidOperationException("There are no weights to keep: no epoch is complete, or the training was started without keeping those of the last one.");
        if (End is null)
            checkpoints?.Write();
        End ??= TrainingEnd.Request;
        state.Best.Restore();
        return Result;
    }

    /// <summary>A copy of the network with the weights that <see cref="Finish"/> would keep now; null where there are none.</summary>
    public Network? BestNetwork()
    {
        if (!CanFinish)
            return null;
        var best = Network.Clone();
        state.Best.CopyTo(best);
        return best;
    }

    /// <summary>Writes a checkpoint of the current state, where checkpoints are on and the training has not ended. <see cref="TrainingProgress.Checkpoint"/> reports whether it succeeded.</summary>
    public void WriteCheckpoint()
    {
        if (End is null)
            checkpoints?.Write();
    }

    /// <summary>Whether a trainer's step can continue here.</summary>
    internal bool IsWhere(BatchStep other) => other.Count == at && other.Network.Sizes == Network.Sizes;

    /// <summary>This training under the options of another trainer that has the same weights and steps.</summary>
    internal TrainingRun With(TrainingOptions next, BatchStep nextStep, Processor processor)
    {
        long left = next.BatchesOf(training.Count - state.Rows) + Math.Max(0, next.Epochs - state.Epoch) * next.BatchesOf(training.Count);
        var copy = state.Copy(nextStep.Network, Math.Min(nextStep.Count + left, next.Steps is { } steps ? state.FirstStep + steps : long.MaxValue));
        var run = new TrainingRun(next, nextStep, copy, training, validation, processor, policy: null, identity: null) { ordered = ordered };
        order.CopyTo(run.order, 0);
        return run;
    }

    private bool Advance(long steps, TimeSpan time, CancellationToken cancellation)
    {
        if (End is not null)
            return false;
        if (step.Count != at)
            throw new InvalidOperationException($"The run is at step {at}, but its trainer has done {step.Count}: only one of them can train the network.");
        began = Stopwatch.GetTimestamp();
        double ticks = time.TotalSeconds * Stopwatch.Frequency;
        long until = ticks < long.MaxValue - began ? began + (long)ticks : long.MaxValue;
        try
        {
            Shuffle();
            StepTo(step.Count + Math.Min(steps, state.PlannedSteps - step.Count), until, cancellation);
            if (IsEpochLearned && (evaluation is null || step.Count - at < steps))
                EndEpoch(cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            checkpoints?.Write();
            throw Cancelled("The training was cancelled", cancellation);
        }
        finally
        {
            at = step.Count;
            TakeTime();
            began = 0;
        }
        return End is null;
    }

    /// <summary>Puts the rows of the epoch under way in their order, once.</summary>
    private void Shuffle()
    {
        if (ordered == state.Epoch)
            return;
        ordered = state.Epoch;
        if (options.Shuffle)
            Permutation.Shuffle(order, options.Seed, Purpose.Shuffle, state.Epoch);
        else
            for (int n = 0; n < order.Length; n++)
                order[n] = n;
    }

    private void StepTo(long last, long until, CancellationToken cancellation)
    {
        while (state.Rows < order.Length && step.Count < last)
        {
            cancellation.ThrowIfCancellationRequested();
            StepOn(Math.Min(options.BatchSize, order.Length - state.Rows));
            if (step.Count < lookAt)
                continue;
            lookAt = step.Count + stepsPerLook;
            checkpoints?.Offer(atEpochEnd: false);
            if (Stopwatch.GetTimestamp() >= until)
                return;
        }
    }

    // A separate method: within the loop, the runtime would not compile it fully before many epochs.
    private void StepOn(int batch)
    {
        rows.Take(order, state.Rows, batch);
        double weight = step.Pass.Weight(batch);
        step.Regularization = options.Regularization(state, step.Count);
        state.Error += step.Run(batch, weight, options.LearningRate(state, step.Count), order.AsSpan(state.Rows, batch));
        state.Weight += weight;
        state.Rows += batch;
    }

    /// <summary>Validates and closes the epoch. Cancelled in the validation, all its rows are done, and the run continues with the validation.</summary>
    private void EndEpoch(CancellationToken cancellation)
    {
        bool isWhole = state.Rows == order.Length;
        double learningRate = options.LearningRate(state, step.Count - 1);
        DivergedException.RequireFinite(step, learningRate);
        // More steps could continue from here, but no longer from the end of an epoch that was cut short.
        if (!isWhole)
            WriteEnded();
        state.EndEpoch(step.Count, evaluation?.MeanError("validation rows", step.Count, learningRate, cancellation), learningRate);
        End = WhyEnded();
        if (!isWhole)
            return;
        checkpoints?.Offer(atEpochEnd: true);
        if (End is not null)
            WriteEnded();
    }

    /// <summary>Why training ends here, if it does: called between epochs, a function of the state alone except for the time limit.</summary>
    private TrainingEnd? WhyEnded()
    {
        int done = state.Epoch - 1;
        return state.Rows > 0 || done == 0 ? null
            : step.Count - state.FirstStep >= options.Steps ? TrainingEnd.Steps
            : evaluation is not null && done - state.Best.Epoch >= options.Patience ? TrainingEnd.Patience
            : done >= options.Epochs ? TrainingEnd.Epochs
            : options.TimeLimit is { } limit && Elapsed >= limit ? TrainingEnd.TimeLimit
            : null;
    }

    private void WriteEnded()
    {
        state.Ended = true;
        checkpoints?.Write();
    }

    private void TakeTime()
    {
        if (began == 0)
            return;
        long now = Stopwatch.GetTimestamp();
        state.Elapsed += Stopwatch.GetElapsedTime(began, now);
        began = now;
    }

    private void Report(IProgress<TrainingProgress>? progress, string what, CancellationToken token)
    {
        try
        {
            progress?.Report(Progress);
        }
        catch (Exception exception)
        {
            throw new OperationCanceledException($"{what}, and an observer of its progress failed. {exception.Message}", exception, token);
        }
    }

    /// <summary>What is thrown after a last checkpoint.</summary>
    /// <param name="what">What happened, a sentence without its end.</param>
    /// <param name="token">What was cancelled.</param>
    private OperationCanceledException Cancelled(string what, CancellationToken token) => checkpoints?.Failure is { } failure
        ? new($"{what}, and its last checkpoint was not written. {failure.Message}", failure, token)
        : new($"{what}.", token);
}
