using Backprop.Numerics.Buffers;
using Backprop.Numerics.Chains;
using Backprop.Numerics.Products;
using Backprop.Numerics.Threads;

namespace Backprop.Layers;

/// <summary>What one layer computes over a batch of at most N rows, forward and back, and the memory for it.</summary>
internal abstract class LayerPass(Layer layer, LayerPlace place)
{
    /// <summary>The layer, whose parameters are read at each pass.</summary>
    public Layer Layer => layer;

    /// <summary>N × M: z, or a where the error function works on the activations.</summary>
    public Matrix Outputs { get; } = new Matrix(place.Inputs.Rows, layer.Units);

    /// <summary>N × M: δ = ∂E/∂a, times the row's weight; null without training.</summary>
    public Matrix? Deltas { get; } = place.Training is null ? null : new Matrix(place.Inputs.Rows, layer.Units);

    /// <summary>For each block of the layer, ∂E/∂w; empty without training.</summary>
    public IReadOnlyList<PanelMatrix> Derivatives => Place.Training?.Derivatives ?? [];

    /// <summary>What turns ∂E/∂z in the deltas into δ; null where they are the same.</summary>
    public virtual Ending? Slopes => null;

    /// <summary>The product behind <see cref="Backward(Processor, int)"/>, which transposes weights once per step for all blocks of rows; null where there is none.</summary>
    public virtual BackwardProduct? BackwardProduct => null;

    /// <summary>The product behind <see cref="Differentiate"/>, for the derivatives of several layers together; null where there is none.</summary>
    public virtual GradientProduct? GradientProduct => null;

    /// <summary>The place of the layer.</summary>
    protected LayerPlace Place => place;

    /// <summary>The layer for a chain that runs one row; null where it cannot be part of one.</summary>
    public virtual ChainLayer? ForChain() => null;

    /// <summary>The outputs of the first rows.</summary>
    public abstract void Forward(Processor processor, int rows);

    /// <summary>The same for rows in another matrix than the inputs; the rows from <paramref name="nextRow"/> on come next.</summary>
    public abstract void Forward(Processor processor, int rows, Matrix from, int firstRow, int nextRow);

    /// <summary>The same for some rows, by one member of a team.</summary>
    public abstract void Forward(int firstRow, int rows, int member);

    /// <summary>The deltas of the layer's inputs, where needed: δ of the layer below.</summary>
    public abstract void Backward(Processor processor, int rows);

    /// <summary>The same for some rows, by one member of a team.</summary>
    public abstract void Backward(int firstRow, int rows);

    /// <summary>∂E/∂w = scale · Σ_n of the first rows, and what is done with it.</summary>
    public abstract void Differentiate(Processor processor, int rows, float scale);
}
