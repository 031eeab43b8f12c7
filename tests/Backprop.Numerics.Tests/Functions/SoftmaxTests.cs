using Backprop.Numerics.Functions;
using Backprop.Numerics.Lanes;

namespace Backprop.Numerics.Tests.Functions;

public class SoftmaxTests
{
    [Fact]
    public void Every_width_gives_the_same_bits_for_every_number_of_classes()
    {
        for (int classes = 0; classes <= 67; classes++)
        {
            float[] a = Row(classes), expected = new float[classes];
            double logSum = Softmax.Apply(VectorWidth.Scalar, a, expected);
            foreach (VectorWidth width in VectorWidths.All)
            {
                float[] y = [.. a];
                Assert.Equal(BitConverter.DoubleToInt64Bits(logSum), BitConverter.DoubleToInt64Bits(Softmax.LogSumExp(width, a)));
                Assert.Equal(logSum, Softmax.Apply(width, y, y));
                Assert.Equal(expected.Select(BitConverter.SingleToInt32Bits), y.Select(BitConverter.SingleToInt32Bits));
            }
        }
    }

    [Fact]
    public void The_outputs_are_those_of_the_formula()
    {
        for (int classes = 1; classes <= 67; classes++)
        {
            float[] a = Row(classes), y = new float[classes];
            double sum = a.Sum(x => Math.Exp(x));
            Assert.Equal(Math.Log(sum), Softmax.Apply(VectorWidths.Best, a, y), 1e-13);
            for (int k = 0; k < classes; k++)
                Assert.True(ElementFunctionTests.ErrorInUlp(y[k], Math.Exp(a[k]) / sum) < 0.501);
        }
    }

    [Fact]
    public void Large_activations_do_not_overflow_and_small_ones_do_not_vanish()
    {
        float[] y = new float[3];
        Assert.Equal(3e38f, Softmax.Apply(VectorWidths.Best, [3e38f, -3e38f, 0], y));
        Assert.Equal([1, 0, 0], y);
        Assert.Equal(-1000 + Math.Log(2), Softmax.Apply(VectorWidths.Best, [-1000, -1000, float.NegativeInfinity], y), 1e-12);
        Assert.Equal([0.5f, 0.5f, 0], y);
        Assert.Equal(double.NegativeInfinity, Softmax.LogSumExp(VectorWidths.Best, []));
    }

    [Fact]
    public void What_is_not_finite_is_not_hidden()
    {
        float[] y = new float[2];
        foreach (float bad in new[] { float.NaN, float.PositiveInfinity })
        {
            Assert.True(double.IsNaN(Softmax.Apply(VectorWidths.Best, [1, bad], y)));
            Assert.All(y, value => Assert.True(float.IsNaN(value)));
        }
        Assert.Throws<ArgumentException>(() => Softmax.Apply(VectorWidths.Best, [1f, 2f], new float[3]));
    }

    private static float[] Row(int classes) => [.. Enumerable.Range(0, classes).Select(i => (i * 37 % 61 - 30) * 0.51f)];
}
