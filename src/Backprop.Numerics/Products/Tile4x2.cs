using System.Runtime.CompilerServices;
using Backprop.Numerics.Lanes;

namespace Backprop.Numerics.Products;

/// <summary>Up to 4 rows by 2 registers: the rows that a tall tile leaves. One row alone would take as long as four, waiting for its sums.</summary>
internal static unsafe class Tile4x2
{
    public const int Rows = 4;

    /// <summary>Works on 1 to 4 rows; the last row replaces missing rows, and is written once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TLanes>(in Strip s, int rows) where TLanes : struct, ILanes<TLanes>
    {
        TLanes s0a = default, s0b = default;
        TLanes s1a = default, s1b = default;
        TLanes s2a = default, s2b = default;
        TLanes s3a = default, s3b = default;
        nint row = s.ARow, step = s.AStep, next = s.BStep;
        float* a0 = s.A, a1 = rows > 1 ? a0 + row : a0, a2 = rows > 2 ? a1 + row : a1, a3 = rows > 3 ? a2 + row : a2;
        float* b = s.B;
        nint second = Strip.At<TLanes>(1, s.BPanel);
        nint i = 0;
        for (int k = s.Depth; k > 0; k--)
        {
            TLanes w0 = TLanes.Load(b), w1 = TLanes.Load(b + second);
            TLanes x = TLanes.Repeat(a0 + i);
            s0a = TLanes.FusedMultiplyAdd(x, w0, s0a);
            s0b = TLanes.FusedMultiplyAdd(x, w1, s0b);
            x = TLanes.Repeat(a1 + i);
            s1a = TLanes.FusedMultiplyAdd(x, w0, s1a);
            s1b = TLanes.FusedMultiplyAdd(x, w1, s1b);
            x = TLanes.Repeat(a2 + i);
            s2a = TLanes.FusedMultiplyAdd(x, w0, s2a);
            s2b = TLanes.FusedMultiplyAdd(x, w1, s2b);
            x = TLanes.Repeat(a3 + i);
            s3a = TLanes.FusedMultiplyAdd(x, w0, s3a);
            s3b = TLanes.FusedMultiplyAdd(x, w1, s3b);
            i += step;
            b += next;
        }
        s.Put(s.C, s0a, s0b);
        if (rows > 1)
            s.Put(s.C + s.CRow, s1a, s1b);
        if (rows > 2)
            s.Put(s.C + 2 * s.CRow, s2a, s2b);
        if (rows > 3)
            s.Put(s.C + 3 * s.CRow, s3a, s3b);
    }
}
