using System.Runtime.CompilerServices;

namespace Backprop.Numerics.Lanes;

/// <summary>What is done with the numbers from index i on, as many as V has lanes, each on its own.</summary>
internal interface ILaneBody
{
    /// <summary>Works on the elements i, i + 1, … i + V.Count − 1.</summary>
    void Step<V>(int i)
        where V : struct, ILanes<V>;
}

/// <summary>
/// The one loop of all elementwise work: the widest lanes first, the rest with ever narrower ones. Every element gets the same
/// operations whichever lanes it falls to, so neither the width nor the place in the span shows in the bits.
/// </summary>
internal static class LaneLoop
{
    /// <summary>Elements 0 to count − 1 in single precision.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Floats<TBody>(VectorWidth width, TBody body, int count)
        where TBody : struct, ILaneBody
    {
        int i = 0;
        if (width >= VectorWidth.Bits512 && count - i >= Floats512.Count)
            i = Steps<TBody, Floats512>(in body, i, count);
        if (width >= VectorWidth.Bits256 && count - i >= Floats256.Count)
            i = Steps<TBody, Floats256>(in body, i, count);
        if (width >= VectorWidth.Bits128 && count - i >= Floats128.Count)
            i = Steps<TBody, Floats128>(in body, i, count);
        if (i < count)
            Steps<TBody, Floats1>(in body, i, count);
    }

    /// <summary>Elements 0 to count − 1 in double precision between loading and storing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Doubles<TBody>(VectorWidth width, TBody body, int count)
        where TBody : struct, ILaneBody
    {
        int i = 0;
        if (width >= VectorWidth.Bits512 && count - i >= Doubles512.Count)
            i = Steps<TBody, Doubles512>(in body, i, count);
        if (width >= VectorWidth.Bits256 && count - i >= Doubles256.Count)
            i = Steps<TBody, Doubles256>(in body, i, count);
        if (width >= VectorWidth.Bits128 && count - i >= Doubles128.Count)
            i = Steps<TBody, Doubles128>(in body, i, count);
        if (i < count)
            Steps<TBody, Doubles1>(in body, i, count);
    }

    /// <remarks>
    /// The body comes by reference: a copy on the stack is read in other pieces than it was written in, and waits for them.
    /// Not inlined: each width gets its own method, compiled when it is first used, and at once with all optimizations.
    /// </remarks>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static int Steps<TBody, V>(in TBody source, int i, int count)
        where TBody : struct, ILaneBody
        where V : struct, ILanes<V>
    {
        TBody body = source;
        for (; i <= count - V.Count; i += V.Count)
            body.Step<V>(i);
        return i;
    }

    /// <summary>
    /// Blocks of rows in single precision: <paramref name="columns"/> elements of each, rows <paramref name="stride"/> elements apart. Rows have
    /// space for a whole number of sixteen elements; the padding after the last column may be processed as well.
    /// </summary>
    public static void FloatBlock<TBody>(VectorWidth width, in TBody body, int rows, int columns, int stride)
        where TBody : struct, ILaneBody
    {
        if (width >= VectorWidth.Bits512)
            Rows<TBody, Floats512>(in body, rows, columns, stride);
        else if (width >= VectorWidth.Bits256)
            Rows<TBody, Floats256>(in body, rows, columns, stride);
        else if (width >= VectorWidth.Bits128)
            Rows<TBody, Floats128>(in body, rows, columns, stride);
        else
            Rows<TBody, Floats1>(in body, rows, columns, stride);
    }

    /// <summary>The same in double precision between loading and storing.</summary>
    public static void DoubleBlock<TBody>(VectorWidth width, in TBody body, int rows, int columns, int stride)
        where TBody : struct, ILaneBody
    {
        if (width >= VectorWidth.Bits512)
            Rows<TBody, Doubles512>(in body, rows, columns, stride);
        else if (width >= VectorWidth.Bits256)
            Rows<TBody, Doubles256>(in body, rows, columns, stride);
        else if (width >= VectorWidth.Bits128)
            Rows<TBody, Doubles128>(in body, rows, columns, stride);
        else
            Rows<TBody, Doubles1>(in body, rows, columns, stride);
    }

    /// <remarks>Rows that follow one another without a gap are one row: a loop over few elements costs more than the elements.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Rows<TBody, V>(in TBody source, int rows, int columns, int stride)
        where TBody : struct, ILaneBody
        where V : struct, ILanes<V>
    {
        TBody body = source;
        if (stride - columns < V.Count)
        {
            columns += (rows - 1) * stride;
            rows = 1;
        }
        for (int row = 0; row < rows; row++)
        {
            int end = row * stride + columns;
            for (int i = row * stride; i < end; i += V.Count)
                body.Step<V>(i);
        }
    }
}
