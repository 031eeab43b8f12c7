using Backprop.Numerics.Buffers;
using Backprop.Numerics.Functions;
using Backprop.Numerics.Lanes;
using Backprop.Numerics.Products;

namespace Backprop.Networks;

/// <summary>z = h(a) in place, with h'(a) kept beside it where the way back asks for it, then dropout on both.</summary>
internal sealed class ForwardEnding(VectorWidth width, ElementFunction? function, Matrix? slopes, Dropout? dropout) : Ending
{
    public override void Apply(Matrix result, int firstRow, int rows, int firstColumn, int columns)
    {
        for (int n = firstRow; n < firstRow + rows; n++)
        {
            var z = result.Row(n).Slice(firstColumn, columns);
            if (slopes is null)
            {
                function!.Apply(width, z, z);
                continue;
            }
            var slope = slopes.Row(n).Slice(firstColumn, columns);
            if (function is null)
                slope.Fill(1);
            else
                function.ApplyWithSlope(width, z, z, slope);
            dropout?.Apply(n, firstColumn, z, slope);
        }
    }
}

/// <summary>δ = h'(a) · ∂E/∂z in place, h' from z or as kept by <see cref="ForwardEnding"/>.</summary>
internal sealed class SlopeEnding(VectorWidth width, ElementFunction? function, Matrix? slopes, Matrix outputs) : Ending
{
    public override void Apply(Matrix result, int firstRow, int rows, int firstColumn, int columns)
    {
        for (int n = firstRow; n < firstRow + rows; n++)
        {
            var delta = result.Row(n).Slice(firstColumn, columns);
            if (slopes is null)
                function!.MultiplyBySlope(width, outputs.Row(n).Slice(firstColumn, columns), delta);
            else
                ElementFunction.MultiplyBySlopes(width, slopes.Row(n).Slice(firstColumn, columns), delta);
        }
    }
}

/// <summary>Inverted dropout (Srivastava et al. 2014), keyed by layer, step, row and unit.</summary>
internal sealed class Dropout(ulong seed, int layer, double rate, Func<long> step)
{
    public void Apply(int row, int firstUnit, Span<float> values, Span<float> slopes) =>
        Numerics.Randomness.DropoutMask.Apply(seed, layer, step(), row, firstUnit, (float)rate, values, slopes);
}
