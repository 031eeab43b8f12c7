using Backprop.Training;

namespace Backprop.Tabular.Models;

/// <summary>A training of a plan under way, which ends in a model. <see cref="TrainingPlan.Begin"/> makes it.</summary>
public sealed class ModelTraining : IDisposable
{
    private readonly TrainingPlan plan;
    private readonly Trainer trainer;

    internal ModelTraining(TrainingPlan plan, Trainer trainer, TrainingRun run) => (this.plan, this.trainer, Run) = (plan, trainer, run);

    /// <summary>What is moved on.</summary>
    public TrainingRun Run { get; }

    /// <summary>Finishes the training, if it has not ended, and measures the model on all parts.</summary>
    /// <param name="cancellation">Ends the measuring: what is not yet measured stays empty, and a note says so.</param>
    /// <param name="finish">Does the same where the training ended by itself.</param>
    /// <exception cref="InvalidOperationException">There are no weights to keep, see <see cref="TrainingRun.Finish"/>.</exception>
    /// <exception cref="DivergedException">An error, on any part of the rows, came to be no finite number.</exception>
    public Model Complete(CancellationToken cancellation = default, CancellationToken finish = default)
    {
        var result = Run.Finish();
        // What was asked to finish is measured as well; asked now, it is only the measuring that is left to end.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation, result.End == TrainingEnd.Request ? default : finish);
        return plan.Complete(trainer.Network.Clone(), result, trainer.Threads, stop.Token);
    }

    /// <summary>Ends the worker threads.</summary>
    public void Dispose() => trainer.Dispose();
}
