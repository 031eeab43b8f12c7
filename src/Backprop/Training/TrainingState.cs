using Backprop.Networks;
using Backprop.Training.Schedules;

namespace Backprop.Training;

/// <summary>
/// Where a training stands between two steps: all that its course depends on beside the network's weights and the optimizer's moments and scalars. It belongs
/// into checkpoints as a whole.
/// </summary>
internal sealed class TrainingState(Network network)
{
    // What the schedule makes of the errors of so many epochs, so that not every step goes over them.
    private int factorEpochs = -1;
    private double errorFactor;

    /// <summary>Steps that were done before this training began.</summary>
    public long FirstStep { get; init; }

    /// <summary>The step, counted as <see cref="FirstStep"/>, with which training ends at the latest.</summary>
    public long PlannedSteps { get; init; } = long.MaxValue;

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

    /// <summary>Time spent before an interruption.</summary>
    public TimeSpan TimeBefore { get; set; }

    /// <summary>Whether the training came to its end here; one that goes on with more epochs or steps has not.</summary>
    public bool Ended { get; set; }

    /// <summary>The epochs done.</summary>
    public List<EpochResult> History { get; } = [];

    /// <summary>The error watched after each epoch that was ever done: on validation rows where there are any, else on training rows.</summary>
    public List<double> Errors { get; init; } = [];

    /// <summary>The weights of the best epoch.</summary>
    public BestWeights Best { get; } = new(network);

    /// <summary>
    /// Whether the weights of the last epoch are kept where there are no validation rows to choose one by: a training that may be asked to finish within an
    /// epoch goes back to them. A resumed one goes on keeping them, so that they are never those of an older epoch.
    /// </summary>
    public bool KeepsLast { get; set; }

    /// <summary>Rows passed through the network, all epochs together.</summary>
    public long AllRows => RowsBefore + Rows;

    /// <summary>Where a step stands for the schedule.</summary>
    public SchedulePosition At(long step, Schedule schedule)
    {
        if (factorEpochs != Errors.Count)
            (factorEpochs, errorFactor) = (Errors.Count, schedule.OfErrors(Errors));
        return new(step, PlannedSteps, Errors.Count, Errors, errorFactor);
    }

    /// <summary>Closes the epoch under way.</summary>
    public EpochResult EndEpoch(double? validationError, double learningRate)
    {
        var result = new EpochResult(Epoch, Weight > 0 ? Error / Weight : 0, validationError, learningRate);
        History.Add(result);
        Errors.Add(validationError ?? result.TrainingError);
        if (validationError is { } error)
            Best.Offer(Epoch, error);
        else if (KeepsLast)
            Best.Keep(Epoch, result.TrainingError);
        RowsBefore += Rows;
        (Epoch, Rows, Error, Weight) = (Epoch + 1, 0, 0, 0);
        return result;
    }
}
