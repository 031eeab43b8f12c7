using Backprop.Networks;
using Backprop.Numerics.Buffers;
using Backprop.Numerics.Functions;
using Backprop.Numerics.Products;
using Backprop.Numerics.Threads;
using Backprop.Training.Optimizers;

namespace Backprop.Training;

/// <summary>One step of gradient descent on the batch that stands in its pass; it allocates nothing.</summary>
internal sealed class BatchStep
{
    private readonly Network network;
    private readonly TrainingOptions options;
    private readonly Processor processor;
    private readonly LayerUpdate[] updates;
    private readonly Descent[] descents;
    private readonly double weightDecay;
    private readonly bool decoupled;
    // A norm limit needs the whole gradient before the first update.
    private readonly bool updatesAtOnce;
    private readonly SharingChoice? sharing;

    /// <param name="network">The network.</param>
    /// <param name="options">How to train.</param>
    /// <param name="rows">The most rows of a batch.</param>
    /// <param name="processor">Threads and vector width.</param>
    public BatchStep(Network network, TrainingOptions options, int rows, Processor processor)
    {
        this.network = network;
        this.options = options;
        this.processor = processor;
        Optimizer = options.Optimizer.Start();
        weightDecay = options.ResolvedWeightDecay;
        decoupled = options.ResolvedDecoupling;
        updatesAtOnce = options.ClipNorm is null;
        bool plain = options.Optimizer is Sgd && weightDecay == 0 && options.L1 == 0 && updatesAtOnce;
        descents = new Descent[plain ? network.Layers.Count : 0];
        updates = new LayerUpdate[plain ? 0 : network.Layers.Count];
        Pass = new NetworkPass(network, rows, processor, new TrainingPart(options.Seed, () => Count, Update));
        sharing = SharingChoice.Of(Pass, rows);
    }

    /// <summary>The network, whose weights each step changes.</summary>
    public Network Network => network;

    /// <summary>τ, the steps done.</summary>
    public long Count { get; set; }

    /// <summary>The batch, and after a step its activations, deltas and derivatives.</summary>
    public NetworkPass Pass { get; }

    /// <summary>The optimizer with its scalars.</summary>
    public OptimizerRun Optimizer { get; }

    /// <summary>The updates of the layers with the optimizer's moments; none under plain gradient descent, which has no moments.</summary>
    public IReadOnlyList<LayerUpdate> Updates => updates;

    /// <summary>Whether the weights, and what the optimizer keeps beside them, are finite.</summary>
    public bool IsFinite => network.Layers.All(layer => Finite.All(layer.Weights.Values)) && updates.All(update => update.HasFiniteMoments);

    /// <summary>The algorithm's steps on the first rows of the pass.</summary>
    /// <param name="rows">How many rows.</param>
    /// <param name="learningRate">η.</param>
    /// <param name="weight">Σ w_n.</param>
    /// <param name="places">Where the rows stand among the training rows, for messages; empty where that is not known.</param>
    /// <returns>Σ w_n E_n with the weights before the update.</returns>
    public double Run(int rows, double learningRate, out double weight, ReadOnlySpan<int> places = default)
    {
        sharing?.Begin();
        double sum = 0;
        foreach (float w in Pass.RowWeights.AsSpan(0, rows))
            sum += w;
        weight = sum;
        double error = Pass.Propagate(rows);
        if (!double.IsFinite(error))
            throw DivergedException.At(Count + 1, network, Pass, rows, places, learningRate);
        Begin(learningRate);
        Pass.Derivatives(rows, weight > 0 ? (float)(1 / weight) : 0);
        if (!updatesAtOnce)
        {
            SetRegularization(ClipFactor(), learningRate);
            foreach (var update in updates)
                update.ApplyAll();
        }
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
        // Plain gradient descent, which has no moments, may have no updates on one side.
        for (int l = 0; l < Math.Min(updates.Length, before.updates.Length); l++)
            for (int m = 0; m < updates[l].Moments.Count; m++)
                updates[l].Moments[m].CopyFrom(before.updates[l].Moments[m]);
    }

    /// <summary>What follows the derivatives of a layer. Plain gradient descent needs no optimizer's machinery.</summary>
    private SlabEnding? Update(int layer, PanelMatrix gradients)
    {
        var weights = network.Layers[layer].Weights;
        if (descents.Length > 0)
            return descents[layer] = new Descent(weights);
        updates[layer] = new LayerUpdate(processor.Width, Optimizer, weights, gradients);
        return updatesAtOnce ? updates[layer] : null;
    }

    private void Begin(double learningRate)
    {
        foreach (var descent in descents)
            descent.Step = (float)-learningRate;
        if (updates.Length == 0)
            return;
        Optimizer.Begin(learningRate);
        SetRegularization(clip: 1, learningRate);
    }

    private void SetRegularization(float clip, double learningRate)
    {
        var regularization = decoupled
            ? new Regularization(clip, 0, (float)options.L1, (float)(1 - learningRate * weightDecay))
            : new Regularization(clip, (float)weightDecay, (float)options.L1, 1);
        foreach (var update in updates)
            update.Regularization = regularization;
    }

    /// <summary>What shortens the gradient to its largest norm; 1 where it is short enough.</summary>
    private float ClipFactor()
    {
        double squares = 0;
        foreach (var layer in Pass.Layers)
            squares += VectorSums.SumOfSquares(processor.Width, layer.Gradients!.Values);
        double norm = Math.Sqrt(squares);
        return norm > options.ClipNorm ? (float)(options.ClipNorm.Value / norm) : 1;
    }
}
