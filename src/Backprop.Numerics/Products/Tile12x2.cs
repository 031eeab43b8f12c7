using System.Runtime.CompilerServices;
using Backprop.Numerics.Lanes;

namespace Backprop.Numerics.Products;

/// <summary>12 rows by 2 registers: 24 accumulators, for machines with 32 registers.</summary>
internal static unsafe class Tile12x2
{
    public const int Rows = 12;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TLanes>(in Strip s) where TLanes : struct, ILanes<TLanes>
    {
        TLanes s0a = default, s0b = default;
        TLanes s1a = default, s1b = default;
        TLanes s2a = default, s2b = default;
        TLanes s3a = default, s3b = default;
        TLanes s4a = default, s4b = default;
        TLanes s5a = default, s5b = default;
        TLanes s6a = default, s6b = default;
        TLanes s7a = default, s7b = default;
        TLanes s8a = default, s8b = default;
        TLanes s9a = default, s9b = default;
        TLanes s10a = default, s10b = default;
        TLanes s11a = default, s11b = default;
        nint row = s.ARow, row2 = 2 * row, step = s.AStep, next = s.BStep;
        float* a0 = s.A, a3 = a0 + row2 + row, a6 = a3 + row2 + row, a9 = a6 + row2 + row;
        float* b = s.B;
        nint second = Strip.At<TLanes>(1, s.BPanel);
        nint aheadStep = s.Ahead.Step;
        float* ahead = aheadStep == 0 ? b : s.Ahead.Start;
        for (int k = s.Depth; k > 0; k--)
        {
            Ahead.Fetch(ahead);
            ahead += aheadStep;
            TLanes w0 = TLanes.Load(b), w1 = TLanes.Load(b + second);
            TLanes x = TLanes.Repeat(a0);
            s0a = TLanes.FusedMultiplyAdd(x, w0, s0a);
            s0b = TLanes.FusedMultiplyAdd(x, w1, s0b);
            x = TLanes.Repeat(a0 + row);
            s1a = TLanes.FusedMultiplyAdd(x, w0, s1a);
            s1b = TLanes.FusedMultiplyAdd(x, w1, s1b);
            x = TLanes.Repeat(a0 + row2);
            s2a = TLanes.FusedMultiplyAdd(x, w0, s2a);
            s2b = TLanes.FusedMultiplyAdd(x, w1, s2b);
            x = TLanes.Repeat(a3);
            s3a = TLanes.FusedMultiplyAdd(x, w0, s3a);
            s3b = TLanes.FusedMultiplyAdd(x, w1, s3b);
            x = TLanes.Repeat(a3 + row);
            s4a = TLanes.FusedMultiplyAdd(x, w0, s4a);
            s4b = TLanes.FusedMultiplyAdd(x, w1, s4b);
            x = TLanes.Repeat(a3 + row2);
            s5a = TLanes.FusedMultiplyAdd(x, w0, s5a);
            s5b = TLanes.FusedMultiplyAdd(x, w1, s5b);
            x = TLanes.Repeat(a6);
            s6a = TLanes.FusedMultiplyAdd(x, w0, s6a);
            s6b = TLanes.FusedMultiplyAdd(x, w1, s6b);
            x = TLanes.Repeat(a6 + row);
            s7a = TLanes.FusedMultiplyAdd(x, w0, s7a);
            s7b = TLanes.FusedMultiplyAdd(x, w1, s7b);
            x = TLanes.Repeat(a6 + row2);
            s8a = TLanes.FusedMultiplyAdd(x, w0, s8a);
            s8b = TLanes.FusedMultiplyAdd(x, w1, s8b);
            x = TLanes.Repeat(a9);
            s9a = TLanes.FusedMultiplyAdd(x, w0, s9a);
            s9b = TLanes.FusedMultiplyAdd(x, w1, s9b);
            x = TLanes.Repeat(a9 + row);
            s10a = TLanes.FusedMultiplyAdd(x, w0, s10a);
            s10b = TLanes.FusedMultiplyAdd(x, w1, s10b);
            x = TLanes.Repeat(a9 + row2);
            s11a = TLanes.FusedMultiplyAdd(x, w0, s11a);
            s11b = TLanes.FusedMultiplyAdd(x, w1, s11b);
            a0 += step;
            a3 += step;
            a6 += step;
            a9 += step;
            b += next;
        }
        float* c = s.C;
        s.Put(c, s0a, s0b);
        s.Put(c += s.CRow, s1a, s1b);
        s.Put(c += s.CRow, s2a, s2b);
        s.Put(c += s.CRow, s3a, s3b);
        s.Put(c += s.CRow, s4a, s4b);
        s.Put(c += s.CRow, s5a, s5b);
        s.Put(c += s.CRow, s6a, s6b);
        s.Put(c += s.CRow, s7a, s7b);
        s.Put(c += s.CRow, s8a, s8b);
        s.Put(c += s.CRow, s9a, s9b);
        s.Put(c += s.CRow, s10a, s10b);
        s.Put(c += s.CRow, s11a, s11b);
    }
}
