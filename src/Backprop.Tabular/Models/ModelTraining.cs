using System.Diagnostics;
using Backprop.Training;

namespace Backprop.Tabular.Models;

/// <summary>
/// A running training of a plan, which gives a model. Created by <see cref="TrainingPlan.Begin"/>. <see cref="Train(IProgress{TrainingProgress}?, CancellationToken, CancellationToken)"/> trains all networks to their ends; a plan for one network can be
/// moved on step by step with <see cref="Run"/> instead.
/// </summary>
public sealed class ModelTraining : IDisposable
{
    private readonly TrainingPlan plan;
    private readonly IReadOnlyList<(Trainer Trainer, TrainingRun Run)> members;
    private readonly int threads, atOnce;
    private TimeSpan? duration;

    internal ModelTraining(TrainingPlan plan, IReadOnlyList<(Trainer, TrainingRun)> members, int threads, int atOnce) =>
        (this.plan, this.members, this.threads, this.atOnce) = (plan, members, threads, atOnce);

    /// <summary>The training run; of several networks that of the first.</summary>
    public TrainingRun Run => members[0].Run;

    /// <summary>The training runs of all networks.</summary>
    public IReadOnlyList<TrainingRun> Runs => [.. members.Select(member => member.Run)];

    /// <summary>Trains all networks to their ends, several of them side by side.</summary>
    /// <param name="progress">Called a few times a second, on the calling thread; for one network at the end of every epoch, too.</param>
    /// <param name="cancellation">Ends it within a step, without a model.</param>
    /// <param name="finish">Ends it as soon, with the epochs done.</param>
    /// <exception cref="DivergedException">Weights, or an error (also that of the validation rows), are not finite.</exception>
    /// <exception cref="OperationCanceledException">Cancelled, or asked to finish before there was an epoch to keep.</exception>
    public void Train(IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default, CancellationToken finish = default) =>
        Train(progress, pause: null, cancellation, finish);

    /// <param name="progress">Called a few times a second, on the calling thread.</param>
    /// <param name="pause">Called after each report while the training continues: it does so when this returns.</param>
    /// <param name="cancellation">Ends it within a step, without a model.</param>
    /// <param name="finish">Ends it as soon, with the epochs done.</param>
    /// <inheritdoc cref="Train(IProgress{TrainingProgress}?, CancellationToken, CancellationToken)"/>
    internal void Train(IProgress<TrainingProgress>? progress, Action<TrainingProgress>? pause, CancellationToken cancellation, CancellationToken finish)
    {
        if (members.Count == 1)
        {
            Run.Run(progress, pause, cancellation, finish);
            return;
        }
        long start = Stopwatch.GetTimestamp();
        new SideBySide(Runs, atOnce).Run(progress, pause, cancellation, finish);
        duration = Stopwatch.GetElapsedTime(start);
    }

    /// <summary>Finishes the training, if it has not ended, and computes the model's metrics on all parts.</summary>
    /// <param name="cancellation">Ends the evaluation: metrics that are not yet computed stay empty, and a note says so.</param>
    /// <param name="finish">Does the same where the training ended by itself.</param>
    /// <exception cref="InvalidOperationException">There are no weights to keep, see <see cref="TrainingRun.Finish"/>.</exception>
    /// <exception cref="DivergedException">An error, on any part of the rows, is not finite.</exception>
    public Model Complete(CancellationToken cancellation = default, CancellationToken finish = default)
    {
        // Networks that were stopped before they had weights to keep are left out.
        bool any = members.Any(member => member.Run.CanFinish);
        TrainedMember[] trained = [.. members.Index().Where(member => !any || member.Item.Run.CanFinish)
            .Select(member => new TrainedMember(member.Index, member.Item.Trainer.Network, member.Item.Run.Finish()))];
        // A training that was asked to finish is evaluated as well; a request now can only end the evaluation.
        bool isEarly = trained.Length < members.Count || trained.Any(member => member.Result.End == TrainingEnd.Request);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation, isEarly ? default : finish);
        return plan.Complete([.. trained.Select(member => member with { Network = member.Network.Clone() })], duration, threads, stop.Token);
    }

    /// <summary>Ends the worker threads.</summary>
    public void Dispose()
    {
        foreach (var (trainer, _) in members)
            trainer.Dispose();
    }
}
