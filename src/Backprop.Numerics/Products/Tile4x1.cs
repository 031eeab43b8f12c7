using System.Runtime.CompilerServices;
using Backprop.Numerics.Lanes;

namespace Backprop.Numerics.Products;

/// <summary>Up to 4 rows by 1 register: the corner of a product at 512 bits, where the number of panels is odd.</summary>
internal static unsafe class Tile4x1
{
    public const int Rows = 4;

    /// <summary>Works on 1 to 4 rows; the last row replaces missing rows, and is written once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TLanes>(in Strip s, int rows) where TLanes : struct, ILanes<TLanes>
    {
        TLanes s0a = default;
        TLanes s1a = default;
        TLanes s2a = default;
        TLanes s3a = default;
        nint row = s.ARow, step = s.AStep, next = s.BStep;
        float* a0 = s.A, a1 = rows > 1 ? a0 + row : a0, a2 = rows > 2 ? a1 + row : a1, a3 = rows > 3 ? a2 + row : a2;
        float* b = s.B;
        nint i = 0;
        for (int k = s.Depth; k > 0; k--)
        {
            TLanes w0 = TLanes.Load(b);
            s0a = TLanes.FusedMultiplyAdd(TLanes.Repeat(a0 + i), w0, s0a);
            s1a = TLanes.FusedMultiplyAdd(TLanes.Repeat(a1 + i), w0, s1a);
            s2a = TLanes.FusedMultiplyAdd(TLanes.Repeat(a2 + i), w0, s2a);
            s3a = TLanes.FusedMultiplyAdd(TLanes.Repeat(a3 + i), w0, s3a);
            i += step;
            b += next;
        }
        s.Put(s.C, 0, s0a);
        if (rows > 1)
            s.Put(s.C + s.CRow, 0, s1a);
        if (rows > 2)
            s.Put(s.C + 2 * s.CRow, 0, s2a);
        if (rows > 3)
            s.Put(s.C + 3 * s.CRow, 0, s3a);
    }
}
