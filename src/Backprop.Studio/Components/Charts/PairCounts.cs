namespace Backprop.Studio.Components.Charts;

/// <summary>How many pairs of numbers fall into each cell of a square, both with the same bins: a scatter plot of any number of points. Outliers do not stretch it: the outermost cells are open.</summary>
public sealed class PairCounts
{
    private const double Far = 0.001;

    private readonly int[] counts;

    private PairCounts(NumberBins bins, int[] counts)
    {
        Bins = bins;
        this.counts = counts;
        Max = counts.Max();
    }

    public NumberBins Bins { get; }

    /// <summary>The largest count.</summary>
    public int Max { get; }

    /// <summary>How many pairs there are of two bins.</summary>
    public int this[int across, int up] => counts[up * Bins.Count + across];

    /// <summary>Counts pairs; those with a number that is not finite are ignored. Null where none is left.</summary>
    public static PairCounts? Of(IReadOnlyList<(double Across, double Up)> pairs, int about)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        (double Across, double Up)[] finite = [.. pairs.Where(p => double.IsFinite(p.Across) && double.IsFinite(p.Up))];
        if (finite.Length == 0)
            return null;
        double[] sorted = [.. finite.SelectMany(p => (double[])[p.Across, p.Up]).Order()];
        int far = (int)(sorted.Length * Far);
        NumberBins bins = NumberBins.Over(sorted[far], sorted[^(far + 1)], about);
        var cells = new int[bins.Count * bins.Count];
        foreach ((double across, double up) in finite)
            cells[bins.Of(up) * bins.Count + bins.Of(across)]++;
        return new(bins, cells);
    }
}
