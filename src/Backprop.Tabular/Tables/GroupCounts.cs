namespace Backprop.Tabular.Tables;

/// <summary>How many rows of each stratum are in each group: only those above 0, group after group.</summary>
internal sealed class GroupCounts
{
    private readonly int[] starts;
    private readonly (int Stratum, int Rows)[] counts;

    private GroupCounts(int[] starts, (int Stratum, int Rows)[] counts, int[] sizes)
    {
        this.starts = starts;
        this.counts = counts;
        Sizes = sizes;
    }

    /// <summary>The number of groups.</summary>
    public int Groups => starts.Length - 1;

    /// <summary>The rows of each stratum in all groups.</summary>
    public int[] Sizes { get; }

    /// <summary>The strata of a group, with its rows of each.</summary>
    public ReadOnlySpan<(int Stratum, int Rows)> this[int group] => counts.AsSpan(starts[group]..starts[group + 1]);

    /// <summary>Counts rows by the codes of groups and strata, both from 0; without strata all rows are of one.</summary>
    public static GroupCounts Of(ReadOnlySpan<int> groups, ReadOnlySpan<int> strata)
    {
        var pairs = new (int Group, int Stratum)[groups.Length];
        for (int n = 0; n < pairs.Length; n++)
            pairs[n] = (groups[n], strata.IsEmpty ? 0 : strata[n]);
        Array.Sort(pairs);
        int[] first = new int[pairs.Length == 0 ? 1 : pairs[^1].Group + 2], sizes = new int[pairs.Length == 0 ? 0 : pairs.Max(pair => pair.Stratum) + 1];
        var found = new List<(int Stratum, int Rows)>();
        for (int n = 0; n < pairs.Length; n++)
        {
            var (group, stratum) = pairs[n];
            sizes[stratum]++;
            if (n > 0 && pairs[n - 1] == pairs[n])
                found[^1] = (stratum, found[^1].Rows + 1);
            else
                found.Add((stratum, 1));
            first[group + 1] = found.Count;
        }
        return new GroupCounts(first, [.. found], sizes);
    }
}
