using Backprop.Studio.Components.Charts;

namespace Backprop.Studio.Tests.Charts;

public class ChartSeriesTests
{
    private readonly ChartSeries series = new("s", [.. Enumerable.Range(0, 5000).Select(n => new ChartPoint(n, n == 3210 ? 99 : n == 1234 ? -99 : n % 10))]);

    [Fact]
    public void The_whole_in_few_points_keeps_its_peaks_and_its_order()
    {
        IReadOnlyList<ChartPoint> points = series.Within(new ChartWindow(0, 4999), 600);
        Assert.InRange(points.Count, 300, 602);
        Assert.Contains(new ChartPoint(3210, 99), points);
        Assert.Contains(new ChartPoint(1234, -99), points);
        Assert.Equal(points.OrderBy(p => p.X), points);
    }

    [Fact]
    public void A_part_has_every_point_and_reaches_from_edge_to_edge()
    {
        IReadOnlyList<ChartPoint> points = series.Within(new ChartWindow(100.5, 109.25), 600);
        Assert.Equal(new ChartPoint(100.5, 0.5), points[0]);
        Assert.Equal(Enumerable.Range(101, 9).Select(n => new ChartPoint(n, n % 10)), points.Skip(1).Take(9));
        Assert.Equal(109.25, points[^1].X);
        Assert.Equal(9 - 9 * 0.25, points[^1].Y, 1e-12);
    }

    [Fact]
    public void Between_two_points_there_is_their_line_and_beyond_the_last_nothing()
    {
        Assert.Equal([new ChartPoint(4.25, 4.25), new ChartPoint(4.75, 4.75)], series.Within(new ChartWindow(4.25, 4.75), 600));
        Assert.Empty(series.Within(new ChartWindow(6000, 7000), 600));
        Assert.Empty(new ChartSeries("none", []).Within(new ChartWindow(0, 1), 600));
        Assert.Equal(new ChartPoint(7, 7), series.Nearest(7.4));
        Assert.Equal(new ChartPoint(4999, 9), series.Nearest(1e9));
    }
}
