using Backprop.Numerics.Buffers;
using Backprop.Numerics.Lanes;
using Backprop.Numerics.Products;
using Backprop.Training.Optimizers;

namespace Backprop.Training;

/// <summary>
/// The update of one layer's weights from its derivatives, slab by slab while they are in cache: regularization, then the optimizer's rule. The
/// biases stand in the first row of each panel and are neither decayed nor under the L1 penalty.
/// </summary>
internal sealed class LayerUpdate : SlabEnding
{
    private readonly VectorWidth width;
    private readonly OptimizerRun optimizer;
    private readonly PanelMatrix weights, gradients;

    public LayerUpdate(VectorWidth width, OptimizerRun optimizer, PanelMatrix weights, PanelMatrix gradients)
    {
        this.width = width;
        this.optimizer = optimizer;
        this.weights = weights;
        this.gradients = gradients;
        Moments = Enumerable.Range(0, optimizer.Moments).Select(_ => new PanelMatrix(weights.Inputs, weights.Units)).ToArray();
    }

    /// <summary>What the optimizer keeps beside each weight: none, one or two matrices of its shape.</summary>
    public IReadOnlyList<PanelMatrix> Moments { get; }

    /// <summary>Whether the moments are finite: an infinite mean square would divide every further step to nothing, and no weight would tell.</summary>
    public bool HasFiniteMoments => Moments.All(moment => Finite.All(moment.Values));

    /// <summary>What the current step does beside the optimizer's rule.</summary>
    public Regularization Regularization { get; set; } = Regularization.None;

    /// <summary>Updates the whole layer, for steps whose derivatives had to be known as a whole first.</summary>
    public void ApplyAll() => Apply(0, weights.Values.Length);

    public override void Apply(int start, int length)
    {
        var regularization = Regularization;
        if (regularization == regularization.ClipOnly)
        {
            Apply(start, length, regularization);
            return;
        }
        int panel = (weights.Inputs + 1) * PanelMatrix.PanelColumns;
        for (int end = start + length; start < end;)
        {
            bool bias = start % panel == 0;
            int part = bias ? PanelMatrix.PanelColumns : Math.Min(end - start, panel - start % panel);
            Apply(start, part, bias ? regularization.ClipOnly : regularization);
            start += part;
        }
    }

    private void Apply(int start, int length, in Regularization regularization) =>
        optimizer.Update(width, regularization, weights.Values.Slice(start, length), gradients.Values.Slice(start, length), Moment(0, start, length), Moment(1, start, length));

    private Span<float> Moment(int index, int start, int length) => index < Moments.Count ? Moments[index].Values.Slice(start, length) : default;
}
