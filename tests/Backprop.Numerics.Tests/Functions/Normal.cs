namespace Backprop.Numerics.Tests.Functions;

/// <summary>Φ in double precision from two old formulas, unlike the engine's: Laplace's series near 0 and his continued fraction in the tail.</summary>
public static class Normal
{
    public static double Distribution(double a)
    {
        if (double.IsNaN(a))
            return a;
        double tail = Tail(Math.Min(Math.Abs(a), 1000));
        return a > 0 ? 1 - tail : tail;
    }

    /// <summary>Φ(−x) for x ≥ 0.</summary>
    private static double Tail(double x)
    {
        double density = Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);
        if (x < 3)
        {
            // Φ(x) − ½ = φ(x)·(x + x³/3 + x⁵/15 + …), all terms positive.
            double term = x, sum = x;
            for (int k = 3; term > sum * 1e-18; k += 2)
            {
                term *= x * x / k;
                sum += term;
            }
            return 0.5 - density * sum;
        }
        double fraction = x;
        for (int k = 100; k > 0; k--)
            fraction = x + k / fraction;
        return density / fraction;
    }

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(-1, 0.15865525393145705)]
    [InlineData(1.96, 0.9750021048517795)]
    [InlineData(-5, 2.866515718791939e-7)]
    public static void Matches_the_tables(double a, double expected) => Assert.Equal(expected, Distribution(a), expected * 1e-14);
}
