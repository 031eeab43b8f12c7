using Backprop.Networks;
using Backprop.Training;

namespace Backprop.Studio.Training;

/// <summary>The epochs of a training and the network of the best one: by the validation rows, and without such rows the last.</summary>
internal sealed class EpochLog
{
    /// <summary>Epochs, at most: a table of a few rows has millions in an hour, and each is recorded in a model.</summary>
    public const int MostEpochs = 100_000;

    private readonly List<EpochResult> history = [];
    private double bestError = double.PositiveInfinity;
    private long steps;

    /// <summary>A copy of the network of the best epoch; null before the first.</summary>
    public Network? Best { get; private set; }

    /// <summary>That epoch, from 1; null before the first.</summary>
    public int? BestEpoch { get; private set; }

    /// <summary>Takes an epoch that is over; beyond <see cref="MostEpochs"/> none.</summary>
    public void Add(Network network, double trainingError, double? validationError, double learningRate, long stepsDone)
    {
        if (history.Count == MostEpochs)
            return;
        history.Add(new EpochResult(history.Count + 1, trainingError, validationError, learningRate));
        steps = stepsDone;
        if (validationError is { } error && !(error < bestError))
            return;
        (Best, BestEpoch, bestError) = (network.Clone(), history.Count, validationError ?? bestError);
    }

    /// <summary>How the training went so far.</summary>
    public TrainingResult Result() => new(TrainingEnd.Epochs, steps, BestEpoch ?? 0, [.. history], TimeSpan.Zero, Rows: 0);
}
