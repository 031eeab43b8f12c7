namespace Backprop.Studio.Components.Charts;

/// <summary>How many numbers fall into each of some ranges. Outliers do not stretch it: the first and the last range are open.</summary>
public sealed class RangeCounts
{
    private const double Far = 0.005;

    private RangeCounts(NumberBins bins, int[] counts)
    {
        Bins = bins;
        Counts = counts;
    }

    public NumberBins Bins { get; }

    public IReadOnlyList<int> Counts { get; }

    /// <summary>Counts numbers; those that are not finite are ignored. Null where none is left.</summary>
    public static RangeCounts? Of(IReadOnlyList<double> numbers, int about)
    {
        ArgumentNullException.ThrowIfNull(numbers);
        double[] sorted = [.. numbers.Where(double.IsFinite).Order()];
        if (sorted.Length == 0)
            return null;
        int far = (int)(sorted.Length * Far);
        NumberBins bins = NumberBins.Over(sorted[far], sorted[^(far + 1)], about);
        var counts = new int[bins.Count];
        foreach (double number in sorted)
            counts[bins.Of(number)]++;
        return new(bins, counts);
    }
}
