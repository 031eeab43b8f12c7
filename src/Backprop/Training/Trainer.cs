using Backprop.Execution;
using Backprop.Networks;
using Backprop.Numerics.Buffers;
using Backprop.Numerics.Threads;

namespace Backprop.Training;

/// <summary>
/// Stochastic gradient descent: for each batch the algorithm's steps (apply the inputs, evaluate the output deltas, backpropagate them, evaluate the
/// derivatives, update the weights), epoch after epoch or one step at a time. It belongs to one thread; a step allocates nothing.
/// </summary>
/// <remarks>
/// The gradient of a batch is Σ w_n ∇E_n / Σ w_n, over a short last batch as well. The weights after any number of steps do not depend on the
/// number of threads or the vector width, nor on whether the training was interrupted and resumed.
/// </remarks>
/// <example>
/// <code>
/// var training = new Examples(rows: 4, [0, 0, 0, 1, 1, 0, 1, 1], [0, 1, 1, 0]);
/// using var trainer = new Trainer(network, new TrainingOptions { Optimizer = new Adam { LearningRate = 0.05 }, BatchSize = 4, Epochs = 500 });
/// TrainingResult result = trainer.Train(training);
/// Console.WriteLine($"{result.End} after {result.Steps} steps: 0 xor 1 = {trainer.Network.Predict([0, 1])[0]:F2}");
/// </code>
/// </example>
public sealed class Trainer : IDisposable
{
    private readonly TrainingOptions options;
    private readonly Processor processor;
    private readonly BatchStep step;
    private readonly int maxRows;
    // Asked at every step: the smallest take some tens of nanoseconds.
    private readonly bool looksAtTargets;
    private TrainingState state;

    /// <summary>A trainer of a copy of a network.</summary>
    /// <param name="network">The initial network; it is not changed.</param>
    /// <param name="options">How to train; null for the defaults.</param>
    /// <exception cref="ArgumentException">Options out of range; the message lists all of them.</exception>
    public Trainer(Network network, TrainingOptions? options = null) : this(network, options ?? new(), processor: null) { }

    /// <summary>A trainer that takes no memory for larger batches than there are rows.</summary>
    /// <param name="network">The initial network; it is not changed.</param>
    /// <param name="options">How to train.</param>
    /// <param name="maxRows">The maximum number of training rows, at least 1.</param>
    /// <exception cref="ArgumentException">Options out of range; the message lists all of them.</exception>
    internal Trainer(Network network, TrainingOptions options, int maxRows) : this(network, options, processor: null, maxRows) { }

    internal Trainer(Network network, TrainingOptions options, Processor? processor, int maxRows = int.MaxValue)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxRows, 1);
        ArgumentNullException.ThrowIfNull(network);
        options.Validate(nameof(options));
        this.options = options;
        this.processor = processor ?? new Processor(options.Threads);
        Network = network.Clone();
        this.maxRows = Math.Min(maxRows, options.BatchSize);
        if (options.Watched == ValidationMeasure.WrongClasses && !Network.Error.HasProbabilities)
            throw new ArgumentException($"Wrong classes can be watched only where outputs are probabilities of classes, but the error function is {Network.Error}.", nameof(options));
        step = new BatchStep(Network, options, this.maxRows, this.processor);
        looksAtTargets = Network.Error.FromActivations;
        state = new TrainingState(Network);
    }

    /// <summary>The network being trained: its weights change with every step.</summary>
    public Network Network { get; }

    /// <summary>τ, the steps done.</summary>
    public long StepsDone => step.Count;

    /// <summary>Σ w_n E_n over the rows of the last step, with the weights before its update: means over many steps are computed from these.</summary>
    public double StepError { get; private set; }

    /// <summary>Threads that the trainer may use.</summary>
    public int Threads => processor.Threads;

    /// <summary>The pass of the last step, with its activations, deltas and derivatives.</summary>
    internal NetworkPass Pass => step.Pass;

    /// <summary>What carries the steps out.</summary>
    internal Executor Executor => step.Executor;

    /// <summary>One step on a batch of rows.</summary>
    /// <param name="inputs">N·D numbers, row after row; N from 1 to the batch size of the options.</param>
    /// <param name="targets">N·K numbers, row after row.</param>
    /// <param name="rowWeights">N weights from 0, not all 0; empty: every row counts 1.</param>
    /// <returns>The mean error of the rows, with the weights before the update.</returns>
    /// <exception cref="ArgumentException">Numbers of inputs, targets and weights that do not match, weights out of range, or targets that the error function cannot
    /// take.</exception>
    /// <exception cref="DivergedException">The error, or a delta of the outputs, is not finite; the weights are not changed. What overflows
    /// farther back, in the deltas of hidden layers or in derivatives, comes into the weights, and the next step finds it.</exception>
    public double Step(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, ReadOnlySpan<float> rowWeights = default)
    {
        // The smallest networks take a step in some tens of nanoseconds, of which a division by the inputs would be one.
        int rows = inputs.Length == Network.Inputs && targets.Length == Network.Outputs ? 1 : RowsOf(inputs.Length, targets.Length);
        if (rows < 1 || (!rowWeights.IsEmpty && rowWeights.Length != rows))
            throw NoBatch(inputs.Length, targets.Length, rowWeights.Length);
        if (looksAtTargets)
            RequireTargets(targets);
        var pass = step.Pass;
        pass.Targets.SetRows(targets);
        double weight = rowWeights.IsEmpty ? pass.WeighAlike(rows) : Weigh(rowWeights);
        if (pass.InputCopies is { } copies && step.Executor.Sharing != Sharing.None)
            return During(copies, inputs, rows, weight);
        step.Executor.SetInputs(inputs);
        return StepOn(rows, weight);
    }

    /// <summary>
    /// A trainer that continues from here under other options, such as another learning rate: it has the weights and the number of steps done, and what the
    /// optimizer gathered (moments, velocity) where the optimizer is the same except for η. This one is not changed.
    /// </summary>
    /// <param name="options">How to train from now on.</param>
    /// <param name="dropout">The share of hidden units left out from now on, from 0 to below 1; null: unchanged.</param>
    /// <exception cref="ArgumentException">Options or a dropout out of range; the message lists all of them.</exception>
    public Trainer With(TrainingOptions options, double? dropout = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        var next = new Trainer(dropout is { } share ? Network.Clone(share) : Network, options);
        next.step.GoOnFrom(step, options.Optimizer == this.options.Optimizer with { LearningRate = options.Optimizer.LearningRate });
        next.state = new TrainingState(next.Network) { FirstStep = StepsDone, Errors = [.. state.Errors] };
        return next;
    }

    /// <summary>Trains epoch after epoch, by the options.</summary>
    /// <remarks>
    /// A trainer can train more than once. Steps continue counting: dropout draws new masks, a warm-up that is over stays over, cosine begins at the position
    /// of the steps done among all, and plateau knows the earlier errors. Epochs count from 1 again, so the orders of rows are those of the first training
    /// (<see cref="With"/> takes another seed), and the best epoch is one of the new ones.
    /// </remarks>
    /// <param name="training">The training rows.</param>
    /// <param name="validation">Validation rows: the weights of the best epoch on them are kept, and they decide early stopping. Null for none.</param>
    /// <param name="progress">Called a few times a second and at the end of every epoch, on the calling thread.</param>
    /// <param name="checkpoints">Where and how often to write a checkpoint; null for none. They never change results.</param>
    /// <param name="cancellation">Ends the training within a step, or within some rows of a validation; there is no result.</param>
    /// <param name="finish">
    /// Ends the training equally soon, and the completed epochs are the result (<see cref="TrainingEnd.Request"/>): weights and history are those of a training with
    /// <see cref="TrainingOptions.Epochs"/> set to their number and the same schedule of learning rates. The epoch under way does not count; a last
    /// checkpoint holds it, so that the training can be resumed. Without validation rows this takes a copy of the weights at every epoch's end.
    /// </param>
    /// <exception cref="ArgumentException">Examples that do not match the network or its error function, or none, or all of weight 0.</exception>
    /// <exception cref="DivergedException">Weights, or an error (also that of the validation rows), are not finite.</exception>
    /// <exception cref="IOException">The first checkpoint, before the first step, could not be written. Later ones that fail do not end the
    /// training (<see cref="TrainingProgress.Checkpoint"/> reports them).</exception>
    /// <exception cref="OperationCanceledException">Cancelled; <see cref="Network"/> holds the weights of the last step, and a last checkpoint has
    /// been written; where that failed, the inner exception says why. Cancelled in the validation after an epoch, it is resumed there. Also thrown, with the
    /// token <paramref name="finish"/>, where that came before an epoch was complete whose weights are kept.</exception>
    public TrainingResult Train(
        Examples training, Examples? validation = null, IProgress<TrainingProgress>? progress = null, CheckpointPolicy? checkpoints = null,
        CancellationToken cancellation = default, CancellationToken finish = default) =>
        Begin(training, validation, checkpoints, finish.CanBeCanceled).Run(progress, cancellation, finish);

    /// <summary>
    /// Resumes from a checkpoint: the result, bit for bit, is that of an uninterrupted training, also on other numbers
    /// of threads, another vector width and another machine. The trainer is a new one, made as that of the interrupted training was.
    /// </summary>
    /// <remarks>
    /// <see cref="TrainingOptions.Threads"/> and <see cref="TrainingOptions.TimeLimit"/> may differ from those of the checkpoint. Epochs, steps and patience may
    /// be raised, where the schedule does not depend on the number of steps (cosine does). Everything else that results depend on must be unchanged.
    /// </remarks>
    /// <exception cref="CheckpointException">The checkpoint is of another training; the message lists every difference. The trainer is not changed.</exception>
    /// <exception cref="InvalidOperationException">The checkpoint has been resumed from before; load it again.</exception>
    /// <inheritdoc cref="Train"/>
    /// <param name="checkpoint">The checkpoint to resume.</param>
    /// <param name="training">The rows of the interrupted training.</param>
    /// <param name="validation">Its validation rows.</param>
    /// <param name="progress">Called a few times a second and at the end of every epoch, on the calling thread.</param>
    /// <param name="checkpoints">Where and how often to write further checkpoints, the same file or another; null for none.</param>
    /// <param name="cancellation">Ends the training within a step; there is no result.</param>
    /// <param name="finish">Ends the training as soon, and the epochs done are the result.</param>
    public TrainingResult Resume(
        Checkpoint checkpoint, Examples training, Examples? validation = null, IProgress<TrainingProgress>? progress = null,
        CheckpointPolicy? checkpoints = null, CancellationToken cancellation = default, CancellationToken finish = default) =>
        BeginFrom(checkpoint, training, validation, checkpoints, finish.CanBeCanceled).Run(progress, cancellation, finish);

    /// <summary>Begins a training that the caller advances (<see cref="TrainingRun.Advance(long, CancellationToken)"/>).</summary>
    /// <remarks>The trainer's own steps, and other courses of it, have to wait until it has ended.</remarks>
    /// <param name="training">The training rows.</param>
    /// <param name="validation">Validation rows: the weights of the best epoch on them are kept, and they decide early stopping. Null for none.</param>
    /// <param name="checkpoints">Where and how often to write a checkpoint; null for none. They never change results.</param>
    /// <param name="keepsLast">
    /// Whether it can be finished within an epoch where there are no validation rows: takes a copy of the weights at every epoch's end. Default: true.
    /// </param>
    /// <exception cref="ArgumentException">Examples that do not match the network or its error function, or none, or all of weight 0.</exception>
    /// <exception cref="IOException">The first checkpoint, before the first step, could not be written.</exception>
    public TrainingRun Begin(Examples training, Examples? validation = null, CheckpointPolicy? checkpoints = null, bool keepsLast = true) =>
        Start(null, training, validation, checkpoints, keepsLast);

    /// <summary>Begins a training from a checkpoint, like <see cref="Resume"/>, that the caller advances.</summary>
    /// <param name="checkpoint">The checkpoint to resume.</param>
    /// <param name="training">The rows of the interrupted training.</param>
    /// <param name="validation">Its validation rows.</param>
    /// <param name="checkpoints">Where and how often to write further checkpoints, the same file or another; null for none.</param>
    /// <param name="keepsLast">See <see cref="Begin"/>.</param>
    /// <exception cref="CheckpointException">The checkpoint is of another training; the message lists every difference. The trainer is not changed.</exception>
    /// <exception cref="InvalidOperationException">The checkpoint has been resumed from before; load it again.</exception>
    /// <exception cref="ArgumentException">Examples that do not match the network or its error function, or none, or all of weight 0.</exception>
    /// <exception cref="IOException">The first checkpoint could not be written.</exception>
    public TrainingRun BeginFrom(Checkpoint checkpoint, Examples training, Examples? validation = null, CheckpointPolicy? checkpoints = null, bool keepsLast = true)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        return Start(checkpoint, training, validation, checkpoints, keepsLast);
    }

    /// <summary>
    /// Continues a training under other options: this trainer was created at this moment from that of the training (<see cref="With"/>). The epoch under way, its order of rows,
    /// the history and the best weights are kept. The run is not changed, and can continue as well.
    /// </summary>
    /// <remarks>No checkpoints are written, because no training from the start under one set of options could be resumed from them.</remarks>
    /// <param name="run">The training.</param>
    /// <exception cref="ArgumentException">The trainer's state is not that of the run.</exception>
    public TrainingRun BeginFrom(TrainingRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (!run.IsWhere(step))
            throw new ArgumentException("The trainer's state is not that of the run: create it from the run's own trainer now (Trainer.With).", nameof(run));
        var next = run.With(options, step, processor);
        state = next.State;
        return next;
    }

    /// <summary>Ends the worker threads.</summary>
    public void Dispose() => processor.Dispose();

    private void RequireTargets(ReadOnlySpan<float> targets)
    {
        for (int n = 0; n < targets.Length / Network.Outputs; n++)
            if (Network.Error.WhyNotTargets(targets.Slice(n * Network.Outputs, Network.Outputs)) is { } problem)
                throw new ArgumentException($"The targets of row {n + 1} {problem}.", nameof(targets));
    }

    private double Weigh(ReadOnlySpan<float> rowWeights)
    {
        for (int n = 0; n < rowWeights.Length; n++)
            Examples.RequireRowWeight(n, rowWeights[n], nameof(rowWeights));
        rowWeights.CopyTo(step.Pass.RowWeights);
        double weight = step.Pass.Weight(rowWeights.Length);
        return weight > 0 ? weight : throw new ArgumentException("All rows of the batch have the weight 0.", nameof(rowWeights));
    }

    private double During(RowCopies copies, ReadOnlySpan<float> inputs, int rows, double weight) =>
        copies.During(inputs, (this, rows, weight), static given => given.Item1.StepOn(given.rows, given.weight));

    private double StepOn(int rows, double weight)
    {
        step.Regularization = options.Regularization(state, StepsDone);
        StepError = step.Run(rows, weight, options.LearningRate(state, StepsDone));
        return StepError / weight;
    }

    /// <summary>How many rows a batch of that many numbers has; 0 where it is none.</summary>
    private int RowsOf(int inputs, int targets)
    {
        int rows = inputs / Network.Inputs;
        return rows <= maxRows && inputs == rows * Network.Inputs && targets == rows * Network.Outputs ? rows : 0;
    }

    private ArgumentException NoBatch(int inputs, int targets, int rowWeights) => new(
        $"A step of the network {Network.Sizes} needs 1 to {maxRows} rows of {Network.Inputs} inputs and {Network.Outputs} targets, "
        + $"but {inputs} inputs, {targets} targets and {rowWeights} row weights were given.", nameof(inputs));

    private TrainingRun Start(Checkpoint? checkpoint, Examples training, Examples? validation, CheckpointPolicy? policy, bool keepsLast)
    {
        ArgumentNullException.ThrowIfNull(training);
        Evaluation.Require(Network, training);
        if (validation is not null)
            Evaluation.Require(Network, validation);
        checkpoint?.RequireMembers(1);
        if (Math.Min(training.Count, options.BatchSize) > maxRows)
            throw new ArgumentException($"There are {training.Count} training rows, but the trainer was created for {maxRows}.", nameof(training));
        var identity = checkpoint is null && policy is null ? null : TrainingIdentity.Of(Network, options, training, validation);
        state = checkpoint is null
            ? new TrainingState(Network)
            {
                FirstStep = StepsDone, PlannedSteps = options.PlannedSteps(StepsDone, training.Count), Recorded = (StepsDone, 0), Errors = state.Errors,
            }
            : checkpoint.Restore(identity!, Network, options, step, training.Count);
        if (validation is null && (keepsLast || state.Best.Epoch > 0))
            state.KeepLast();
        return new TrainingRun(options, step, state, training, validation, processor, policy, identity);
    }
}
