using Backprop.Numerics.Randomness;

namespace Backprop.Training;

/// <summary>Epoch after epoch from wherever the state stands, which is why a resumed training needs no code of its own.</summary>
internal sealed class TrainingLoop(
    TrainingOptions options, BatchStep step, TrainingState state, BatchRows training, int rows, Evaluation? validation, ProgressWatch watch, CheckpointWriter? checkpoints)
{
    private readonly int[] order = new int[rows];

    /// <summary>Trains to the end.</summary>
    /// <param name="cancellation">Ends it within a step, without a result.</param>
    /// <param name="finish">Ends it within a step, with the result of the epochs done.</param>
    public TrainingResult Run(CancellationToken cancellation, CancellationToken finish)
    {
        watch.LearningRate = LearningRate;
        KeepLast(finish.CanBeCanceled);
        // One that had ended may go on: with more epochs or steps.
        state.Ended &= step.Count >= state.PlannedSteps || HasEnded(out _);
        checkpoints?.WriteFirst();
        bool whole = true;
        TrainingEnd end;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, finish);
        try
        {
            while (!HasEnded(out end))
                whole = RunEpoch(either.Token);
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            if (cancellation.IsCancellationRequested)
                throw Cancelled("The training was cancelled", cancellation);
            if (state.Best.Epoch == 0)
                throw Cancelled("The training was asked to finish before an epoch had ended, so there are no weights to keep", finish);
            // The state is that of the moment, within an epoch, so that a resumed training goes on from there.
            checkpoints?.Write();
            if (checkpoints is not null)
                watch.Now();
            return Result(TrainingEnd.Request, step.Count - options.BatchesOf(state.Rows), state.RowsBefore);
        }
        if (whole)
            WriteLast();
        return Result(end, step.Count, state.AllRows);
    }

    private TrainingResult Result(TrainingEnd end, long steps, long rows)
    {
        state.Best.Restore();
        return new TrainingResult(end, steps, state.Best.Epoch > 0 ? state.Best.Epoch : state.History.Count, state.History, watch.Elapsed, rows);
    }

    private void KeepLast(bool mayFinish)
    {
        if (validation is not null)
            return;
        state.KeepsLast = mayFinish || state.Best.Epoch > 0;
        // Resumed between two epochs.
        if (state is { KeepsLast: true, Best.Epoch: 0, Rows: 0, History.Count: > 0 })
            state.Best.Keep(state.History.Count, state.History[^1].TrainingError);
    }

    /// <summary>Whether training ends here: asked between epochs, a function of the state alone but for the time limit.</summary>
    private bool HasEnded(out TrainingEnd end)
    {
        int done = state.History.Count;
        bool atLast = done >= options.Epochs;
        TrainingEnd? why = state.Rows > 0 || done == 0 ? null
            : step.Count - state.FirstStep >= options.Steps ? TrainingEnd.Steps
            : validation is not null && done - state.Best.Epoch >= options.Patience ? TrainingEnd.Patience
            : atLast ? TrainingEnd.Epochs
            : watch.Elapsed >= options.TimeLimit ? TrainingEnd.TimeLimit
            : null;
        end = why ?? default;
        return why is not null;
    }

    /// <summary>The rest of the epoch under way; false where the steps ended within it.</summary>
    private bool RunEpoch(CancellationToken cancellation)
    {
        Permutation.Shuffle(order, options.Seed, Purpose.Shuffle, state.Epoch);
        if (!options.Shuffle)
            for (int n = 0; n < order.Length; n++)
                order[n] = n;
        while (state.Rows < order.Length && step.Count < state.PlannedSteps)
        {
            cancellation.ThrowIfCancellationRequested();
            StepOn(Math.Min(options.BatchSize, order.Length - state.Rows));
            if (watch.IsTimeToLook(step.Count))
            {
                watch.Batch();
                checkpoints?.Offer(atEpochEnd: false);
            }
        }
        bool whole = state.Rows == order.Length;
        double learningRate = LearningRate(step.Count - 1);
        DivergedException.RequireFinite(step, learningRate);
        // More steps could go on from here, but no longer from the end of an epoch that was cut short.
        if (!whole)
            WriteLast();
        var result = state.EndEpoch(ValidationError(learningRate, cancellation), learningRate);
        watch.Epoch(result);
        if (whole)
            checkpoints?.Offer(atEpochEnd: true);
        return whole;
    }

    /// <summary>The error on the validation rows, if there are any. Cancelled here, all rows of the epoch are done, and a resumed training begins with the validation.</summary>
    private double? ValidationError(double learningRate, CancellationToken cancellation) =>
        validation?.MeanError("validation rows", step.Count, learningRate, cancellation);

    private void StepOn(int batch)
    {
        training.Take(order, state.Rows, batch);
        state.Error += step.Run(batch, LearningRate(step.Count), out double weight, order.AsSpan(state.Rows, batch));
        state.Weight += weight;
        state.Rows += batch;
    }

    private void WriteLast()
    {
        state.Ended = true;
        checkpoints?.Write();
    }

    private double LearningRate(long at) => options.LearningRate(state, at);

    /// <summary>Writes a last checkpoint and tells of it; returns what is to be thrown.</summary>
    /// <param name="what">What happened, a sentence without its end.</param>
    /// <param name="token">What was cancelled.</param>
    private OperationCanceledException Cancelled(string what, CancellationToken token)
    {
        if (checkpoints is null)
            return new OperationCanceledException($"{what}.", token);
        checkpoints.Write();
        try
        {
            watch.Now();
        }
        catch (Exception e)
        {
            return new OperationCanceledException($"{what}, and whoever is told of its progress failed. {e.Message}", e, token);
        }
        return checkpoints.Failure is { } failure
            ? new OperationCanceledException($"{what}, and its last checkpoint was not written. {failure.Message}", failure, token)
            : new OperationCanceledException($"{what}.", token);
    }
}
