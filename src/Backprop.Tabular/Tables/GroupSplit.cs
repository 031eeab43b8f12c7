using Backprop.Numerics.Randomness;

namespace Backprop.Tabular.Tables;

/// <summary>Divides the rows of a table in parts by chance, so that the rows of a group, such as those of one patient, stay together.</summary>
internal static class GroupSplit
{
    /// <summary>Orders in which the groups are tried; the best result counts.</summary>
    private const int Attempts = 50;

    /// <summary>The maximum number of passes over the groups that improve a result: few are needed.</summary>
    private const int MaxPasses = 10;

    /// <summary>
    /// Sets whole groups aside by chance, the same for the same arguments everywhere: as near to the share of all rows and of each stratum as the
    /// groups allow. At least one group is set aside, and at least one is kept.
    /// </summary>
    /// <param name="groups">N codes of groups, from 0 without gaps.</param>
    /// <param name="fraction">The share of the part, from 0 (no part) to below 1.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="strata">N codes of classes, 0 or more; empty where rows are not of classes.</param>
    /// <param name="index">Which of several splits by one seed, from 0: each has its own random numbers.</param>
    /// <returns>The rows, from 0, that are kept and those set aside, both ascending.</returns>
    /// <exception cref="ArgumentException">A fraction outside its range, strata of another length, or fewer than two groups to divide.</exception>
    public static (int[] Kept, int[] Aside) Parts(ReadOnlySpan<int> groups, double fraction, ulong seed, ReadOnlySpan<int> strata = default, long index = 0)
    {
        if (fraction is not (>= 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(fraction), fraction, "The fraction must be from 0 to below 1.");
        if (!strata.IsEmpty && strata.Length != groups.Length)
            throw new ArgumentException($"There are {strata.Length} strata for {groups.Length} rows.", nameof(strata));
        foreach (int group in groups)
            ArgumentOutOfRangeException.ThrowIfNegative(group, nameof(groups));
        int[] codes = groups.ToArray();
        int[] all = [.. Enumerable.Range(0, codes.Length)];
        if (fraction == 0)
            return (all, []);
        var counts = GroupCounts.Of(groups, strata);
        if (counts.Groups < 2)
            throw new ArgumentException($"There are {counts.Groups} groups; at least 2 are needed.", nameof(groups));
        bool[] best = [];
        double least = double.PositiveInfinity;
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            int[] order = new int[counts.Groups];
            Permutation.Shuffle(order, seed, Purpose.Split, index + ((long)attempt << 32));
            var choice = new GroupChoice(counts, fraction);
            choice.Improve(order, MaxPasses);
            if (choice.Distance < least)
                (best, least) = (choice.Aside, choice.Distance);
        }
        return ([.. all.Where(row => !best[codes[row]])], [.. all.Where(row => best[codes[row]])]);
    }

    /// <summary>
    /// Divides whole groups by chance in folds, the same for the same arguments everywhere: the largest first, each where the rows of its strata are the fewest so far.
    /// </summary>
    /// <param name="groups">N codes of groups, from 0 without gaps, at least as many as folds.</param>
    /// <param name="folds">The number of folds, at least 2.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="strata">N codes of classes, 0 or more; empty where rows are not of classes.</param>
    /// <param name="index">Which of several divisions by one seed, from 0.</param>
    /// <returns>The fold of each row, from 0.</returns>
    public static int[] Folds(ReadOnlySpan<int> groups, int folds, ulong seed, ReadOnlySpan<int> strata = default, long index = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 2);
        int[] codes = groups.ToArray(), stratum = strata.IsEmpty ? new int[codes.Length] : strata.ToArray();
        var members = Enumerable.Range(0, codes.Length).ToLookup(row => codes[row]);
        int[] order = new int[members.Count], of = new int[codes.Length];
        Permutation.Shuffle(order, seed, Purpose.Split, index);
        var sums = new Dictionary<(int Fold, int Stratum), int>();
        int[] sizes = new int[folds];
        foreach (int group in order.OrderByDescending(group => members[group].Count()))
        {
            var counts = members[group].GroupBy(row => stratum[row]).Select(rows => (Stratum: rows.Key, Count: rows.Count())).ToArray();
            int fold = Enumerable.Range(0, folds).MinBy(fold => (sizes[fold] == 0 ? 0 : 1, counts.Sum(part => (double)part.Count * sums.GetValueOrDefault((fold, part.Stratum))), sizes[fold]));
            foreach (var (key, count) in counts)
                sums[(fold, key)] = sums.GetValueOrDefault((fold, key)) + count;
            sizes[fold] += members[group].Count();
            foreach (int row in members[group])
                of[row] = fold;
        }
        return of;
    }
}
