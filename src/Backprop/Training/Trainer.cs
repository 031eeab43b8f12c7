using Backprop.Networks;
using Backprop.Numerics.Buffers;
using Backprop.Numerics.Functions;
using Backprop.Numerics.Products;
using Backprop.Numerics.Randomness;
using Backprop.Numerics.Threads;
using Backprop.Training.Optimizers;
using Backprop.Training.Schedules;

namespace Backprop.Training;

/// <summary>
/// Stochastic gradient descent: for each batch the algorithm's steps (apply the inputs, evaluate the output deltas, backpropagate them, evaluate the
/// derivatives, update the weights), epoch after epoch or one step at a time. It belongs to one thread; a step allocates nothing.
/// </summary>
/// <remarks>
/// The gradient of a batch is Σ w_n ∇E_n / Σ w_n, over a short last batch as well. The weights after any number of steps do not depend on the
/// number of threads or the vector width.
/// </remarks>
public sealed class Trainer : IDisposable
{
    private readonly TrainingOptions options;
    private readonly Processor processor;
    private readonly NetworkPass pass;
    private readonly OptimizerRun optimizer;
    private readonly LayerUpdate[] updates;
    private readonly Descent[] descents;
    private readonly List<double> epochErrors = [];
    private readonly double weightDecay;
    private readonly bool decoupled;
    // A norm limit needs the whole gradient before the first update.
    private readonly bool updatesAtOnce;
    private long plannedSteps = long.MaxValue;

    /// <summary>A trainer of a copy of a network.</summary>
    /// <param name="network">The network to begin with; it is left as it is.</param>
    /// <param name="options">How to train; null for the defaults.</param>
    /// <exception cref="ArgumentException">Options out of range; the message tells all of them.</exception>
    public Trainer(Network network, TrainingOptions? options = null) : this(network, options ?? new(), processor: null) { }

    internal Trainer(Network network, TrainingOptions options, Processor? processor)
    {
        ArgumentNullException.ThrowIfNull(network);
        options.Validate(nameof(options));
        this.options = options;
        this.processor = processor ?? new Processor(options.Threads);
        Network = network.Clone();
        optimizer = options.Optimizer.Start();
        weightDecay = options.WeightDecay ?? options.Optimizer.DefaultWeightDecay;
        decoupled = options.DecoupledWeightDecay ?? options.Optimizer.DecoupledByDefault;
        updatesAtOnce = options.ClipNorm is null;
        bool plain = options.Optimizer is Sgd && weightDecay == 0 && options.L1 == 0 && updatesAtOnce;
        descents = new Descent[plain ? Network.Layers.Count : 0];
        updates = new LayerUpdate[plain ? 0 : Network.Layers.Count];
        pass = new NetworkPass(Network, options.BatchSize, this.processor, new TrainingPart(options.Seed, () => StepsDone, Update));
    }

    /// <summary>The network being trained: its weights change with every step.</summary>
    public Network Network { get; }

    /// <summary>τ, the steps done.</summary>
    public long StepsDone { get; private set; }

    /// <summary>Threads that the trainer may use.</summary>
    public int Threads => processor.Threads;

    /// <summary>The pass of the last step, with its activations, deltas and derivatives.</summary>
    internal NetworkPass Pass => pass;

    /// <summary>One step on a batch of rows.</summary>
    /// <param name="inputs">N·D numbers, row after row; N from 1 to the batch size of the options.</param>
    /// <param name="targets">N·K numbers, row after row.</param>
    /// <param name="rowWeights">N weights from 0, not all 0; empty: every row counts 1.</param>
    /// <returns>The mean error of the rows, with the weights before the update.</returns>
    /// <exception cref="ArgumentException">Numbers of inputs, targets and weights that do not fit.</exception>
    /// <exception cref="DivergedException">The error is no finite number; the weights are left as they were.</exception>
    public double Step(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, ReadOnlySpan<float> rowWeights = default)
    {
        int rows = inputs.Length / Network.Inputs;
        if (rows < 1 || rows > options.BatchSize || inputs.Length != rows * Network.Inputs || targets.Length != rows * Network.Outputs
            || (!rowWeights.IsEmpty && rowWeights.Length != rows))
            throw NoBatch(inputs.Length, targets.Length, rowWeights.Length);
        pass.Inputs.SetRows(inputs);
        pass.Targets.SetRows(targets);
        if (rowWeights.IsEmpty)
            pass.RowWeights.AsSpan(0, rows).Fill(1);
        else
            rowWeights.CopyTo(pass.RowWeights);
        return StepOnBatch(rows, out double weight) / weight;
    }

    /// <summary>Trains epoch after epoch, as the options say.</summary>
    /// <param name="training">The rows to learn from.</param>
    /// <param name="validation">Rows to watch: the best epoch on them is kept, and early stopping goes by them. Null for none.</param>
    /// <param name="progress">Told a few times a second and at the end of every epoch, on the calling thread.</param>
    /// <param name="cancellation">Ends the training within a step.</param>
    /// <exception cref="ArgumentException">Examples that do not fit the network, or none.</exception>
    /// <exception cref="DivergedException">The error came to be no finite number.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; <see cref="Network"/> holds the weights of the last step.</exception>
    public TrainingResult Train(
        Examples training, Examples? validation = null, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(training);
        Evaluation.Require(Network, training);
        var evaluation = validation is null ? null : new Evaluation(Network, validation, processor);
        var best = new BestWeights(Network);
        var order = new int[training.Count];
        var history = new List<EpochResult>();
        long batches = (training.Count + options.BatchSize - 1L) / options.BatchSize;
        plannedSteps = StepsDone + Math.Min(options.Epochs * batches, options.Steps ?? long.MaxValue);
        var watch = new ProgressWatch(progress, options.Epochs, training.Count, Network.ParameterCount * options.BatchSize);
        var end = TrainingEnd.Epochs;
        for (int epoch = 1; epoch <= options.Epochs; epoch++)
        {
            Permutation.Shuffle(order, options.Seed, Purpose.Shuffle, epoch);
            if (!options.Shuffle)
                for (int n = 0; n < order.Length; n++)
                    order[n] = n;
            double error = 0, weight = 0;
            for (int start = 0; start < order.Length && StepsDone < plannedSteps; start += options.BatchSize)
            {
                cancellation.ThrowIfCancellationRequested();
                var batch = order.AsSpan(start, Math.Min(options.BatchSize, order.Length - start));
                for (int n = 0; n < batch.Length; n++)
                    training.CopyTo(batch[n], pass, n);
                error += StepOnBatch(batch.Length, out double batchWeight);
                weight += batchWeight;
                watch.Batch(epoch, StepsDone, start + batch.Length, error / weight);
            }
            double? validationError = evaluation?.MeanError();
            epochErrors.Add(validationError ?? error / weight);
            history.Add(new EpochResult(epoch, error / weight, validationError, LearningRate(StepsDone - 1)));
            if (validationError is { } e)
                best.Offer(epoch, e);
            watch.Epoch(history[^1], StepsDone, validation is null ? epoch : best.Epoch);
            if (StepsDone >= plannedSteps && epoch < options.Epochs)
                end = TrainingEnd.Steps;
            else if (validation is not null && epoch - best.Epoch >= options.Patience)
                end = TrainingEnd.Patience;
            else if (epoch < options.Epochs && watch.Elapsed >= options.TimeLimit)
                end = TrainingEnd.TimeLimit;
            if (end != TrainingEnd.Epochs)
                break;
        }
        best.Restore();
        return new TrainingResult(end, StepsDone, best.Epoch > 0 ? best.Epoch : history.Count, history, watch.Elapsed, watch.Rows);
    }

    /// <summary>Ends the worker threads.</summary>
    public void Dispose() => processor.Dispose();

    private ArgumentException NoBatch(int inputs, int targets, int rowWeights) => new(
        $"A step of the network {Network.Sizes} takes 1 to {options.BatchSize} rows of {Network.Inputs} inputs and {Network.Outputs} targets, "
        + $"but {inputs} inputs, {targets} targets and {rowWeights} row weights were given.", nameof(inputs));

    /// <summary>The algorithm's steps on the batch that stands in the pass; returns Σ w_n E_n.</summary>
    private double StepOnBatch(int rows, out double weight)
    {
        double sum = 0;
        foreach (float w in pass.RowWeights.AsSpan(0, rows))
            sum += w;
        weight = sum;
        pass.Forward(rows);
        double error = pass.Error(rows), rate = LearningRate(StepsDone);
        if (!double.IsFinite(error))
            throw DivergedException.At(StepsDone + 1, Network, pass, rows, rate);
        Begin(rate);
        pass.Backward(rows, weight > 0 ? (float)(1 / weight) : 0);
        if (!updatesAtOnce)
        {
            SetRegularization(ClipFactor(), rate);
            foreach (var update in updates)
                update.ApplyAll();
        }
        StepsDone++;
        return error;
    }

    /// <summary>What follows the derivatives of a layer. Plain gradient descent needs no optimizer's machinery.</summary>
    private SlabEnding? Update(int layer, PanelMatrix gradients)
    {
        var weights = Network.Layers[layer].Weights;
        if (descents.Length > 0)
            return descents[layer] = new Descent(weights);
        updates[layer] = new LayerUpdate(processor.Width, optimizer, weights, gradients);
        return updatesAtOnce ? updates[layer] : null;
    }

    private void Begin(double rate)
    {
        foreach (var descent in descents)
            descent.Step = (float)-rate;
        if (updates.Length == 0)
            return;
        optimizer.Begin(rate);
        SetRegularization(clip: 1, rate);
    }

    private double LearningRate(long step) =>
        options.Optimizer.LearningRate * options.Schedule.Factor(new SchedulePosition(step, plannedSteps, epochErrors.Count, epochErrors));

    private void SetRegularization(float clip, double rate)
    {
        var regularization = decoupled
            ? new Regularization(clip, 0, (float)options.L1, (float)(1 - rate * weightDecay))
            : new Regularization(clip, (float)weightDecay, (float)options.L1, 1);
        foreach (var update in updates)
            update.Regularization = regularization;
    }

    /// <summary>What shortens the gradient to its largest norm; 1 where it is short enough.</summary>
    private float ClipFactor()
    {
        double squares = 0;
        foreach (var layer in pass.Layers)
            squares += VectorSums.SumOfSquares(processor.Width, layer.Gradients!.Values);
        double norm = Math.Sqrt(squares);
        return norm > options.ClipNorm ? (float)(options.ClipNorm.Value / norm) : 1;
    }
}
