namespace Backprop.Tabular.Tables;

/// <summary>Cuts rows in blocks in the order of time. Rows of one time are never apart.</summary>
internal static class TimeBlocks
{
    /// <summary>
    /// The block of each row, from 0: every row of a block is later than those of the blocks before it. The blocks have nearly the same size, as far as rows of one time allow.
    /// </summary>
    /// <param name="times">The times, in any unit; none is NaN.</param>
    /// <param name="blocks">The number of blocks, at least 2 and at most the number of different times.</param>
    public static int[] Of(ReadOnlySpan<double> times, int blocks)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(blocks, 2);
        double[] sorted = times.ToArray();
        int[] order = [.. Enumerable.Range(0, sorted.Length)];
        Array.Sort(sorted, order);
        // A cut stands before a row that is later than the one before it.
        int[] cuts = [.. Enumerable.Range(1, Math.Max(0, sorted.Length - 1)).Where(n => sorted[n] > sorted[n - 1])];
        ArgumentOutOfRangeException.ThrowIfGreaterThan(blocks, cuts.Length + 1);
        int[] of = new int[sorted.Length];
        int used = 0, start = 0;
        for (int block = 1; block < blocks; block++)
        {
            // The nearest cut that leaves one for each block that follows.
            double ideal = (double)sorted.Length * block / blocks;
            int last = cuts.Length - (blocks - block), nearest = used;
            for (int cut = used + 1; cut <= last && Math.Abs(cuts[cut] - ideal) < Math.Abs(cuts[nearest] - ideal); cut++)
                nearest = cut;
            for (int n = start; n < cuts[nearest]; n++)
                of[order[n]] = block - 1;
            (used, start) = (nearest + 1, cuts[nearest]);
        }
        for (int n = start; n < of.Length; n++)
            of[order[n]] = blocks - 1;
        return of;
    }
}
