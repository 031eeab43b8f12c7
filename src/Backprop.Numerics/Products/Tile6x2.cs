using System.Runtime.CompilerServices;
using Backprop.Numerics.Buffers;
using Backprop.Numerics.Lanes;

namespace Backprop.Numerics.Products;

/// <summary>6 rows by 2 registers: 12 accumulators, for machines with 16 registers.</summary>
/// <remarks>
/// A step needs at least 20 instructions: 12 multiply-adds, 2 loads and 6 broadcasts. The loop for rows of A and a panel of B that each lie together
/// has 21 a step, because fixed distances go into the addresses; the loop for any distances has 24. Two units that multiply and add are busy for 6 cycles a step,
/// in which a processor begins 36 instructions at best, and half as many where another thread works on the same core. Rows of C, and of A for the
/// next tile, lie far from one another, so that the processor does not prefetch them.
/// </remarks>
internal static unsafe class Tile6x2
{
    public const int Rows = 6;

    private const int Unrolled = 4;

    /// <summary>Shorter rows follow one another so closely that the processor prefetches them itself.</summary>
    private const int MinForFetch = 32;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TLanes>(in Strip s) where TLanes : struct, ILanes<TLanes>
    {
        TLanes s0a = default, s0b = default;
        TLanes s1a = default, s1b = default;
        TLanes s2a = default, s2b = default;
        TLanes s3a = default, s3b = default;
        TLanes s4a = default, s4b = default;
        TLanes s5a = default, s5b = default;
        nint row = s.ARow, step = s.AStep, next = s.BStep;
        float* a0 = s.A, a1 = a0 + row, a2 = a1 + row, a3 = a2 + row, a4 = a3 + row, a5 = a4 + row;
        float* b = s.B;
        nint second = Strip.At<TLanes>(1, s.BPanel), i = 0;
        int k = s.Depth;
        if (step == 1 && next == PanelMatrix.PanelColumns)
        {
            if (k >= MinForFetch)
            {
                Ahead.SixRows(s.C, s.CRow);
                Ahead.SixRows(s.A + Rows * row, row);
                Ahead.SixRows(s.A + Rows * row + Ahead.CacheLine, row);
            }
            for (; k >= Unrolled; k -= Unrolled)
            {
                Step(a0, a1, a2, a3, a4, a5, i, b, second, 0, ref s0a, ref s0b, ref s1a, ref s1b, ref s2a, ref s2b, ref s3a, ref s3b, ref s4a, ref s4b, ref s5a, ref s5b);
                Step(a0, a1, a2, a3, a4, a5, i, b, second, 1, ref s0a, ref s0b, ref s1a, ref s1b, ref s2a, ref s2b, ref s3a, ref s3b, ref s4a, ref s4b, ref s5a, ref s5b);
                Step(a0, a1, a2, a3, a4, a5, i, b, second, 2, ref s0a, ref s0b, ref s1a, ref s1b, ref s2a, ref s2b, ref s3a, ref s3b, ref s4a, ref s4b, ref s5a, ref s5b);
                Step(a0, a1, a2, a3, a4, a5, i, b, second, 3, ref s0a, ref s0b, ref s1a, ref s1b, ref s2a, ref s2b, ref s3a, ref s3b, ref s4a, ref s4b, ref s5a, ref s5b);
                i += Unrolled;
                b += Unrolled * PanelMatrix.PanelColumns;
            }
        }
        for (; k > 0; k--)
        {
            Step(a0, a1, a2, a3, a4, a5, i, b, second, 0, ref s0a, ref s0b, ref s1a, ref s1b, ref s2a, ref s2b, ref s3a, ref s3b, ref s4a, ref s4b, ref s5a, ref s5b);
            i += step;
            b += next;
        }
        float* c = s.C;
        s.Put(c, s0a, s0b);
        s.Put(c += s.CRow, s1a, s1b);
        s.Put(c += s.CRow, s2a, s2b);
        s.Put(c += s.CRow, s3a, s3b);
        s.Put(c += s.CRow, s4a, s4b);
        s.Put(c += s.CRow, s5a, s5b);
    }

    /// <summary>The step for one k: the one at i, or one of the next where rows of A and panels of B each lie together.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step<TLanes>(
        float* a0, float* a1, float* a2, float* a3, float* a4, float* a5, nint i, float* b, nint second, nint later,
        ref TLanes s0a, ref TLanes s0b, ref TLanes s1a, ref TLanes s1b, ref TLanes s2a, ref TLanes s2b,
        ref TLanes s3a, ref TLanes s3b, ref TLanes s4a, ref TLanes s4b, ref TLanes s5a, ref TLanes s5b) where TLanes : struct, ILanes<TLanes>
    {
        b += later * PanelMatrix.PanelColumns;
        TLanes w0 = TLanes.Load(b), w1 = TLanes.Load(b + second);
        TLanes x = TLanes.Repeat(a0 + i + later);
        TLanes.Accumulate(ref s0a, x, w0);
        TLanes.Accumulate(ref s0b, x, w1);
        x = TLanes.Repeat(a1 + i + later);
        TLanes.Accumulate(ref s1a, x, w0);
        TLanes.Accumulate(ref s1b, x, w1);
        x = TLanes.Repeat(a2 + i + later);
        TLanes.Accumulate(ref s2a, x, w0);
        TLanes.Accumulate(ref s2b, x, w1);
        x = TLanes.Repeat(a3 + i + later);
        TLanes.Accumulate(ref s3a, x, w0);
        TLanes.Accumulate(ref s3b, x, w1);
        x = TLanes.Repeat(a4 + i + later);
        TLanes.Accumulate(ref s4a, x, w0);
        TLanes.Accumulate(ref s4b, x, w1);
        x = TLanes.Repeat(a5 + i + later);
        TLanes.Accumulate(ref s5a, x, w0);
        TLanes.Accumulate(ref s5b, x, w1);
    }
}
