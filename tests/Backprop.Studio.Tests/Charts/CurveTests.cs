using Backprop.Studio.Components.Charts;

namespace Backprop.Studio.Tests.Charts;

public class CurveTests
{
    [Fact]
    public void A_short_curve_is_kept_point_by_point()
    {
        var curve = new Curve();
        for (int n = 1; n <= 100; n++)
            curve.Add(n, n * n);
        Assert.Equal(Enumerable.Range(1, 100).Select(n => new ChartPoint(n, n * n)), curve.Points());
    }

    [Theory]
    [InlineData(5_000)]
    [InlineData(100_003)]
    public void However_long_it_is_memory_is_bounded_and_no_peak_is_lost(int count)
    {
        var curve = new Curve(256);
        for (int n = 0; n < count; n++)
            curve.Add(n, n == 1234 ? 100 : n == 4321 ? -100 : n % 7);
        var points = curve.Points();
        Assert.True(points.Count <= 257, $"{points.Count} points");
        Assert.Contains(new ChartPoint(1234, 100), points);
        Assert.Contains(new ChartPoint(4321, -100), points);
        Assert.Equal(count - 1, points[^1].X);
        Assert.Equal(points.OrderBy(p => p.X), points);
        Assert.Equal(new ChartPoint(4321, -100), curve.Lowest);
    }

    [Fact]
    public void Thinned_for_drawing_it_keeps_its_extremes_and_its_end()
    {
        var curve = new Curve();
        for (int n = 0; n < 3000; n++)
            curve.Add(n, n == 777 ? 9 : n == 778 ? -9 : 0);
        var points = curve.Points(100);
        Assert.True(points.Count <= 101, $"{points.Count} points");
        Assert.Contains(new ChartPoint(777, 9), points);
        Assert.Contains(new ChartPoint(778, -9), points);
        Assert.Equal(2999, points[^1].X);
    }

    [Fact]
    public void What_is_not_finite_is_excluded()
    {
        var curve = new Curve();
        curve.Add(1, double.NaN);
        curve.Add(2, double.PositiveInfinity);
        Assert.Empty(curve.Points());
        Assert.Null(curve.Last);
    }

    [Fact]
    public void A_scale_has_round_numbers_and_its_ends_at_0_and_1()
    {
        ChartScale linear = ChartScale.Linear(0, 0.73), log = ChartScale.Log(2e-5, 0.4);
        Assert.Equal([0, 0.2, 0.4, 0.6, 0.8], linear.Ticks.Select(t => Math.Round(t, 12)));
        Assert.Equal(1, linear.Place(0.8), 1e-12);
        Assert.Equal(["1e-5", "1e-4", "0.001", "0.01", "0.1", "1"], log.Ticks.Select(ChartText.Short));
        Assert.Equal(0.5, log.Place(log.At(0.5)), 1e-9);
        Assert.Equal(0, log.Place(0));
    }
}
