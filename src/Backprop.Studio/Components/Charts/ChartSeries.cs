namespace Backprop.Studio.Components.Charts;

/// <summary>A curve of a chart.</summary>
/// <param name="Name">A short name.</param>
/// <param name="Points">Its points, x ascending.</param>
public sealed record ChartSeries(string Name, IReadOnlyList<ChartPoint> Points)
{
    /// <summary>Its style, a class of charts.css: <c>first</c>, <c>second</c> (dashed), <c>third</c> (dotted).</summary>
    public string Look { get; init; } = "first";

    /// <summary>The point whose x is nearest; null where there is none.</summary>
    public ChartPoint? Nearest(double x)
    {
        if (Points.Count == 0)
            return null;
        int at = Math.Min(First(x), Points.Count - 1);
        return at > 0 && x - Points[at - 1].X <= Points[at].X - x ? Points[at - 1] : Points[at];
    }

    /// <summary>
    /// The curve within a part of the axis, from edge to edge, in at most that many points: of each stretch the lowest and the highest are kept, so that no
    /// peak is lost.
    /// </summary>
    /// <param name="window">The part.</param>
    /// <param name="most">The maximum number of points between the edges, at least 2.</param>
    public IReadOnlyList<ChartPoint> Within(ChartWindow window, int most)
    {
        int first = First(window.From), end = First(window.To);
        if (end < Points.Count && Points[end].X.Equals(window.To))
            end++;
        var within = new List<ChartPoint>();
        if (Crossing(first, window.From) is { } begin)
            within.Add(begin);
        int share = Math.Max(1, (2 * (end - first) + most - 1) / most);
        for (int n = first; n < end; n += share)
        {
            (ChartPoint low, ChartPoint high) = (Points[n], Points[n]);
            for (int m = n + 1; m < Math.Min(end, n + share); m++)
                (low, high) = (Points[m].Y < low.Y ? Points[m] : low, Points[m].Y > high.Y ? Points[m] : high);
            within.Add(low.X <= high.X ? low : high);
            if (low != high)
                within.Add(low.X <= high.X ? high : low);
        }
        if (Crossing(end, window.To) is { } last)
            within.Add(last);
        return within;
    }

    /// <summary>Where the line to a point crosses an x before it; null where no line does.</summary>
    private ChartPoint? Crossing(int to, double x)
    {
        if (to == 0 || to >= Points.Count || Points[to].X <= x)
            return null;
        (ChartPoint a, ChartPoint b) = (Points[to - 1], Points[to]);
        return new(x, a.Y + (b.Y - a.Y) * (x - a.X) / (b.X - a.X));
    }

    /// <summary>The first point whose x is not below a number; their count where all are.</summary>
    private int First(double x)
    {
        int low = 0, high = Points.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (Points[middle].X < x)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}
