using Backprop.Numerics.Buffers;

namespace Backprop.Numerics.Tests.Products;

/// <summary>The three products as plain loops: in single precision in the order of the contract, and in double.</summary>
internal static class Reference
{
    public static float[,] Forward(Matrix x, PanelMatrix w, int rows)
    {
        var a = new float[rows, w.Units];
        int block = w.Units <= 48 ? 128 : 384;
        for (int n = 0; n < rows; n++)
        {
            for (int j = 0; j < w.Units; j++)
                a[n, j] = Sum(w.Inputs, block, i => x[n, i], i => w[1 + i, j]) + w[0, j];
        }
        return a;
    }

    public static float[,] Backward(Matrix deltas, PanelMatrix w, int rows)
    {
        var result = new float[rows, w.Inputs];
        int block = w.Inputs <= 48 ? 128 : 384;
        for (int n = 0; n < rows; n++)
        {
            for (int i = 0; i < w.Inputs; i++)
                result[n, i] = Sum(w.Units, block, j => deltas[n, j], j => w[1 + i, j]);
        }
        return result;
    }

    public static float[,] Gradient(Matrix x, Matrix deltas, int rows, float scale)
    {
        var g = new float[x.Columns + 1, deltas.Columns];
        for (int i = 0; i <= x.Columns; i++)
        {
            for (int j = 0; j < deltas.Columns; j++)
                g[i, j] = Sum(rows, 512, n => i == 0 ? 1 : x[n, i - 1], n => deltas[n, j]) * scale;
        }
        return g;
    }

    private static float Sum(int count, int block, Func<int, float> a, Func<int, float> b)
    {
        float total = 0;
        for (int start = 0; start < count; start += block)
        {
            float sum = 0;
            for (int k = start; k < Math.Min(start + block, count); k++)
                sum = MathF.FusedMultiplyAdd(a(k), b(k), sum);
            total = start == 0 ? sum : total + sum;
        }
        return total;
    }
}
