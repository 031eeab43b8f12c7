using Backprop.Numerics.Lanes;

namespace Backprop.Numerics.Functions;

/// <summary>
/// Sums over floats, in double precision and in one order that depends on the length alone (sixteen lanes, one tree): the same bits at
/// every vector width. The order is that of the span: sums over padded and unpadded copies of a matrix differ in the last digits.
/// </summary>
internal static class VectorSums
{
    /// <summary>Σ x; 0 for no elements.</summary>
    public static double Sum(ReadOnlySpan<float> values) => Sum(VectorWidths.Best, values);

    /// <summary>Σ x², as for the length of a gradient; 0 for no elements.</summary>
    public static double SumOfSquares(ReadOnlySpan<float> values) => SumOfSquares(VectorWidths.Best, values);

    /// <summary>Σ x computed at a given width.</summary>
    public static double Sum(VectorWidth width, ReadOnlySpan<float> values) => FixedSum.Of(width, default(Value), values);

    /// <summary>Σ x² computed at a given width.</summary>
    public static double SumOfSquares(VectorWidth width, ReadOnlySpan<float> values) => FixedSum.Of(width, default(Square), values);

    private readonly struct Value : ITerm
    {
        public float Padding => 0;

        public V Add<V>(V x, V total)
            where V : struct, ILanes<V> => total + x;
    }

    private readonly struct Square : ITerm
    {
        public float Padding => 0;

        public V Add<V>(V x, V total)
            where V : struct, ILanes<V> => V.FusedMultiplyAdd(x, x, total);
    }
}
