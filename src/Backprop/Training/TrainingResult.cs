namespace Backprop.Training;

/// <summary>Why a training ended.</summary>
public enum TrainingEnd
{
    /// <summary>All epochs were done.</summary>
    Epochs,

    /// <summary>All steps were done.</summary>
    Steps,

    /// <summary>The validation error had not become better for as many epochs as the patience allows.</summary>
    Patience,

    /// <summary>The time was up.</summary>
    TimeLimit,

    /// <summary>It was asked to finish; an epoch under way does not count.</summary>
    Request,
}

/// <summary>One epoch of a training.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="TrainingError">The mean error E_n over its rows, each with the weights of its step.</param>
/// <param name="ValidationError">The mean error E_n of the validation rows after it; null without such rows.</param>
/// <param name="LearningRate">η at its last step.</param>
public sealed record EpochResult(int Epoch, double TrainingError, double? ValidationError, double LearningRate);

/// <summary>How a training went.</summary>
/// <param name="End">Why it ended.</param>
/// <param name="Steps">Steps of the epochs done.</param>
/// <param name="BestEpoch">The epoch, from 1, whose weights were kept: the best on the validation rows, else the last.</param>
/// <param name="History">Every epoch, in order.</param>
/// <param name="Duration">Time in training, validation included.</param>
/// <param name="Rows">Training rows of the epochs done, all together.</param>
public sealed record TrainingResult(TrainingEnd End, long Steps, int BestEpoch, IReadOnlyList<EpochResult> History, TimeSpan Duration, long Rows);
