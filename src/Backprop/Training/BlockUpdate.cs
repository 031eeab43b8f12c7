using Backprop.Numerics.Buffers;
using Backprop.Numerics.Lanes;
using Backprop.Numerics.Products;
using Backprop.Parameters;
using Backprop.Training.Optimizers;

namespace Backprop.Training;

/// <summary>
/// The update of a block of parameters from its derivatives, slab by slab while they are in cache: regularization, then the optimizer's rule, each
/// parameter by its treatment.
/// </summary>
/// <param name="width">The vector width.</param>
/// <param name="optimizer">The optimizer at work.</param>
/// <param name="block">The parameters.</param>
/// <param name="derivatives">Their derivatives.</param>
/// <param name="moments">The optimizer's moments of each parameter: none, one or two matrices of its shape.</param>
/// <param name="treatments">For each part of the block its treatment.</param>
internal sealed class BlockUpdate(
    VectorWidth width, OptimizerRun optimizer, ParameterBlock block, PanelMatrix derivatives, PanelMatrix[] moments, Treatment[] treatments) : SlabEnding
{
    /// <summary>Updates the whole block, for steps whose derivatives had to be known as a whole first.</summary>
    public void ApplyAll() => Apply(0, block.Values.Values.Length);

    public override void Apply(int start, int length)
    {
        if (AreAlike())
        {
            Apply(start, length, treatments[0]);
            return;
        }
        // In each panel the parts follow one another.
        int panel = (block.Values.Inputs + 1) * PanelMatrix.PanelColumns;
        for (int end = start + length; start < end;)
        {
            int place = start % panel, part = 0;
            while (place >= EndOf(part))
                part++;
            int count = Math.Min(end - start, EndOf(part) - place);
            Apply(start, count, treatments[part]);
            start += count;
        }
    }

    private int EndOf(int part) => (block.Parts[part].FirstRow + block.Parts[part].Rows) * PanelMatrix.PanelColumns;

    private bool AreAlike()
    {
        for (int part = 1; part < treatments.Length; part++)
            if (!treatments[part].IsLike(treatments[0]))
                return false;
        return true;
    }

    private void Apply(int start, int length, Treatment treatment) => optimizer.Update(
        width, treatment.Rule, treatment.Regularization, block.Values.Values.Slice(start, length), derivatives.Values.Slice(start, length), Moment(0, start, length), Moment(1, start, length));

    private Span<float> Moment(int index, int start, int length) => index < moments.Length ? moments[index].Values.Slice(start, length) : default;
}
