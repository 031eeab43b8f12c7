using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using Backprop.Numerics.Buffers;

namespace Backprop.Numerics.Products;

/// <summary>Turns weights so that the backward product reads them as the forward product does: for each unit j, 16 inputs i side by side.</summary>
internal static unsafe class Transpose
{
    /// <summary>Floats from one turned panel to the next in the scratch memory; half a cache line set more than a block, so that two panels do not compete for places.</summary>
    public const int PanelLength = (LongestBlock + 1) * PanelMatrix.PanelColumns;

    private const int LongestBlock = 384;
    private const int Panels = 2;
    private const int Size = PanelMatrix.PanelColumns;

    [ThreadStatic]
    private static AlignedMemory? scratch;

    /// <summary>Room for two turned panels, one for each thread.</summary>
    public static AlignedMemory Scratch => scratch ??= new AlignedMemory(Panels * PanelLength);

    /// <summary>Writes w_ij of 16 inputs from <paramref name="input"/> (from 0, without the bias) and of units from <paramref name="unit"/> (a multiple of 16), unit after unit; zeros where there are no more inputs.</summary>
    public static void Panel(PanelMatrix weights, int input, int unit, int units, float* destination)
    {
        int inputs = Math.Min(Size, weights.Inputs - input);
        for (int j = 0; j < units; j += Size)
        {
            float* source = weights.Pointer + (nint)((unit + j) / Size) * weights.PanelLength + (nint)(1 + input) * Size;
            int columns = Math.Min(Size, units - j);
            if (inputs == Size && Vector128.IsHardwareAccelerated)
                Square(source, destination + j * Size, (columns + 3) / 4 * 4);
            else
                Plain(source, destination + j * Size, inputs, columns);
        }
    }

    private static void Plain(float* source, float* destination, int inputs, int columns)
    {
        for (int j = 0; j < columns; j++)
        {
            for (int i = 0; i < Size; i++)
                destination[j * Size + i] = i < inputs ? source[i * Size + j] : 0;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Square(float* source, float* destination, int columns)
    {
        for (int j = 0; j < columns; j += 4)
        {
            for (int i = 0; i < Size; i += 4)
            {
                float* from = source + i * Size + j;
                Vector128<float> a = Vector128.Load(from), b = Vector128.Load(from + Size), c = Vector128.Load(from + 2 * Size), d = Vector128.Load(from + 3 * Size);
                Vector128<float> ac0 = Low(a, c), ac1 = High(a, c), bd0 = Low(b, d), bd1 = High(b, d);
                float* to = destination + j * Size + i;
                Low(ac0, bd0).Store(to);
                High(ac0, bd0).Store(to + Size);
                Low(ac1, bd1).Store(to + 2 * Size);
                High(ac1, bd1).Store(to + 3 * Size);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Low(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.UnpackLow(a, b)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipLow(a, b)
        : Vector128.Create(a[0], b[0], a[1], b[1]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> High(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.UnpackHigh(a, b)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipHigh(a, b)
        : Vector128.Create(a[2], b[2], a[3], b[3]);
}
