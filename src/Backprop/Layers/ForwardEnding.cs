using Backprop.Numerics.Buffers;
using Backprop.Numerics.Functions;
using Backprop.Numerics.Lanes;
using Backprop.Numerics.Products;

namespace Backprop.Layers;

/// <summary>z = h(a) in place, with h'(a) stored beside it where the backward pass needs it, then dropout on both.</summary>
internal sealed class ForwardEnding(VectorWidth width, ElementFunction? function, Matrix? slopes, Dropout? dropout) : Ending
{
    public override void Apply(Matrix result, Block block)
    {
        if (slopes is null)
        {
            function!.Apply(width, result, block);
            return;
        }
        function?.ApplyWithSlope(width, result, slopes, block);
        if (dropout is null)
            return;
        for (int n = block.FirstRow; n < block.FirstRow + block.Rows; n++)
        {
            var slope = slopes.Row(n).Slice(block.FirstColumn, block.Columns);
            if (function is null)
                slope.Fill(1);
            dropout.Apply(n, block.FirstColumn, result.Row(n).Slice(block.FirstColumn, block.Columns), slope);
        }
    }
}

/// <summary>δ = h'(a) · ∂E/∂z in place, h' from z or as stored by <see cref="ForwardEnding"/>.</summary>
internal sealed class SlopeEnding(VectorWidth width, ElementFunction? function, Matrix? slopes, Matrix outputs) : Ending
{
    public override void Apply(Matrix result, Block block)
    {
        if (slopes is null)
            function!.MultiplyBySlope(width, outputs, result, block);
        else
            ElementFunction.MultiplyBySlopes(width, slopes, result, block);
    }
}

/// <summary>Inverted dropout (Srivastava et al. 2014), keyed by layer, step, row and unit.</summary>
internal sealed class Dropout(ulong seed, int layer, double rate, Func<long> step, Func<double> factor)
{
    public void Apply(int row, int firstUnit, Span<float> values, Span<float> slopes) =>
        Numerics.Randomness.DropoutMask.Apply(seed, layer, step(), row, firstUnit, (float)(rate * factor()), values, slopes);
}
