using Backprop.Execution;
using Backprop.Networks;
using Backprop.Numerics.Products;
using Backprop.Numerics.Threads;
using Backprop.Parameters;
using Backprop.Training.Optimizers;

namespace Backprop.Training;

/// <summary>One step of gradient descent on the batch in its pass; it allocates nothing.</summary>
internal sealed class BatchStep
{
    private readonly Network network;
    private readonly TrainingOptions options;
    private readonly Processor processor;
    private readonly ParameterValues derivatives;
    private readonly BlockUpdate[] updates;
    private readonly Descent[] descents;
    private readonly Treatment[] treatments;
    private readonly double[] learningRates;
    private readonly bool decoupled;
    // Without a limit on its norm nothing needs the gradient as a whole: each layer's update follows its derivatives while they are in cache.
    private readonly bool updatesAtOnce;
    private readonly SharingChoice? sharing;

    /// <param name="network">The network.</param>
    /// <param name="options">How to train.</param>
    /// <param name="rows">The maximum number of rows of a batch.</param>
    /// <param name="processor">Threads and vector width.</param>
    public BatchStep(Network network, TrainingOptions options, int rows, Processor processor)
    {
        this.network = network;
        this.options = options;
        this.processor = processor;
        Optimizer = options.Optimizer.Start();
        decoupled = options.ResolvedDecoupling;
        updatesAtOnce = options.ClipNorm is null;
        var parameters = network.Parameters;
        derivatives = parameters.Values.Zeros();
        var all = Treatment.Of(network, options);
        treatments = [.. all.Distinct()];
        learningRates = new double[treatments.Max(treatment => treatment.Rule) + 1];
        if (options.Optimizer is Sgd && updatesAtOnce && treatments.All(treatment => treatment.IsPlain))
        {
            // Plain gradient descent needs no optimizer's machinery.
            descents = [.. parameters.Blocks.Select(block => new Descent(block.Values))];
            updates = [];
        }
        else
        {
            descents = [];
            Moments = [.. Enumerable.Range(0, Optimizer.Moments).Select(_ => derivatives.Zeros())];
            int first = 0;
            updates = [.. parameters.Blocks.Select((block, b) =>
            {
                first += block.Parts.Count;
                return new BlockUpdate(
                    processor.Width, Optimizer, block, derivatives.Matrices[b], [.. Moments.Select(moment => moment.Matrices[b])], [.. all.Take(first).Skip(first - block.Parts.Count)]);
            })];
        }
        IEnumerable<SlabEnding?> endings = descents.Length > 0 ? descents : updatesAtOnce ? updates : new SlabEnding?[parameters.Blocks.Count];
        Executor = network.ExecutorFor(rows, processor, new TrainingPart(derivatives) { Seed = options.Seed, Step = () => Count, DropoutFactor = () => Regularization, Endings = [.. endings] });
        sharing = SharingChoice.Of(Executor, rows);
    }

    /// <summary>The network, whose weights each step changes.</summary>
    public Network Network => network;

    /// <summary>τ, the steps done.</summary>
    public long Count { get; set; }

    /// <summary>What λ and dropout are multiplied by in the next step.</summary>
    public double Regularization { get; set; } = 1;

    /// <summary>The batch, and after a step its activations, deltas and derivatives.</summary>
    public NetworkPass Pass => Executor.Pass;

    /// <summary>What carries the steps out.</summary>
    public Executor Executor { get; }

    /// <summary>The optimizer with its scalars.</summary>
    public OptimizerRun Optimizer { get; }

    /// <summary>The optimizer's moments of each parameter; none under plain gradient descent.</summary>
    public ParameterValues[] Moments { get; } = [];

    /// <summary>Whether the weights and the optimizer's moments are finite: an infinite mean square would reduce every further step to 0, which no weight would show.</summary>
    public bool IsFinite => network.Parameters.Values.AreFinite && Moments.All(moment => moment.AreFinite);

    /// <summary>The algorithm's steps on the first rows of the pass.</summary>
    /// <param name="rows">How many rows.</param>
    /// <param name="weight">Σ w_n.</param>
    /// <param name="learningRate">η.</param>
    /// <param name="places">The indices of the rows among the training rows, for messages; empty where not known.</param>
    /// <returns>Σ w_n E_n with the weights before the update.</returns>
    public double Run(int rows, double weight, double learningRate, ReadOnlySpan<int> places = default)
    {
        sharing?.Begin();
        double error = Executor.Propagate(rows);
        if (!double.IsFinite(error))
            throw DivergedException.At(Count + 1, network, Pass, rows, places, learningRate);
        Begin(learningRate);
        Executor.Differentiate(rows, weight > 0 ? (float)(1 / weight) : 0);
        if (!updatesAtOnce)
            UpdateByWholeGradient(learningRate);
        Count++;
        sharing?.End(rows);
        return error;
    }

    /// <summary>Takes over the number of steps done, and what the optimizer keeps where it is the same one.</summary>
    public void GoOnFrom(BatchStep before, bool isSameOptimizer)
    {
        Count = before.Count;
        if (!isSameOptimizer)
            return;
        before.Optimizer.Scalars.CopyTo(Optimizer.Scalars, 0);
        for (int k = 0; k < Math.Min(Moments.Length, before.Moments.Length); k++)
            Moments[k].CopyFrom(before.Moments[k]);
    }

    private void Begin(double learningRate)
    {
        foreach (var descent in descents)
            descent.Step = (float)-learningRate;
        if (updates.Length == 0)
            return;
        foreach (var treatment in treatments)
            learningRates[treatment.Rule] = learningRate * treatment.Factor;
        Optimizer.Begin(learningRates);
        BeginTreatments(clip: 1, learningRate);
    }

    // Between the derivatives and the update the gradient of the batch is known as a whole.
    private void UpdateByWholeGradient(double learningRate)
    {
        BeginTreatments(ClipFactor(), learningRate);
        foreach (var update in updates)
            update.ApplyAll();
    }

    private void BeginTreatments(float clip, double learningRate)
    {
        foreach (var treatment in treatments)
            treatment.Begin(clip, learningRate, Regularization, decoupled);
    }

    /// <summary>What shortens the gradient to its largest norm; 1 where it is short enough.</summary>
    private float ClipFactor()
    {
        double norm = Math.Sqrt(derivatives.SquaredNorm(processor.Width));
        return norm > options.ClipNorm ? (float)(options.ClipNorm.Value / norm) : 1;
    }
}
