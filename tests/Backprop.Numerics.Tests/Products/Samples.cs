using Backprop.Numerics.Buffers;

namespace Backprop.Numerics.Tests.Products;

/// <summary>Operands with numbers that depend on a seed alone, NaN in all padding, and comparison by bits.</summary>
internal static class Samples
{
    private static readonly float[] Specials = [float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.Epsilon, -float.Epsilon, -0f, 0f, 1e-40f, float.MaxValue, -float.MaxValue];

    public static Matrix Matrix(int rows, int columns, uint seed, bool special = false)
    {
        var matrix = new Matrix(rows, columns);
        Pad(matrix);
        for (int n = 0; n < rows; n++)
        {
            for (int j = 0; j < columns; j++)
                matrix[n, j] = Number(ref seed, special);
        }
        return matrix;
    }

    public static PanelMatrix Weights(int inputs, int units, uint seed, bool special = false)
    {
        var weights = new PanelMatrix(inputs, units);
        for (int i = 0; i <= inputs; i++)
        {
            for (int j = 0; j < units; j++)
                weights[i, j] = Number(ref seed, special);
        }
        return weights;
    }

    /// <summary>NaN, which any use of the old contents would show.</summary>
    public static Matrix Spoilt(int rows, int columns)
    {
        var matrix = new Matrix(rows, columns);
        Pad(matrix);
        for (int n = 0; n < rows; n++)
            matrix.Row(n).Fill(float.NaN);
        return matrix;
    }

    public static void AssertSame(float[,] expected, Func<int, int, float> actual, string what, Func<float, float> ending)
    {
        for (int i = 0; i < expected.GetLength(0); i++)
        {
            for (int j = 0; j < expected.GetLength(1); j++)
            {
                if (!Same(ending(expected[i, j]), actual(i, j)))
                    Assert.Fail($"{what}: [{i}, {j}] is {actual(i, j):R}, expected {ending(expected[i, j]):R}");
            }
        }
    }

    public static bool Same(float a, float b) =>
        (float.IsNaN(a) && float.IsNaN(b)) || BitConverter.SingleToInt32Bits(a) == BitConverter.SingleToInt32Bits(b);

    private static unsafe void Pad(Matrix matrix)
    {
        for (int n = 0; n < matrix.Rows; n++)
            new Span<float>(matrix.Pointer + (nint)n * matrix.Stride + matrix.Columns, matrix.Stride - matrix.Columns).Fill(float.NaN);
    }

    private static float Number(ref uint seed, bool special)
    {
        seed = seed * 1664525 + 1013904223;
        uint bits = seed >> 8;
        if (special && bits % 23 == 0)
            return Specials[bits / 23 % Specials.Length];
        return bits / 8388608f - 1f;
    }
}
