using System.Runtime.CompilerServices;
using Backprop.Numerics.Lanes;

namespace Backprop.Numerics.Products;

/// <summary>1 row by 8 registers: a single row reads many columns at once, so that the additions need not wait for one another.</summary>
internal static unsafe class Tile1x8
{
    public const int Registers = 8;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TLanes>(in Strip s) where TLanes : struct, ILanes<TLanes>
    {
        TLanes s0 = default, s1 = default, s2 = default, s3 = default, s4 = default, s5 = default, s6 = default, s7 = default;
        nint panel = s.BPanel, step = s.AStep, next = s.BStep;
        float* a = s.A, b = s.B;
        for (int k = s.Depth; k > 0; k--)
        {
            TLanes x = TLanes.Repeat(a);
            s0 = TLanes.FusedMultiplyAdd(x, TLanes.Load(b + Strip.At<TLanes>(0, panel)), s0);
            s1 = TLanes.FusedMultiplyAdd(x, TLanes.Load(b + Strip.At<TLanes>(1, panel)), s1);
            s2 = TLanes.FusedMultiplyAdd(x, TLanes.Load(b + Strip.At<TLanes>(2, panel)), s2);
            s3 = TLanes.FusedMultiplyAdd(x, TLanes.Load(b + Strip.At<TLanes>(3, panel)), s3);
            s4 = TLanes.FusedMultiplyAdd(x, TLanes.Load(b + Strip.At<TLanes>(4, panel)), s4);
            s5 = TLanes.FusedMultiplyAdd(x, TLanes.Load(b + Strip.At<TLanes>(5, panel)), s5);
            s6 = TLanes.FusedMultiplyAdd(x, TLanes.Load(b + Strip.At<TLanes>(6, panel)), s6);
            s7 = TLanes.FusedMultiplyAdd(x, TLanes.Load(b + Strip.At<TLanes>(7, panel)), s7);
            a += step;
            b += next;
        }
        s.Put(s.C, 0, s0);
        s.Put(s.C, 1, s1);
        s.Put(s.C, 2, s2);
        s.Put(s.C, 3, s3);
        s.Put(s.C, 4, s4);
        s.Put(s.C, 5, s5);
        s.Put(s.C, 6, s6);
        s.Put(s.C, 7, s7);
    }
}
