using System.Runtime.CompilerServices;
using Backprop.Numerics.Buffers;
using Backprop.Numerics.Lanes;

namespace Backprop.Numerics.Products;

/// <summary>A factor for each column: z_i = s_i x_i over rows, which is its way back as well, and the derivatives of the factors.</summary>
internal static unsafe class ScaleProduct
{
    /// <summary>Multiplies some rows, column by column.</summary>
    /// <param name="width">The vector width.</param>
    /// <param name="from">Rows of D numbers.</param>
    /// <param name="firstFrom">The first of the rows there.</param>
    /// <param name="scale">One row (no inputs) of D factors.</param>
    /// <param name="to">Rows of D numbers, written; not the others.</param>
    /// <param name="firstTo">The first of the rows there.</param>
    /// <param name="rows">How many rows.</param>
    /// <exception cref="ArgumentException">The shapes do not match.</exception>
    public static void Run(VectorWidth width, Matrix from, int firstFrom, PanelMatrix scale, Matrix to, int firstTo, int rows)
    {
        CheckScale(scale, from, to);
        CheckRows(firstFrom, rows, from);
        CheckRows(firstTo, rows, to);
        LaneLoop.Floats(width, new Product(from.Pointer + (nint)firstFrom * from.Stride, from.Stride, scale.Pointer, to.Pointer + (nint)firstTo * to.Stride, to.Stride, rows), scale.Units);
        GC.KeepAlive(from);
        GC.KeepAlive(scale);
        GC.KeepAlive(to);
    }

    /// <summary>∂E/∂s_i = factor · Σ_n x_ni δ_ni: a fused multiply-add for each n upward from +0, then the factor.</summary>
    /// <param name="width">The vector width.</param>
    /// <param name="inputs">X: rows of D inputs.</param>
    /// <param name="deltas">∂E/∂z: rows of D numbers.</param>
    /// <param name="rows">Rows of the batch.</param>
    /// <param name="factor">What each sum is multiplied by, such as 1/N.</param>
    /// <param name="derivatives">One row of D numbers, written.</param>
    /// <param name="ending">What is done with the derivatives, or null.</param>
    /// <exception cref="ArgumentException">The shapes do not match.</exception>
    public static void Derivatives(VectorWidth width, Matrix inputs, Matrix deltas, int rows, float factor, PanelMatrix derivatives, SlabEnding? ending)
    {
        CheckScale(derivatives, inputs, deltas);
        CheckRows(0, rows, inputs);
        CheckRows(0, rows, deltas);
        LaneLoop.Floats(width, new Sum(inputs.Pointer, inputs.Stride, deltas.Pointer, deltas.Stride, rows, factor, derivatives.Pointer), derivatives.Units);
        GC.KeepAlive(inputs);
        GC.KeepAlive(deltas);
        SlabEnding.Finish(ending, width, derivatives);
        GC.KeepAlive(derivatives);
    }

    private static void CheckScale(PanelMatrix scale, Matrix first, Matrix second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        ArgumentNullException.ThrowIfNull(scale);
        Shapes.Check(scale.Inputs == 0 && first.Columns == scale.Units && second.Columns == scale.Units && !ReferenceEquals(first, second),
            $"{scale.Units} factors of {scale.Inputs} inputs do not match rows of {first.Columns} and {second.Columns} numbers, or these are the same matrix.", nameof(scale));
    }

    private static void CheckRows(int firstRow, int rows, Matrix matrix)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(firstRow);
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rows, matrix.Rows - firstRow);
    }

    private readonly struct Product(float* from, int fromStride, float* scale, float* to, int toStride, int rows) : ILaneBody
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step<V>(int i) where V : struct, ILanes<V>
        {
            V s = V.Load(scale + i);
            for (int n = 0; n < rows; n++)
                V.Store(s * V.Load(from + (nint)n * fromStride + i), to + (nint)n * toStride + i);
        }
    }

    private readonly struct Sum(float* inputs, int inputStride, float* deltas, int deltaStride, int rows, float factor, float* derivatives) : ILaneBody
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step<V>(int i) where V : struct, ILanes<V>
        {
            V sum = default;
            for (int n = 0; n < rows; n++)
                sum = V.FusedMultiplyAdd(V.Load(inputs + (nint)n * inputStride + i), V.Load(deltas + (nint)n * deltaStride + i), sum);
            V.Store(V.Broadcast(factor) * sum, derivatives + i);
        }
    }
}
