using Backprop.Numerics.Buffers;
using Backprop.Numerics.Threads;

namespace Backprop.Execution;

/// <summary>Layer after layer over all rows of a batch: the processor's threads share each product.</summary>
internal sealed class LayerByLayer(NetworkPass pass, Processor processor) : Strategy
{
    /// <summary>What is carried out.</summary>
    public NetworkPass Pass => pass;

    /// <summary>Every a and z.</summary>
    public void Forward(int rows)
    {
        foreach (var layer in pass.Layers)
            layer.Forward(processor, rows);
    }

    /// <summary>The same for rows in another matrix, which is read in place; the rows from <paramref name="nextRow"/> on, if there are any, come next.</summary>
    public void Forward(int rows, Matrix from, int firstRow, int nextRow)
    {
        pass.Layers[0].Forward(processor, rows, from, firstRow, nextRow);
        foreach (var layer in pass.Layers[1..])
            layer.Forward(processor, rows);
    }

    public override double Propagate(int rows)
    {
        Forward(rows);
        return pass.EvaluateErrors(0, rows);
    }

    public override void Differentiate(int rows, float scale)
    {
        pass.ApplySlopes(0, rows);
        for (int l = pass.Layers.Length - 1; l >= 0; l--)
        {
            pass.Layers[l].Backward(processor, rows);
            pass.Layers[l].Differentiate(processor, rows, scale);
        }
    }
}
