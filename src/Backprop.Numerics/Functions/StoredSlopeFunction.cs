using Backprop.Numerics.Buffers;
using Backprop.Numerics.Lanes;

namespace Backprop.Numerics.Functions;

/// <summary>An <see cref="ElementFunction"/> whose derivative is computed beside its value.</summary>
internal sealed unsafe class StoredSlopeFunction<TOperator>(TOperator formula) : ElementFunction
    where TOperator : struct, IStoredSlopeOperator
{
    public override bool SlopeFromValue => false;

    private protected override void ApplyTo(VectorWidth width, ReadOnlySpan<float> a, Span<float> z)
    {
        fixed (float* source = a, destination = z)
            LaneLoop.Doubles(width, new ValueBody<TOperator>(formula, source, destination), a.Length);
    }

    private protected override void ApplyWithSlopeTo(VectorWidth width, ReadOnlySpan<float> a, Span<float> z, Span<float> slopes)
    {
        fixed (float* source = a, values = z, derivatives = slopes)
            LaneLoop.Doubles(width, new PairBody(formula, source, values, derivatives), a.Length);
    }

    private protected override void MultiplyBySlopeOf(VectorWidth width, ReadOnlySpan<float> z, Span<float> deltas) =>
        throw new InvalidOperationException("The derivative of this function is not a function of its value.");

    internal override void ApplyTo(VectorWidth width, float* z, Block block, int stride) =>
        LaneLoop.DoubleBlock(width, new ValueBody<TOperator>(formula, z, z), block.Rows, block.Columns, stride);

    internal override void ApplyWithSlopeTo(VectorWidth width, float* z, float* slopes, Block block, int stride) =>
        LaneLoop.DoubleBlock(width, new PairBody(formula, z, z, slopes), block.Rows, block.Columns, stride);

    internal override void MultiplyBySlopeOf(VectorWidth width, float* z, float* deltas, Block block, int stride) =>
        throw new InvalidOperationException("The derivative of this function is not a function of its value: keep the slopes of ApplyWithSlope and multiply by them.");

    private readonly struct PairBody(TOperator formula, float* source, float* values, float* slopes) : ILaneBody
    {
        public void Step<V>(int i)
            where V : struct, ILanes<V>
        {
            V.Store(formula.Value(V.Load(source + i), out V slope), values + i);
            V.Store(slope, slopes + i);
        }
    }
}
