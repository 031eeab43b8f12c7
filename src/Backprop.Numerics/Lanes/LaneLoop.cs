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
/// The one loop behind all elementwise work: the widest lanes first, what is left by ever narrower ones. Every element gets the same
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
            i = Steps<TBody, Floats512>(body, i, count);
        if (width >= VectorWidth.Bits256 && count - i >= Floats256.Count)
            i = Steps<TBody, Floats256>(body, i, count);
        if (width >= VectorWidth.Bits128 && count - i >= Floats128.Count)
            i = Steps<TBody, Floats128>(body, i, count);
        if (i < count)
            Steps<TBody, Floats1>(body, i, count);
    }

    /// <summary>Elements 0 to count − 1 in double precision between loading and storing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Doubles<TBody>(VectorWidth width, TBody body, int count)
        where TBody : struct, ILaneBody
    {
        int i = 0;
        if (width >= VectorWidth.Bits512 && count - i >= Doubles512.Count)
            i = Steps<TBody, Doubles512>(body, i, count);
        if (width >= VectorWidth.Bits256 && count - i >= Doubles256.Count)
            i = Steps<TBody, Doubles256>(body, i, count);
        if (width >= VectorWidth.Bits128 && count - i >= Doubles128.Count)
            i = Steps<TBody, Doubles128>(body, i, count);
        if (i < count)
            Steps<TBody, Doubles1>(body, i, count);
    }

    /// <remarks>Not inlined: each width gets a method of its own, compiled when it is first used, and at once with all optimizations.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static int Steps<TBody, V>(TBody body, int i, int count)
        where TBody : struct, ILaneBody
        where V : struct, ILanes<V>
    {
        for (; i <= count - V.Count; i += V.Count)
            body.Step<V>(i);
        return i;
    }
}
