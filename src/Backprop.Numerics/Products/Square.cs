using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using Backprop.Numerics.Buffers;
using Backprop.Numerics.Lanes;

namespace Backprop.Numerics.Products;

/// <summary>16 rows of 16 numbers, transposed. Nothing is computed, so every form gives the same bits.</summary>
internal static unsafe class Square
{
    private const int Size = PanelMatrix.PanelColumns;

    /// <summary>Writes the first columns of the source, rounded up to a multiple of 4 or 8, as rows.</summary>
    public static void Transpose(VectorWidth width, float* source, float* destination, int columns)
    {
        if (width >= VectorWidth.Bits512 && Avx512F.IsSupported)
            Bits512(source, destination, columns);
        else
            Transpose(width, source, Size, destination, Size, columns);
    }

    /// <summary>Writes the first columns of 16 rows, rounded up to a multiple of 4, as rows, at any distance from row to row.</summary>
    public static void Transpose(VectorWidth width, float* source, nint sourceRow, float* destination, nint destinationRow, int columns)
    {
        if (width >= VectorWidth.Bits256 && Avx.IsSupported)
            Bits256(source, sourceRow, destination, destinationRow, columns);
        else if (width >= VectorWidth.Bits128 && Vector128.IsHardwareAccelerated)
            Bits128(source, sourceRow, destination, destinationRow, columns);
        else
            Plain(source, sourceRow, destination, destinationRow, columns, Size);
    }

    /// <summary>The same for any number of rows, number by number.</summary>
    public static void Plain(float* source, nint sourceRow, float* destination, nint destinationRow, int columns, int rows)
    {
        for (int j = 0; j < columns; j++)
        {
            for (int i = 0; i < rows; i++)
                destination[j * destinationRow + i] = source[i * sourceRow + j];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Bits128(float* source, nint sourceRow, float* destination, nint destinationRow, int columns)
    {
        for (int j = 0; j < columns; j += 4)
        {
            for (int i = 0; i < Size; i += 4)
            {
                float* from = source + i * sourceRow + j;
                Vector128<float> a = Vector128.Load(from), b = Vector128.Load(from + sourceRow);
                Vector128<float> c = Vector128.Load(from + 2 * sourceRow), d = Vector128.Load(from + 3 * sourceRow);
                Vector128<float> ac0 = Low(a, c), ac1 = High(a, c), bd0 = Low(b, d), bd1 = High(b, d);
                float* to = destination + j * destinationRow + i;
                Low(ac0, bd0).Store(to);
                High(ac0, bd0).Store(to + destinationRow);
                Low(ac1, bd1).Store(to + 2 * destinationRow);
                High(ac1, bd1).Store(to + 3 * destinationRow);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Bits256(float* source, nint sourceRow, float* destination, nint destinationRow, int columns)
    {
        for (int j = 0; j < columns; j += 4)
        {
            for (int i = 0; i < Size; i += 8)
            {
                float* from = source + i * sourceRow + j;
                Vector256<float> a = Rows(from, sourceRow), b = Rows(from + sourceRow, sourceRow);
                Vector256<float> c = Rows(from + 2 * sourceRow, sourceRow), d = Rows(from + 3 * sourceRow, sourceRow);
                Vector256<float> ab0 = Avx.UnpackLow(a, b), ab1 = Avx.UnpackHigh(a, b), cd0 = Avx.UnpackLow(c, d), cd1 = Avx.UnpackHigh(c, d);
                float* to = destination + j * destinationRow + i;
                Avx.Shuffle(ab0, cd0, 0x44).Store(to);
                Avx.Shuffle(ab0, cd0, 0xEE).Store(to + destinationRow);
                Avx.Shuffle(ab1, cd1, 0x44).Store(to + 2 * destinationRow);
                Avx.Shuffle(ab1, cd1, 0xEE).Store(to + 3 * destinationRow);
            }
        }
    }

    // Eight columns at once: half as many loads as with four, which the loads would bound.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Bits512(float* source, float* destination, int columns)
    {
        for (int j = 0; j < columns; j += 8)
        {
            float* from = source + j;
            Vector512<float> a0 = TwoRows(from), a1 = TwoRows(from + 8 * Size);
            Vector512<float> b0 = TwoRows(from + Size), b1 = TwoRows(from + 9 * Size);
            Vector512<float> c0 = TwoRows(from + 2 * Size), c1 = TwoRows(from + 10 * Size);
            Vector512<float> d0 = TwoRows(from + 3 * Size), d1 = TwoRows(from + 11 * Size);
            float* to = destination + j * Size;
            StoreFour(Even(a0, a1), Even(b0, b1), Even(c0, c1), Even(d0, d1), to);
            StoreFour(Odd(a0, a1), Odd(b0, b1), Odd(c0, c1), Odd(d0, d1), to + 4 * Size);
        }
    }

    /// <summary>Eight columns of a row, before those of the fourth row after it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> TwoRows(float* from) =>
        Avx512F.InsertVector256(Vector256.Load(from).ToVector512Unsafe(), Vector256.Load(from + 4 * Size), 1);

    /// <summary>The first four columns of four rows, each four rows from the one before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Even(Vector512<float> a, Vector512<float> b) => Avx512F.Shuffle4x128(a, b, 0x88);

    /// <summary>The last four.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Odd(Vector512<float> a, Vector512<float> b) => Avx512F.Shuffle4x128(a, b, 0xDD);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreFour(Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d, float* to)
    {
        Vector512<float> ab0 = Avx512F.UnpackLow(a, b), ab1 = Avx512F.UnpackHigh(a, b);
        Vector512<float> cd0 = Avx512F.UnpackLow(c, d), cd1 = Avx512F.UnpackHigh(c, d);
        Avx512F.Shuffle(ab0, cd0, 0x44).Store(to);
        Avx512F.Shuffle(ab0, cd0, 0xEE).Store(to + Size);
        Avx512F.Shuffle(ab1, cd1, 0x44).Store(to + 2 * Size);
        Avx512F.Shuffle(ab1, cd1, 0xEE).Store(to + 3 * Size);
    }

    /// <summary>Four columns of a row, beside those of the fourth row after it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Rows(float* from, nint row) =>
        Avx.InsertVector128(Vector128.Load(from).ToVector256Unsafe(), Vector128.Load(from + 4 * row), 1);

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
