using Backprop.Numerics.Functions;

namespace Backprop.Numerics.Tests.Functions;

public class ElementaryTests
{
    private const double Small = 1e-15;

    [Fact]
    public void Exp_is_that_of_the_framework() => AssertClose(Elementary.Exp, Math.Exp, Small, Grid(-708, 709));

    [Fact]
    public void Exp_reaches_its_limits()
    {
        Assert.Equal(1, Elementary.Exp(0));
        Assert.Equal(double.PositiveInfinity, Elementary.Exp(709.79));
        Assert.Equal(double.PositiveInfinity, Elementary.Exp(double.PositiveInfinity));
        Assert.Equal(0, Elementary.Exp(double.NegativeInfinity));
        Assert.Equal(Math.Exp(-740), Elementary.Exp(-740), 1e-322);
        Assert.True(double.IsNaN(Elementary.Exp(double.NaN)));
    }

    [Fact]
    public void Expm1_and_Log1p_keep_their_digits_near_zero()
    {
        double[] tiny = [.. Enumerable.Range(1, 300).SelectMany(i => new[] { Math.Pow(10, -i / 10.0), -Math.Pow(10, -i / 10.0) })];
        AssertClose(Elementary.Expm1, Series, Small, tiny.Where(x => Math.Abs(x) < 0.5));
        AssertClose(Elementary.Expm1, Reference.Expm1, 2 * Small, Grid(-40, 700));
        AssertClose(Elementary.Log1p, Reference.Log1p, 2 * Small, tiny.Concat(Grid(-0.99, 1e4)).Where(x => x > -1));
        Assert.Equal(double.NegativeInfinity, Elementary.Log1p(-1));
        Assert.True(double.IsNaN(Elementary.Log1p(-1.5)));
        Assert.Equal(double.PositiveInfinity, Elementary.Log1p(double.PositiveInfinity));

        static double Series(double x)
        {
            double term = x, sum = x;
            for (int k = 2; k < 30; k++)
                sum += term *= x / k;
            return sum;
        }
    }

    [Fact]
    public void Log_is_that_of_the_framework()
    {
        AssertClose(Elementary.Log, Math.Log, Small, Grid(1e-3, 1e3).Concat(Grid(0.9, 1.1)).Concat(Grid(1e-300, 1e300)));
        AssertClose(Elementary.Log, Math.Log, Small, [double.Epsilon, 1e-310, double.MaxValue, 1 + 1e-15, 1 - 1e-15]);
        Assert.Equal(0, Elementary.Log(1));
        Assert.Equal(double.NegativeInfinity, Elementary.Log(0));
        Assert.Equal(double.PositiveInfinity, Elementary.Log(double.PositiveInfinity));
        Assert.True(double.IsNaN(Elementary.Log(-1)) && double.IsNaN(Elementary.Log(double.NaN)) && double.IsNaN(Elementary.Log(double.NegativeInfinity)));
    }

    [Fact]
    public void Tanh_sigmoid_and_softplus_keep_their_digits_in_the_tails()
    {
        AssertClose(Elementary.Tanh, Math.Tanh, Small, Grid(-20, 20).Concat(Grid(-1e-3, 1e-3)).Append(1e-300));
        AssertClose(Elementary.Sigmoid, Reference.Sigmoid, 2 * Small, Grid(-708, 50));
        AssertClose(Elementary.Softplus, Reference.Softplus, 2 * Small, Grid(-700, 800));
        Assert.Equal((-1, 1, 0, 1), (Elementary.Tanh(-1000), Elementary.Tanh(double.PositiveInfinity), Elementary.Sigmoid(double.NegativeInfinity), Elementary.Sigmoid(1e9)));
        Assert.True(double.IsNegative(Elementary.Tanh(-0.0)));
    }

    [Fact]
    public void Pow_is_that_of_the_framework()
    {
        foreach (double x in new[] { 1e-5, 0.1, 0.9, 0.999, 0.99999, 1, 1.5, 10 })
            AssertClose(y => Elementary.Pow(x, y), y => Math.Pow(x, y), 3e-13, Grid(-60, 60).Concat([0, 1, 0.5]));
        Assert.Equal(0, Elementary.Pow(0, 2));
        Assert.Equal(1, Elementary.Pow(0, 0));
        Assert.Equal(0.95, Elementary.Pow(0.95, 1));
        Assert.True(double.IsNaN(Elementary.Pow(-1, 0.5)));
    }

    [Fact]
    public void Half_turns_are_exact()
    {
        foreach (double x in Grid(-9, 9))
        {
            Assert.Equal(double.SinPi(x), Elementary.SinPi(x), Small);
            Assert.Equal(double.CosPi(x), Elementary.CosPi(x), Small);
        }
        for (int n = -8; n <= 8; n++)
        {
            Assert.Equal(0, Elementary.SinPi(n));
            Assert.Equal(0, Elementary.CosPi(n + 0.5));
            Assert.Equal(n % 2 == 0 ? 1 : -1, Elementary.CosPi(n));
        }
        Assert.Equal(Math.PI * 1e-9, Elementary.SinPi(1e-9), 1e-24);
        Assert.True(double.IsNaN(Elementary.SinPi(double.PositiveInfinity)) && double.IsNaN(Elementary.CosPi(double.NaN)));
    }

    private static IEnumerable<double> Grid(double low, double high) => Enumerable.Range(0, 20_001).Select(i => low + (high - low) * (i / 20_000.0));

    private static void AssertClose(Func<double, double> ours, Func<double, double> theirs, double tolerance, IEnumerable<double> arguments)
    {
        foreach (double x in arguments)
        {
            double expected = theirs(x), actual = ours(x);
            Assert.True(Math.Abs(actual - expected) <= Math.Abs(expected) * tolerance, $"at {x:R}: {actual:R}, not {expected:R}");
        }
    }
}
