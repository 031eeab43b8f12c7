using Backprop.Networks;
using Backprop.Training.Schedules;

namespace Backprop.Training;

/// <summary>
/// The state of a training between two steps: everything that it depends on besides the network's weights and the optimizer's moments and scalars. It is the one
/// record of it: checkpoints hold it as a whole, schedules and <see cref="TrainingProgress"/> are given what they need of it.
/// </summary>
internal sealed class TrainingState(Network network)
{
    // The schedule's factor after this many epochs, so that not every step goes over their errors.
    private int factorEpochs = -1;
    private double errorFactor;

    /// <summary>Steps that were done before this training began.</summary>
    public long FirstStep { get; init; }

    /// <summary>The step, counted as <see cref="FirstStep"/>, with which training ends at the latest.</summary>
    public long PlannedSteps { get; init; } = long.MaxValue;

    /// <summary>Whether of epochs with the same error the last is the best.</summary>
    public bool TakesEqual { get; set; }

    /// <summary>The epoch, from 1, that is under way.</summary>
    public int Epoch { get; set; } = 1;

    /// <summary>Rows of the epoch that are done.</summary>
    public int Rows { get; set; }

    /// <summary>Σ w_n E_n over these rows.</summary>
    public double Error { get; set; }

    /// <summary>Σ w_n over these rows.</summary>
    public double Weight { get; set; }

    /// <summary>Rows of the epochs done.</summary>
    public long RowsBefore { get; set; }

    /// <summary>The steps done, and the rows learned from, when the last epoch of the <see cref="History"/> ended.</summary>
    public (long Steps, long Rows) Recorded { get; set; }

    /// <summary>Time in training.</summary>
    public TimeSpan Elapsed { get; set; }

    /// <summary>Whether the training has ended here; one that continues with more epochs or steps has not.</summary>
    public bool Ended { get; set; }

    /// <summary>The epochs done.</summary>
    public List<EpochResult> History { get; } = [];

    /// <summary>The maximum number of epochs that are recorded.</summary>
    public int MaxHistory { get; set; } = int.MaxValue;

    /// <summary>The epoch done last, recorded or not; null before the first.</summary>
    public EpochResult? Last { get; set; }

    /// <summary>The error watched after each epoch that was ever done: on validation rows where there are any, else on training rows.</summary>
    public List<double> Errors { get; init; } = [];

    /// <summary>The weights of the best epoch.</summary>
    public BestWeights Best { get; } = new(network);

    /// <summary>
    /// Whether the weights of the last epoch are kept where there are no validation rows to choose one by: a training that may be asked to finish within an
    /// epoch goes back to them. A resumed one keeps keeping them, so that they are never those of an older epoch.
    /// </summary>
    public bool KeepsLast { get; private set; }

    /// <summary>Whether an epoch has ended and no row of the next is done.</summary>
    public bool IsAtEpochEnd => Rows == 0 && Last is not null;

    /// <summary>The mean error of the epoch's rows; where none has counted yet, that of the epoch before, or 0.</summary>
    public double ErrorSoFar => Weight > 0 ? Error / Weight : Last?.TrainingError ?? 0;

    /// <summary>The position of a step for the schedule.</summary>
    public SchedulePosition At(long step, Schedule schedule)
    {
        if (factorEpochs != Errors.Count)
            (factorEpochs, errorFactor) = (Errors.Count, schedule.OfErrors(Errors));
        return new(step, PlannedSteps, Errors.Count, Errors, errorFactor);
    }

    /// <summary>Keeps the weights of the last epoch from now on, of one that is just over as well.</summary>
    public void KeepLast()
    {
        KeepsLast = true;
        if (Best.Epoch == 0 && IsAtEpochEnd)
            Best.Keep(Last!.Epoch, Last.TrainingError);
    }

    /// <summary>Closes the epoch under way.</summary>
    /// <param name="steps">Steps done.</param>
    /// <param name="validationError">The mean error of the validation rows; null without such rows.</param>
    /// <param name="learningRate">η of the last step.</param>
    public void EndEpoch(long steps, double? validationError, double learningRate)
    {
        Last = new EpochResult(Epoch, Weight > 0 ? Error / Weight : 0, validationError, learningRate);
        RowsBefore += Rows;
        if (History.Count < MaxHistory)
            Record(Last, steps);
        (Epoch, Rows, Error, Weight) = (Epoch + 1, 0, 0, 0);
    }

    /// <summary>The same for a copy of the network.</summary>
    public TrainingState Copy(Network other, long plannedSteps)
    {
        var copy = new TrainingState(other)
        {
            FirstStep = FirstStep,
            PlannedSteps = plannedSteps,
            TakesEqual = TakesEqual,
            Epoch = Epoch,
            Rows = Rows,
            Error = Error,
            Weight = Weight,
            RowsBefore = RowsBefore,
            Recorded = Recorded,
            Elapsed = Elapsed,
            MaxHistory = MaxHistory,
            Last = Last,
            Errors = [.. Errors],
            KeepsLast = KeepsLast,
        };
        copy.History.AddRange(History);
        copy.Best.CopyFrom(Best);
        return copy;
    }

    private void Record(EpochResult result, long steps)
    {
        History.Add(result);
        Errors.Add(result.ValidationError ?? result.TrainingError);
        Recorded = (steps, RowsBefore);
        if (result.ValidationError is { } error)
            Best.Offer(result.Epoch, error, TakesEqual);
        else if (KeepsLast)
            Best.Keep(result.Epoch, result.TrainingError);
    }
}
