namespace Backprop.Studio.Components.Charts;

/// <summary>The part of a chart's x axis that is shown.</summary>
/// <param name="From">Where it begins, from 0.</param>
/// <param name="To">Where it ends, above <paramref name="From"/>.</param>
public readonly record struct ChartWindow(double From, double To)
{
    /// <summary>The smallest part of the whole that can be shown: a smaller one has no more than two points.</summary>
    private const double MinShare = 1e-4;

    /// <summary>Its width.</summary>
    public double Width => To - From;

    /// <summary>Another width, with one x fixed; null where that is the whole axis.</summary>
    /// <param name="factor">How much wider; below 1 zooms in.</param>
    /// <param name="about">The fixed x.</param>
    /// <param name="end">Where the curves end.</param>
    public ChartWindow? Zoomed(double factor, double about, double end)
    {
        double width = Math.Max(Width * factor, MinShare * end);
        about = Math.Clamp(about, From, To);
        return width >= end ? null : Of(about - (about - From) / Width * width, width, end);
    }

    /// <summary>The same width, moved as little as possible so that it contains an x.</summary>
    /// <param name="place">The x.</param>
    /// <param name="end">Where the curves end.</param>
    public ChartWindow Holding(double place, double end) => place < From ? Of(place, Width, end) : place > To ? Of(place - Width, Width, end) : this;

    /// <summary>The part between two x; null where they are too close to each other.</summary>
    /// <param name="one">An x.</param>
    /// <param name="other">Another, before or after it.</param>
    /// <param name="end">Where the curves end.</param>
    public static ChartWindow? Between(double one, double other, double end)
    {
        (double from, double to) = (Math.Min(one, other), Math.Max(one, other));
        return to - from < MinShare * end ? null : Of(from, to - from, end);
    }

    private static ChartWindow Of(double from, double width, double end)
    {
        from = Math.Clamp(from, 0, Math.Max(0, end - width));
        return new(from, from + width);
    }
}
