using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.Arm;
using Backprop.Numerics.Buffers;
using Backprop.Numerics.Lanes;

namespace Backprop.Numerics.Products;

/// <summary>Covers a strip with tiles. Which tile computes an element never changes its bits: all run k upward in the same way.</summary>
internal abstract class Kernel
{
    private static readonly Kernel Scalar = new Kernel<Floats1>(manyRegisters: false);
    private static readonly Kernel Bits128 = new Kernel<Floats128>(manyRegisters: AdvSimd.Arm64.IsSupported);
    private static readonly Kernel Bits256 = new Kernel<Floats256>(manyRegisters: false);
    private static readonly Kernel Bits512 = new Kernel<Floats512>(manyRegisters: true);

    private protected Kernel(bool manyRegisters) => ManyRegisters = manyRegisters;

    /// <summary>Whether 32 registers hold a tile of 24 accumulators: AVX-512 and AdvSimd; otherwise 16 registers hold 12.</summary>
    /// <remarks>
    /// A core of Arm64 with four units that multiply and add, each of which takes four cycles, is busy with 16 accumulators or more, and for 24 multiply-adds it
    /// reads 14 times instead of 16 times.
    /// </remarks>
    public bool ManyRegisters { get; }

    /// <summary>Rows of A that stay in the second-level cache beside a block of B: with 16 registers goes a cache of half a megabyte or less.</summary>
    public int RowsInCache => ManyRegisters ? 192 : 96;

    /// <summary>Panels of B that are transposed at once and stay in the second-level cache beside <see cref="RowsInCache"/> rows.</summary>
    public int TurnedPanels => ManyRegisters ? Transpose.MaxPanels / 2 : Transpose.MaxPanels;

    /// <summary>The kernel of a vector width.</summary>
    public static Kernel Of(VectorWidth width) => width switch
    {
        VectorWidth.Bits512 => Bits512,
        VectorWidth.Bits256 => Bits256,
        VectorWidth.Bits128 => Bits128,
        _ => Scalar,
    };

    /// <summary>
    /// Computes a strip of that many rows and columns; registers that hold nothing but padding are left out. Afterwards A, B, C, bias and mask of the strip are advanced.
    /// </summary>
    public abstract void Run(ref Strip s, int rows, int columns);
}

/// <summary>The kernel for one kind of lanes.</summary>
internal sealed class Kernel<TLanes>(bool manyRegisters) : Kernel(manyRegisters) where TLanes : struct, ILanes<TLanes>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override unsafe void Run(ref Strip s, int rows, int columns)
    {
        int registers = (columns + TLanes.Count - 1) / TLanes.Count;
        bool single = rows % 4 == 1 && registers >= Tile1x8.Registers;
        int most = single ? rows - 1 : rows;
        Place start = new(s);
        int register = 0;
        for (; register + 2 <= registers; register += 2)
        {
            start.Set<TLanes>(ref s, register, 0);
            RunPair(ref s, most);
        }
        if (register < registers)
        {
            start.Set<TLanes>(ref s, register, 0);
            RunLast(ref s, most);
        }
        if (single)
            RunRow(start, ref s, most, registers);
    }

    private unsafe void RunPair(ref Strip s, int rows)
    {
        if (ManyRegisters)
        {
            for (; rows >= Tile12x2.Rows && rows != 2 * Tile8x2.Rows; rows -= Tile12x2.Rows)
            {
                Tile12x2.Run<TLanes>(s);
                s.Ahead.Advance();
                s.A += Tile12x2.Rows * s.ARow;
                s.C += Tile12x2.Rows * s.CRow;
            }
            for (; rows >= Tile8x2.Rows; rows -= Tile8x2.Rows)
            {
                Tile8x2.Run<TLanes>(s);
                s.A += Tile8x2.Rows * s.ARow;
                s.C += Tile8x2.Rows * s.CRow;
            }
        }
        else
        {
            for (; rows >= Tile6x2.Rows; rows -= Tile6x2.Rows)
            {
                Tile6x2.Run<TLanes>(s);
                s.A += Tile6x2.Rows * s.ARow;
                s.C += Tile6x2.Rows * s.CRow;
            }
        }
        for (; rows > 0; rows -= Tile4x2.Rows)
        {
            Tile4x2.Run<TLanes>(s, Math.Min(rows, Tile4x2.Rows));
            s.A += Tile4x2.Rows * s.ARow;
            s.C += Tile4x2.Rows * s.CRow;
        }
    }

    private static unsafe void RunLast(ref Strip s, int rows)
    {
        for (; rows >= Tile12x1.Rows; rows -= Tile12x1.Rows)
        {
            Tile12x1.Run<TLanes>(s);
            s.A += Tile12x1.Rows * s.ARow;
            s.C += Tile12x1.Rows * s.CRow;
        }
        for (; rows > 0; rows -= Tile4x1.Rows)
        {
            Tile4x1.Run<TLanes>(s, Math.Min(rows, Tile4x1.Rows));
            s.A += Tile4x1.Rows * s.ARow;
            s.C += Tile4x1.Rows * s.CRow;
        }
    }

    private static void RunRow(in Place start, ref Strip s, int row, int registers)
    {
        int register = 0;
        for (; register + Tile1x8.Registers <= registers; register += Tile1x8.Registers)
        {
            start.Set<TLanes>(ref s, register, row);
            Tile1x8.Run<TLanes>(s);
        }
        for (; register + 2 <= registers; register += 2)
        {
            start.Set<TLanes>(ref s, register, row);
            Tile4x2.Run<TLanes>(s, 1);
        }
        if (register < registers)
        {
            start.Set<TLanes>(ref s, register, row);
            Tile4x1.Run<TLanes>(s, 1);
        }
    }

    /// <summary>Where a strip began. Moving one strip is cheaper than copying it: small products are little else.</summary>
    private readonly unsafe struct Place(in Strip s)
    {
        private readonly float* a = s.A, b = s.B, c = s.C, bias = s.Bias, mask = s.Mask;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Set<T>(ref Strip s, int register, int row) where T : struct, ILanes<T>
        {
            s.A = a + row * s.ARow;
            s.B = b + Strip.At<T>(register, s.BPanel);
            s.C = c + Strip.At<T>(register, s.CPanel) + row * s.CRow;
            s.Bias = bias == null ? null : bias + Strip.At<T>(register, s.BPanel);
            s.Mask = mask == null ? null : mask + register * T.Count;
        }
    }
}
