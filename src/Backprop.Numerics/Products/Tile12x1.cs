using System.Runtime.CompilerServices;
using Backprop.Numerics.Lanes;

namespace Backprop.Numerics.Products;

/// <summary>12 rows by 1 register: the last one where their number is odd.</summary>
internal static unsafe class Tile12x1
{
    public const int Rows = 12;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TLanes>(in Strip s) where TLanes : struct, ILanes<TLanes>
    {
        TLanes s0a = default;
        TLanes s1a = default;
        TLanes s2a = default;
        TLanes s3a = default;
        TLanes s4a = default;
        TLanes s5a = default;
        TLanes s6a = default;
        TLanes s7a = default;
        TLanes s8a = default;
        TLanes s9a = default;
        TLanes s10a = default;
        TLanes s11a = default;
        nint row = s.ARow, row2 = 2 * row, step = s.AStep, next = s.BStep;
        float* a0 = s.A, a3 = a0 + row2 + row, a6 = a3 + row2 + row, a9 = a6 + row2 + row;
        float* b = s.B;
        for (int k = s.Depth; k > 0; k--)
        {
            TLanes w0 = TLanes.Load(b);
            TLanes.Accumulate(ref s0a, TLanes.Repeat(a0), w0);
            TLanes.Accumulate(ref s1a, TLanes.Repeat(a0 + row), w0);
            TLanes.Accumulate(ref s2a, TLanes.Repeat(a0 + row2), w0);
            TLanes.Accumulate(ref s3a, TLanes.Repeat(a3), w0);
            TLanes.Accumulate(ref s4a, TLanes.Repeat(a3 + row), w0);
            TLanes.Accumulate(ref s5a, TLanes.Repeat(a3 + row2), w0);
            TLanes.Accumulate(ref s6a, TLanes.Repeat(a6), w0);
            TLanes.Accumulate(ref s7a, TLanes.Repeat(a6 + row), w0);
            TLanes.Accumulate(ref s8a, TLanes.Repeat(a6 + row2), w0);
            TLanes.Accumulate(ref s9a, TLanes.Repeat(a9), w0);
            TLanes.Accumulate(ref s10a, TLanes.Repeat(a9 + row), w0);
            TLanes.Accumulate(ref s11a, TLanes.Repeat(a9 + row2), w0);
            a0 += step;
            a3 += step;
            a6 += step;
            a9 += step;
            b += next;
        }
        float* c = s.C;
        s.Put(c, 0, s0a);
        s.Put(c += s.CRow, 0, s1a);
        s.Put(c += s.CRow, 0, s2a);
        s.Put(c += s.CRow, 0, s3a);
        s.Put(c += s.CRow, 0, s4a);
        s.Put(c += s.CRow, 0, s5a);
        s.Put(c += s.CRow, 0, s6a);
        s.Put(c += s.CRow, 0, s7a);
        s.Put(c += s.CRow, 0, s8a);
        s.Put(c += s.CRow, 0, s9a);
        s.Put(c += s.CRow, 0, s10a);
        s.Put(c += s.CRow, 0, s11a);
    }
}
