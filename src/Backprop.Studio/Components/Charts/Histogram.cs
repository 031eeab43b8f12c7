namespace Backprop.Studio.Components.Charts;

/// <summary>How often numbers fall into each of equal intervals.</summary>
/// <param name="Min">Where the first interval begins.</param>
/// <param name="Max">Where the last one ends.</param>
/// <param name="Counts">The numbers in each interval.</param>
public sealed record Histogram(double Min, double Max, IReadOnlyList<int> Counts)
{
    /// <summary>Counts numbers; those that are not finite are left out.</summary>
    public static Histogram Of(IReadOnlyCollection<double> values, int bins = 24)
    {
        ArgumentNullException.ThrowIfNull(values);
        double least = double.PositiveInfinity, most = double.NegativeInfinity;
        foreach (double value in values)
        {
            if (!double.IsFinite(value))
                continue;
            least = Math.Min(least, value);
            most = Math.Max(most, value);
        }
        if (!(most >= least))
            return new(0, 1, new int[bins]);
        if (!(most - least > 1e-12 * Math.Max(Math.Abs(least), Math.Abs(most))))
            (least, most) = (least - Math.Max(Math.Abs(least) / 2, 1e-12), most + Math.Max(Math.Abs(most) / 2, 1e-12));
        var counts = new int[bins];
        foreach (double value in values)
        {
            if (double.IsFinite(value))
                counts[Math.Clamp((int)((value - least) / (most - least) * bins), 0, bins - 1)]++;
        }
        return new(least, most, counts);
    }
}
