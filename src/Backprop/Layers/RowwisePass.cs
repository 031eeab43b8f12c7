using Backprop.Numerics.Buffers;
using Backprop.Numerics.Threads;

namespace Backprop.Layers;

/// <summary>The pass of a layer that takes each row by itself, forward and back, on the thread that calls it.</summary>
internal abstract class RowwisePass(Layer layer, LayerPlace place) : LayerPass(layer, place)
{
    public sealed override void Forward(Processor processor, int rows)
    {
        Place.Copies?.FillFirst();
        Forward(Place.Inputs, firstFrom: 0, firstRow: 0, rows);
    }

    public sealed override void Forward(Processor processor, int rows, Matrix from, int firstRow, int nextRow) => Forward(from, firstRow, firstRow: 0, rows);

    public sealed override void Forward(int firstRow, int rows, int member) => Forward(Place.Copies?.Of(member) ?? Place.Inputs, firstRow, firstRow, rows);

    public sealed override void Backward(Processor processor, int rows) => Backward(firstRow: 0, rows);

    public sealed override void Backward(int firstRow, int rows)
    {
        if (Place.InputDeltas is not { } below)
            return;
        Backward(below, firstRow, rows);
        Place.InputSlopes?.Apply(below, new Block(firstRow, rows, 0, Layer.Inputs));
    }

    public sealed override void Differentiate(Processor processor, int rows, float scale)
    {
        Place.Copies?.FillFirst();
        Differentiate(rows, scale);
    }

    /// <summary>The outputs of some rows.</summary>
    /// <param name="from">The inputs.</param>
    /// <param name="firstFrom">The first of the rows there.</param>
    /// <param name="firstRow">The first of the rows in the outputs.</param>
    /// <param name="rows">How many.</param>
    protected abstract void Forward(Matrix from, int firstFrom, int firstRow, int rows);

    /// <summary>∂E/∂x of some rows from their deltas.</summary>
    protected abstract void Backward(Matrix below, int firstRow, int rows);

    /// <summary>∂E/∂w = scale · Σ_n of the first rows, and what is done with it.</summary>
    protected abstract void Differentiate(int rows, float scale);
}
