using Backprop.Numerics.Functions;
using Backprop.Numerics.Lanes;

namespace Backprop.Numerics.Tests.Functions;

public class VectorSumsTests
{
    [Fact]
    public void Sums_have_the_same_bits_at_every_width_and_the_documented_order()
    {
        foreach (int length in Enumerable.Range(0, 68).Concat([1023, 1024, 1025, 5000]))
        {
            float[] x = [.. Enumerable.Range(0, length).Select(i => (i * 7919 % 1009 - 400) * 0.37f * (1 + i % 3 * 1e6f))];
            foreach (VectorWidth width in VectorWidths.All)
            {
                Assert.Equal(InOrder(x, v => v), VectorSums.Sum(width, x));
                Assert.Equal(InOrder(x, v => (double)v * v), VectorSums.SumOfSquares(width, x));
            }
            Assert.Equal(x.Sum(v => (double)v), VectorSums.Sum(x), 1e-12 * x.Sum(v => Math.Abs((double)v)));
            Assert.Equal(x.Sum(v => (double)v * v), VectorSums.SumOfSquares(x), 1e-12 * x.Sum(v => (double)v * v));
        }
    }

    [Fact]
    public void What_is_not_finite_is_not_hidden()
    {
        Assert.True(double.IsNaN(VectorSums.Sum([1, float.NaN])));
        Assert.Equal(double.PositiveInfinity, VectorSums.SumOfSquares([1, float.NegativeInfinity]));
        Assert.Equal(float.MaxValue * (double)float.MaxValue, VectorSums.SumOfSquares([float.MaxValue]));
    }

    private static double InOrder(float[] x, Func<float, double> term)
    {
        double[] lanes = new double[16];
        for (int i = 0; i < x.Length; i++)
            lanes[i % 16] += term(x[i]);
        for (int half = 8; half > 0; half /= 2)
        {
            for (int j = 0; j < half; j++)
                lanes[j] += lanes[j + half];
        }
        return lanes[0];
    }
}
