using Backprop.Training;

namespace Backprop.Tabular.Models;

/// <summary>A running training of a plan, which gives a model. Created by <see cref="TrainingPlan.Begin"/>.</summary>
public sealed class ModelTraining : IDisposable
{
    private readonly TrainingPlan plan;
    private readonly Trainer trainer;

    internal ModelTraining(TrainingPlan plan, Trainer trainer, TrainingRun run) => (this.plan, this.trainer, Run) = (plan, trainer, run);

    /// <summary>The training run.</summary>
    public TrainingRun Run { get; }

    /// <summary>Finishes the training, if it has not ended, and computes the model's metrics on all parts.</summary>
    /// <param name="cancellation">Ends the evaluation: metrics that are not yet computed stay empty, and a note says so.</param>
    /// <param name="finish">Does the same where the training ended by itself.</param>
    /// <exception cref="InvalidOperationException">There are no weights to keep, see <see cref="TrainingRun.Finish"/>.</exception>
    /// <exception cref="DivergedException">An error, on any part of the rows, is not finite.</exception>
    public Model Complete(CancellationToken cancellation = default, CancellationToken finish = default)
    {
        var result = Run.Finish();
        // A training that was asked to finish is evaluated as well; a request now can only end the evaluation.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation, result.End == TrainingEnd.Request ? default : finish);
        return plan.Complete(trainer.Network.Clone(), result, trainer.Threads, stop.Token);
    }

    /// <summary>Ends the worker threads.</summary>
    public void Dispose() => trainer.Dispose();
}
