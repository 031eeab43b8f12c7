using Backprop.Numerics.Buffers;
using Backprop.Numerics.Lanes;
using Backprop.Numerics.Products;

namespace Backprop.Numerics.Tests.Products;

/// <summary>Every tile at every width, also those that this machine's own width would not choose: such as the one for the 32 registers of Arm64.</summary>
public class KernelTests
{
    private static readonly Kernel[] Kernels =
    [
        .. from many in (bool[])[false, true]
           from kernel in (Kernel[])[new Kernel<Floats1>(many), new Kernel<Floats128>(many), new Kernel<Floats256>(many), new Kernel<Floats512>(many)]
           select kernel,
    ];

    [Fact]
    public void A_machine_with_32_registers_uses_the_tall_tile()
    {
        Assert.True(Kernel.Of(VectorWidth.Bits512).ManyRegisters);
        Assert.False(Kernel.Of(VectorWidth.Bits256).ManyRegisters);
        Assert.Equal(System.Runtime.Intrinsics.Arm.AdvSimd.Arm64.IsSupported, Kernel.Of(VectorWidth.Bits128).ManyRegisters);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Every_tile_gives_the_bits_of_the_plain_loops(bool together, bool ends)
    {
        foreach (int depth in (int[])[0, 1, 3, 4, 5, 18])
        {
            foreach (int panels in (int[])[1, 2, 3])
            {
                for (int rows = 1; rows <= 33; rows++)
                {
                    Check(rows, panels, depth, together, ends, padding: 0);
                    Check(rows, panels, depth, together, ends, padding: rows * 7 % PanelMatrix.PanelColumns);
                }
            }
        }
    }

    /// <param name="rows">Rows of A and C.</param>
    /// <param name="panels">Panels of B and C.</param>
    /// <param name="depth">Number of k.</param>
    /// <param name="together">Whether rows of A and panels of B each lie together, as in the forward product, or k is far from k, as in the gradient product.</param>
    /// <param name="ends">Whether sums are added to C and then scaled and masked, or C is the sums and the bias.</param>
    /// <param name="padding">Columns of the last panel that need not be computed.</param>
    private static unsafe void Check(int rows, int panels, int depth, bool together, bool ends, int padding)
    {
        const int Size = PanelMatrix.PanelColumns;
        int columns = panels * Size;
        Matrix a = together ? Samples.Matrix(rows, depth, 3) : Samples.Matrix(depth, rows, 3), before = Samples.Matrix(rows, columns, 5);
        Matrix b = together ? Samples.Matrix(panels * depth, Size, 4) : Samples.Matrix(depth, columns, 4);
        var mask = new Matrix(1, columns);
        mask.Row(0)[..(columns - 3)].Fill(BitConverter.Int32BitsToSingle(-1));
        foreach (var kernel in Kernels)
        {
            var c = new Matrix(rows, columns);
            c.CopyRows(before, 0, 0, rows);
            Strip strip = new()
            {
                A = a.Pointer,
                ARow = together ? a.Stride : 1,
                AStep = together ? 1 : a.Stride,
                B = b.Pointer,
                BStep = b.Stride,
                BPanel = together ? depth * Size : Size,
                C = c.Pointer,
                CRow = c.Stride,
                CPanel = Size,
                Depth = depth,
                Add = ends,
                Mask = ends ? mask.Pointer : null,
                Scale = 0.3f,
            };
            bool bias = !ends && together && depth > 0;
            if (bias)
                strip.Bias = b.Pointer;
            kernel.Run(ref strip, rows, columns - padding);
            for (int r = 0; r < rows; r++)
            {
                for (int j = 0; j < columns - padding; j++)
                {
                    int panel = j / Size, column = j % Size;
                    float sum = 0;
                    for (int k = 0; k < depth; k++)
                        sum = together ? MathF.FusedMultiplyAdd(a[r, k], b[panel * depth + k, column], sum) : MathF.FusedMultiplyAdd(a[k, r], b[k, j], sum);
                    if (ends)
                        sum = j < columns - 3 ? (before[r, j] + sum) * 0.3f : 0;
                    else if (bias)
                        sum += b[panel * depth, column];
                    Assert.True(Samples.Same(sum, c[r, j]), $"{kernel} {kernel.ManyRegisters}: {rows} rows, {panels} panels, depth {depth}: [{r}, {j}] is {c[r, j]:R}, expected {sum:R}");
                }
            }
        }
    }
}
