using System.Runtime.CompilerServices;
using Backprop.Numerics.Lanes;

namespace Backprop.Numerics.Products;

/// <summary>12 rows by 1 register: the last panel at 512 bits, where the number of panels is odd.</summary>
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
            s0a = TLanes.FusedMultiplyAdd(TLanes.Repeat(a0), w0, s0a);
            s1a = TLanes.FusedMultiplyAdd(TLanes.Repeat(a0 + row), w0, s1a);
            s2a = TLanes.FusedMultiplyAdd(TLanes.Repeat(a0 + row2), w0, s2a);
            s3a = TLanes.FusedMultiplyAdd(TLanes.Repeat(a3), w0, s3a);
            s4a = TLanes.FusedMultiplyAdd(TLanes.Repeat(a3 + row), w0, s4a);
            s5a = TLanes.FusedMultiplyAdd(TLanes.Repeat(a3 + row2), w0, s5a);
            s6a = TLanes.FusedMultiplyAdd(TLanes.Repeat(a6), w0, s6a);
            s7a = TLanes.FusedMultiplyAdd(TLanes.Repeat(a6 + row), w0, s7a);
            s8a = TLanes.FusedMultiplyAdd(TLanes.Repeat(a6 + row2), w0, s8a);
            s9a = TLanes.FusedMultiplyAdd(TLanes.Repeat(a9), w0, s9a);
            s10a = TLanes.FusedMultiplyAdd(TLanes.Repeat(a9 + row), w0, s10a);
            s11a = TLanes.FusedMultiplyAdd(TLanes.Repeat(a9 + row2), w0, s11a);
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
