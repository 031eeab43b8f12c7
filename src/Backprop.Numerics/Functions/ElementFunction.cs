using Backprop.Numerics.Buffers;
using Backprop.Numerics.Lanes;

namespace Backprop.Numerics.Functions;

/// <summary>
/// An elementwise function z = h(a) with its derivative h'(a), over spans of activations. Values are within 0.501 ULP of the exact ones
/// (tanh: 1.2) and have the same bits at every <see cref="VectorWidth"/>, on every machine, wherever the element is in the span.
/// </summary>
/// <remarks>
/// NaN gives NaN; ±∞ give the limits. Spans of one call must have equal lengths. The result may be written over the argument (the same
/// span); spans that overlap in another way are refused. Instances have no state and may be used from many threads at once.
/// The functions are in <see cref="ElementFunctions"/>.
/// </remarks>
internal abstract class ElementFunction
{
    private protected ElementFunction()
    {
    }

    /// <summary>
    /// Whether h' is computed from z = h(a), by <see cref="MultiplyBySlope(VectorWidth, ReadOnlySpan{float}, Span{float})"/>; otherwise the forward pass has to keep h' beside z, by
    /// <see cref="ApplyWithSlope(VectorWidth, ReadOnlySpan{float}, Span{float}, Span{float})"/> (gelu, silu, mish, softplus).
    /// </summary>
    public abstract bool SlopeFromValue { get; }

    /// <summary>z = h(a).</summary>
    /// <param name="width">The vector width to compute with.</param>
    /// <param name="a">Activations.</param>
    /// <param name="z">Gets the values; may be <paramref name="a"/> itself.</param>
    /// <exception cref="ArgumentException">Lengths differ, or the spans overlap without being the same.</exception>
    public void Apply(VectorWidth width, ReadOnlySpan<float> a, Span<float> z)
    {
        CheckPair(a, z, nameof(z));
        ApplyTo(width, a, z);
    }

    /// <summary>
    /// z = h(a) and slopes = h'(a). Where <see cref="SlopeFromValue"/> holds, the slopes are those of the rounded z, so a product with them
    /// has the same bits as <see cref="MultiplyBySlope(VectorWidth, ReadOnlySpan{float}, Span{float})"/>.
    /// </summary>
    /// <param name="width">The vector width to compute with.</param>
    /// <param name="a">Activations.</param>
    /// <param name="z">Gets the values; may be <paramref name="a"/> itself.</param>
    /// <param name="slopes">Gets the derivatives; no part of it may be one of the other spans.</param>
    /// <exception cref="ArgumentException">Lengths differ, or the spans overlap in a way that is not allowed.</exception>
    public void ApplyWithSlope(VectorWidth width, ReadOnlySpan<float> a, Span<float> z, Span<float> slopes)
    {
        CheckPair(a, z, nameof(z));
        if (slopes.Length != z.Length)
            throw new ArgumentException($"There are {z.Length} values but space for {slopes.Length} slopes.", nameof(slopes));
        if (slopes.Overlaps(a) || slopes.Overlaps(z))
            throw new ArgumentException("The slopes must not overwrite activations or values.", nameof(slopes));
        ApplyWithSlopeTo(width, a, z, slopes);
    }

    /// <summary>deltas := deltas·h'(a), with h' computed from z = h(a) in single precision, such as z − z² for the sigmoid.</summary>
    /// <param name="width">The vector width to compute with.</param>
    /// <param name="z">The values of the forward pass.</param>
    /// <param name="deltas">Errors that came back to the units; gets the deltas of their activations.</param>
    /// <exception cref="ArgumentException">Lengths differ, or the spans overlap without being the same.</exception>
    /// <exception cref="InvalidOperationException"><see cref="SlopeFromValue"/> does not hold.</exception>
    public void MultiplyBySlope(VectorWidth width, ReadOnlySpan<float> z, Span<float> deltas)
    {
        if (!SlopeFromValue)
            throw new InvalidOperationException("The derivative of this function is not a function of its value: keep the slopes of ApplyWithSlope and multiply by them.");
        CheckPair(z, deltas, nameof(deltas));
        MultiplyBySlopeOf(width, z, deltas);
    }

    /// <summary>deltas := deltas·slopes, for the slopes kept by <see cref="ApplyWithSlope(VectorWidth, ReadOnlySpan{float}, Span{float}, Span{float})"/>.</summary>
    /// <param name="width">The vector width to compute with.</param>
    /// <param name="slopes">The kept derivatives.</param>
    /// <param name="deltas">Errors that came back to the units; gets the deltas of their activations.</param>
    /// <exception cref="ArgumentException">Lengths differ, or the spans overlap without being the same.</exception>
    public static unsafe void MultiplyBySlopes(VectorWidth width, ReadOnlySpan<float> slopes, Span<float> deltas)
    {
        CheckPair(slopes, deltas, nameof(deltas));
        fixed (float* factors = slopes, products = deltas)
            LaneLoop.Floats(width, new Product(factors, products), deltas.Length);
    }

    /// <summary>z = h(a) in place over a block of a matrix, as the products give it to their endings: one call for all its rows.</summary>
    /// <param name="width">The vector width to compute with.</param>
    /// <param name="z">Activations; gets the values. Its padding may change.</param>
    /// <param name="block">The block.</param>
    /// <exception cref="ArgumentOutOfRangeException">The block is not inside the matrix.</exception>
    public unsafe void Apply(VectorWidth width, Matrix z, Block block)
    {
        float* values = block.PointerIn(z);
        ApplyTo(width, values, block, z.Stride);
        GC.KeepAlive(z);
    }

    /// <summary>z = h(a) in place and slopes = h'(a) over a block.</summary>
    /// <param name="width">The vector width to compute with.</param>
    /// <param name="z">Activations; gets the values.</param>
    /// <param name="slopes">Gets the derivatives; another matrix of as many columns.</param>
    /// <param name="block">The block.</param>
    /// <exception cref="ArgumentException">The block is not inside both matrices, or their columns differ.</exception>
    public unsafe void ApplyWithSlope(VectorWidth width, Matrix z, Matrix slopes, Block block)
    {
        CheckPair(z, slopes);
        ApplyWithSlopeTo(width, block.PointerIn(z), block.PointerIn(slopes), block, z.Stride);
        GC.KeepAlive(z);
        GC.KeepAlive(slopes);
    }

    /// <summary>deltas := deltas·h'(a) over a block, with h' computed from z = h(a).</summary>
    /// <param name="width">The vector width to compute with.</param>
    /// <param name="z">The values of the forward pass.</param>
    /// <param name="deltas">Errors that came back to the units; gets the deltas. Another matrix of as many columns.</param>
    /// <param name="block">The block.</param>
    /// <exception cref="ArgumentException">The block is not inside both matrices, or their columns differ.</exception>
    /// <exception cref="InvalidOperationException"><see cref="SlopeFromValue"/> does not hold.</exception>
    public unsafe void MultiplyBySlope(VectorWidth width, Matrix z, Matrix deltas, Block block)
    {
        CheckPair(z, deltas);
        MultiplyBySlopeOf(width, block.PointerIn(z), block.PointerIn(deltas), block, z.Stride);
        GC.KeepAlive(z);
        GC.KeepAlive(deltas);
    }

    /// <summary>deltas := deltas·slopes over a block, for the slopes kept by <see cref="ApplyWithSlope(VectorWidth, Matrix, Matrix, Block)"/>.</summary>
    /// <param name="width">The vector width to compute with.</param>
    /// <param name="slopes">The kept derivatives.</param>
    /// <param name="deltas">Errors that came back to the units; gets the deltas. Another matrix of as many columns.</param>
    /// <param name="block">The block.</param>
    /// <exception cref="ArgumentException">The block is not inside both matrices, or their columns differ.</exception>
    public static unsafe void MultiplyBySlopes(VectorWidth width, Matrix slopes, Matrix deltas, Block block)
    {
        CheckPair(slopes, deltas);
        LaneLoop.FloatBlock(width, new Product(block.PointerIn(slopes), block.PointerIn(deltas)), block.Rows, block.Columns, slopes.Stride);
        GC.KeepAlive(slopes);
        GC.KeepAlive(deltas);
    }

    /// <summary>What a user makes of the formula; null where <see cref="SlopeFromValue"/> does not hold.</summary>
    internal virtual TResult? Use<TResult>(IFormulaUse<TResult> user) where TResult : class => null;

    internal abstract unsafe void ApplyTo(VectorWidth width, float* z, Block block, int stride);

    internal abstract unsafe void ApplyWithSlopeTo(VectorWidth width, float* z, float* slopes, Block block, int stride);

    internal abstract unsafe void MultiplyBySlopeOf(VectorWidth width, float* z, float* deltas, Block block, int stride);

    private static void CheckPair(Matrix a, Matrix b)
    {
        if (a.Columns != b.Columns || ReferenceEquals(a, b))
            throw new ArgumentException($"Two matrices of equally many columns are needed, but one has {a.Columns} and the other {b.Columns}, or they are the same.", nameof(b));
    }

    private protected abstract void ApplyTo(VectorWidth width, ReadOnlySpan<float> a, Span<float> z);

    private protected abstract void ApplyWithSlopeTo(VectorWidth width, ReadOnlySpan<float> a, Span<float> z, Span<float> slopes);

    private protected abstract void MultiplyBySlopeOf(VectorWidth width, ReadOnlySpan<float> z, Span<float> deltas);

    private static void CheckPair(ReadOnlySpan<float> source, ReadOnlySpan<float> destination, string name)
    {
        if (source.Length != destination.Length)
            throw new ArgumentException($"The spans have {source.Length} and {destination.Length} elements; the lengths must be equal.", name);
        if (source.Overlaps(destination, out int offset) && offset != 0)
            throw new ArgumentException($"The spans overlap {offset} elements apart; they must be the same or must not overlap.", name);
    }

    private readonly unsafe struct Product(float* slopes, float* deltas) : ILaneBody
    {
        public void Step<V>(int i)
            where V : struct, ILanes<V> =>
            V.Store(V.Load(deltas + i) * V.Load(slopes + i), deltas + i);
    }
}
