using System.Runtime.CompilerServices;
using Backprop.Numerics.Lanes;

namespace Backprop.Numerics.Products;

/// <summary>8 rows by 2 registers: what the taller tile leaves, often, because batches are powers of two.</summary>
internal static unsafe class Tile8x2
{
    public const int Rows = 8;

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
        nint row = s.ARow, row2 = 2 * row, step = s.AStep, next = s.BStep;
        float* a0 = s.A, a3 = a0 + row2 + row, a6 = a3 + row2 + row;
        float* b = s.B;
        nint second = Strip.At<TLanes>(1, s.BPanel);
        for (int k = s.Depth; k > 0; k--)
        {
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
            a0 += step;
            a3 += step;
            a6 += step;
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
    }
}
