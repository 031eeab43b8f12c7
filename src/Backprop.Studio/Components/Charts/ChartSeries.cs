namespace Backprop.Studio.Components.Charts;

/// <summary>A curve of a chart.</summary>
/// <param name="Name">What it is, in a word or two.</param>
/// <param name="Points">Its points, x ascending.</param>
public sealed record ChartSeries(string Name, IReadOnlyList<ChartPoint> Points)
{
    /// <summary>Its look, by a class of charts.css: <c>first</c>, <c>second</c> (dashed), <c>third</c> (dotted).</summary>
    public string Look { get; init; } = "first";

    /// <summary>The point whose x is nearest; null where there is none.</summary>
    public ChartPoint? Nearest(double x)
    {
        if (Points.Count == 0)
            return null;
        int low = 0, high = Points.Count - 1;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (Points[middle].X < x)
                low = middle + 1;
            else
                high = middle;
        }
        return low > 0 && x - Points[low - 1].X <= Points[low].X - x ? Points[low - 1] : Points[low];
    }
}
