using Backprop.Numerics.Buffers;
using Backprop.Numerics.Lanes;
using Backprop.Numerics.Products;

namespace Backprop.Numerics.Tests.Products;

public class ScaleProductTests
{
    public static readonly TheoryData<int, int> Shapes = new() { { 0, 3 }, { 1, 1 }, { 3, 7 }, { 5, 16 }, { 33, 17 }, { 130, 67 }, { 600, 33 } };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Every_width_gives_the_bits_of_the_plain_loops(int n, int d)
    {
        Matrix x = Samples.Matrix(n + 2, d, 3), delta = Samples.Matrix(n + 2, d, 4);
        PanelMatrix scale = Factors(d);
        foreach (var width in VectorWidths.All)
        {
            Matrix z = Samples.Spoilt(n + 1, d);
            ScaleProduct.Run(width, x, 2, scale, z, 1, n);
            for (int row = 0; row < n; row++)
                for (int i = 0; i < d; i++)
                    Assert.Equal(Bits(scale[0, i] * x[row + 2, i]), Bits(z[row + 1, i]));
            var derivatives = new PanelMatrix(0, d);
            ScaleProduct.Derivatives(width, x, delta, n, 0.25f, derivatives, null);
            for (int i = 0; i < d; i++)
            {
                float sum = 0;
                for (int row = 0; row < n; row++)
                    sum = MathF.FusedMultiplyAdd(x[row, i], delta[row, i], sum);
                Assert.Equal(Bits(0.25f * sum), Bits(derivatives[0, i]));
            }
        }
    }

    [Fact]
    public void Nan_and_infinities_stay_in_their_columns()
    {
        Matrix x = Samples.Matrix(5, 20, 3), z = new(5, 20);
        PanelMatrix scale = Factors(20);
        x[1, 4] = float.NaN;
        scale[0, 9] = float.PositiveInfinity;
        foreach (var width in VectorWidths.All)
        {
            ScaleProduct.Run(width, x, 0, scale, z, 0, 5);
            for (int n = 0; n < 5; n++)
                for (int i = 0; i < 20; i++)
                    Assert.Equal((n, i) == (1, 4) || i == 9, !float.IsFinite(z[n, i]));
        }
    }

    [Fact]
    public void Descent_moves_the_factors_as_the_derivatives_say()
    {
        Matrix x = Samples.Matrix(9, 21, 3), delta = Samples.Matrix(9, 21, 4);
        PanelMatrix scale = Factors(21), before = Factors(21), derivatives = new(0, 21);
        ScaleProduct.Derivatives(VectorWidths.Best, x, delta, 9, 1, derivatives, new Descent(scale) { Step = -0.5f });
        for (int i = 0; i < 21; i++)
            Assert.Equal(MathF.FusedMultiplyAdd(-0.5f, derivatives[0, i], before[0, i]), scale[0, i]);
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused()
    {
        Matrix x = new(3, 4);
        Assert.Throws<ArgumentException>(() => ScaleProduct.Run(default, x, 0, new PanelMatrix(0, 5), new Matrix(3, 4), 0, 3));
        Assert.Throws<ArgumentException>(() => ScaleProduct.Run(default, x, 0, new PanelMatrix(0, 4), x, 0, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => ScaleProduct.Run(default, x, 1, new PanelMatrix(0, 4), new Matrix(3, 4), 0, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => ScaleProduct.Derivatives(default, x, new Matrix(2, 4), 3, 1, new PanelMatrix(0, 4), null));
    }

    private static PanelMatrix Factors(int d)
    {
        var scale = new PanelMatrix(0, d);
        for (int i = 0; i < d; i++)
            scale[0, i] = (i * 7 % 11 - 5) * 0.3f;
        return scale;
    }

    private static int Bits(float value) => BitConverter.SingleToInt32Bits(value);
}
