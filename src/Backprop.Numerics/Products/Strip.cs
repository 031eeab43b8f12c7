using System.Runtime.CompilerServices;
using Backprop.Numerics.Buffers;
using Backprop.Numerics.Lanes;

namespace Backprop.Numerics.Products;

/// <summary>
/// One block of k of a product C = A·B in the terms that all three products share: C[r, j] = Σ_k A[r, k]·B[k, j], with the columns j of B and C
/// in panels of 16. Distances count floats. The end of a sum is defined here, too.
/// </summary>
internal unsafe struct Strip
{
    /// <summary>A[0, 0], and the distances from row to row and from k to k.</summary>
    public float* A;
    public nint ARow, AStep;

    /// <summary>B[0, 0], and the distances from k to k and from panel to panel.</summary>
    public float* B;
    public nint BStep, BPanel;

    /// <summary>C[0, 0], and the distances from row to row and from panel to panel.</summary>
    public float* C;
    public nint CRow, CPanel;

    /// <summary>How many k.</summary>
    public int Depth;

    /// <summary>Whether the sums are added to C (a later block of k) or are C (the first).</summary>
    public bool Add;

    /// <summary>One bias for each column, added last, panels <see cref="BPanel"/> apart; or null.</summary>
    public float* Bias;

    /// <summary>All bits set for each real column and clear for padding, panel after panel; or null: then there is no scale either.</summary>
    public float* Mask;

    /// <summary>What a sum is multiplied by before the mask clears it.</summary>
    public float Scale;

    /// <summary>What to fetch meanwhile.</summary>
    public Ahead Ahead;

    /// <summary>The position of register <paramref name="register"/> of a row when panels are <paramref name="panel"/> apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint At<TLanes>(int register, nint panel) where TLanes : struct, ILanes<TLanes> =>
        register * TLanes.Count / PanelMatrix.PanelColumns * panel + register * TLanes.Count % PanelMatrix.PanelColumns;

    /// <summary>Ends the sums of one register and writes them to a row of C.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Put<TLanes>(float* row, int register, TLanes sums) where TLanes : struct, ILanes<TLanes>
    {
        float* place = row + At<TLanes>(register, CPanel);
        if (Add)
            sums = TLanes.Load(place) + sums;
        if (Bias != null)
            sums += TLanes.Load(Bias + At<TLanes>(register, BPanel));
        if (Mask != null)
            sums = TLanes.Select(TLanes.Load(Mask + register * TLanes.Count), sums * TLanes.Broadcast(Scale), default);
        TLanes.Store(sums, place);
    }

    /// <summary>Ends the sums of two registers and writes them to a row of C.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Put<TLanes>(float* row, TLanes sums0, TLanes sums1) where TLanes : struct, ILanes<TLanes>
    {
        float* place0 = row;
        float* place1 = row + At<TLanes>(1, CPanel);
        if (Add)
        {
            sums0 = TLanes.Load(place0) + sums0;
            sums1 = TLanes.Load(place1) + sums1;
        }
        if (Bias != null)
        {
            sums0 += TLanes.Load(Bias);
            sums1 += TLanes.Load(Bias + At<TLanes>(1, BPanel));
        }
        if (Mask != null)
        {
            TLanes scale = TLanes.Broadcast(Scale);
            sums0 = TLanes.Select(TLanes.Load(Mask), sums0 * scale, default);
            sums1 = TLanes.Select(TLanes.Load(Mask + TLanes.Count), sums1 * scale, default);
        }
        TLanes.Store(sums0, place0);
        TLanes.Store(sums1, place1);
    }
}
