using System.Diagnostics;
using Backprop.Studio.Components.Charts;
using Backprop.Studio.Data;
using Backprop.Studio.States;
using Backprop.Training;

namespace Backprop.Studio.Training;

/// <summary>The engine's training run with what a page shows of it: curves, rates and accuracy. Use it on one thread only.</summary>
internal sealed class InteractiveRun : IDisposable
{
    /// <summary>The maximum number of epochs of a model: a table of a few rows has millions in an hour, and a model records each.</summary>
    public const int MaxEpochs = 100_000;

    /// <summary>The number of steps of an epoch after which its error so far is added to the curve, so that long epochs are visible, too.</summary>
    private const int StepsPerPoint = 100;

    private readonly DataSet data;
    private readonly Curve trainingErrors = new(), validationErrors = new();
    private readonly RateMeter rate = new();
    private Judge judge;
    private Trainer trainer;
    private TrainingRun run;
    private TrainChoices choices;
    // The last point within the epoch: the mean error up to it, the part of the epoch, and the step.
    private (double Error, double Part, long Step) point;
    private long watched = -1;
    private bool hasChanged;

    public InteractiveRun(DataSet data, TrainChoices choices)
    {
        this.data = data;
        this.choices = choices;
        trainer = new Trainer(TrainingSetup.Network(data, choices), TrainingSetup.Options(data, choices));
        run = trainer.Begin(data.Training, data.Validation, keepsLast: data.Table is not null);
        run.MaxHistory = MaxEpochs;
        judge = new Judge(trainer.Network, data);
    }

    /// <summary>Steps done.</summary>
    public long Steps => trainer.StepsDone;

    /// <summary>Whether no step of the epoch under way has been done.</summary>
    public bool IsBetweenEpochs => run.IsBetweenEpochs;

    /// <summary>One step, or steps for about a given time; the end of an epoch is validated and ends the call.</summary>
    /// <param name="time">The time; null for one step.</param>
    /// <returns>Whether the training continues.</returns>
    /// <exception cref="DivergedException">The error is not finite.</exception>
    public bool Advance(TimeSpan? time)
    {
        (long steps, int rows) = (Steps, run.EpochRows);
        bool goesOn = time is { } some ? run.Advance(some) : run.Advance();
        if (run.AwaitsValidation)
            goesOn = run.Advance();
        rate.Add(Steps - steps, (IsBetweenEpochs ? data.Training.Count : run.EpochRows) - rows);
        if (IsBetweenEpochs || Steps - point.Step >= StepsPerPoint)
            AddPoint();
        if (!IsBetweenEpochs)
            return goesOn;
        if (run.LastEpoch!.ValidationError is { } found)
            validationErrors.Add(watched = Steps, found);
        if (judge.IsTime)
            Measure();
        return goesOn;
    }

    /// <summary>Computes the validation error and the accuracy.</summary>
    public void Measure()
    {
        if (watched != Steps && judge.ValidationError() is { } found)
            validationErrors.Add(watched = Steps, found);
        if (judge.Measured != Steps)
            judge.Measure(Steps);
    }

    /// <summary>The epochs done, and the network of the best of them; null before the first, and for data that are not a table.</summary>
    public TrainedEpochs? Trained() => data.Table is null || run.BestNetwork() is not { } best ? null
        : new TrainedEpochs(best, run.Result with { End = TrainingEnd.Epochs, History = [.. run.History] }, choices, hasChanged);

    /// <summary>Continues under other choices, with the same data and network.</summary>
    public void Change(TrainChoices next)
    {
        bool isSame = next with { IsLog = choices.IsLog, FeatureX = choices.FeatureX, FeatureY = choices.FeatureY, Speed = choices.Speed } == choices;
        if (!isSame)
        {
            Trainer before = trainer;
            trainer = before.With(TrainingSetup.Options(data, next), next.Dropout.Equals(choices.Dropout) ? null : next.Dropout);
            run = trainer.BeginFrom(run);
            before.Dispose();
            judge = new Judge(trainer.Network, data, judge);
            hasChanged |= Steps > 0;
        }
        choices = next;
    }

    /// <summary>Time in which no steps are requested does not count.</summary>
    public void Rest() => rate.Rest();

    /// <summary>The current state of the training.</summary>
    /// <param name="points">The maximum number of points of a curve.</param>
    /// <param name="isRunning">Whether it is running.</param>
    /// <param name="problem">Why it cannot run.</param>
    public TrainingMoment Moment(int points, bool isRunning, string? problem)
    {
        rate.Look(Stopwatch.GetTimestamp());
        TrainingProgress at = run.Progress;
        return new TrainingMoment
        {
            Network = trainer.Network.Clone(),
            Steps = at.Step,
            Epochs = at.Epoch - 1 + at.EpochPart,
            IsRunning = isRunning,
            Problem = problem,
            TrainingErrors = trainingErrors.Points(points),
            ValidationErrors = validationErrors.Points(points),
            BestEpoch = data.Table is null || at.BestEpoch == 0 ? null : at.BestEpoch,
            TrainingAccuracy = judge.TrainingAccuracy,
            ValidationAccuracy = judge.ValidationAccuracy,
            StepsPerSecond = rate.Steps,
            RowsPerSecond = rate.Rows,
        };
    }

    public void Dispose() => trainer.Dispose();

    /// <summary>Adds the mean error since the last point to the curve.</summary>
    private void AddPoint()
    {
        (double error, double part) = IsBetweenEpochs ? (run.LastEpoch!.TrainingError, 1) : (run.Progress.TrainingError, run.Progress.EpochPart);
        trainingErrors.Add(Steps, point.Part == 0 ? error : ((error * part) - (point.Error * point.Part)) / (part - point.Part));
        point = IsBetweenEpochs ? (0, 0, Steps) : (error, part, Steps);
    }
}
