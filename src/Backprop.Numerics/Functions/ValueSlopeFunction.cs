using Backprop.Numerics.Buffers;
using Backprop.Numerics.Lanes;

namespace Backprop.Numerics.Functions;

/// <summary>An <see cref="ElementFunction"/> that needs only its value for the derivative.</summary>
internal sealed unsafe class ValueSlopeFunction<TOperator>(TOperator formula) : ElementFunction
    where TOperator : struct, IValueSlopeOperator
{
    public override bool SlopeFromValue => true;

    internal override TResult? Use<TResult>(IFormulaUse<TResult> user) where TResult : class => user.Of(formula);

    private protected override void ApplyTo(VectorWidth width, ReadOnlySpan<float> a, Span<float> z)
    {
        fixed (float* source = a, destination = z)
        {
            var body = new ValueBody<TOperator>(formula, source, destination);
            if (TOperator.InDoubles)
                LaneLoop.Doubles(width, body, a.Length);
            else
                LaneLoop.Floats(width, body, a.Length);
        }
    }

    private protected override void ApplyWithSlopeTo(VectorWidth width, ReadOnlySpan<float> a, Span<float> z, Span<float> slopes)
    {
        ApplyTo(width, a, z);
        fixed (float* values = z, destination = slopes)
            LaneLoop.Floats(width, new SlopeBody(formula, values, destination), z.Length);
    }

    private protected override void MultiplyBySlopeOf(VectorWidth width, ReadOnlySpan<float> z, Span<float> deltas)
    {
        fixed (float* values = z, products = deltas)
            LaneLoop.Floats(width, new ProductBody(formula, values, products), z.Length);
    }

    internal override void ApplyTo(VectorWidth width, float* z, Block block, int stride)
    {
        var body = new ValueBody<TOperator>(formula, z, z);
        if (TOperator.InDoubles)
            LaneLoop.DoubleBlock(width, body, block.Rows, block.Columns, stride);
        else
            LaneLoop.FloatBlock(width, body, block.Rows, block.Columns, stride);
    }

    internal override void ApplyWithSlopeTo(VectorWidth width, float* z, float* slopes, Block block, int stride)
    {
        ApplyTo(width, z, block, stride);
        LaneLoop.FloatBlock(width, new SlopeBody(formula, z, slopes), block.Rows, block.Columns, stride);
    }

    internal override void MultiplyBySlopeOf(VectorWidth width, float* z, float* deltas, Block block, int stride) =>
        LaneLoop.FloatBlock(width, new ProductBody(formula, z, deltas), block.Rows, block.Columns, stride);

    private readonly struct SlopeBody(TOperator formula, float* values, float* slopes) : ILaneBody
    {
        public void Step<V>(int i)
            where V : struct, ILanes<V> =>
            V.Store(formula.Slope(V.Load(values + i)), slopes + i);
    }

    private readonly struct ProductBody(TOperator formula, float* values, float* deltas) : ILaneBody
    {
        public void Step<V>(int i)
            where V : struct, ILanes<V> =>
            V.Store(V.Load(deltas + i) * formula.Slope(V.Load(values + i)), deltas + i);
    }
}

/// <summary>z = h(a) from memory to memory.</summary>
internal readonly unsafe struct ValueBody<TOperator>(TOperator formula, float* source, float* destination) : ILaneBody
    where TOperator : struct, IElementOperator
{
    public void Step<V>(int i)
        where V : struct, ILanes<V> =>
        V.Store(formula.Value(V.Load(source + i)), destination + i);
}
