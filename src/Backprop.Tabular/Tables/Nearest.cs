namespace Backprop.Tabular.Tables;

/// <summary>The nearest right name to a misspelt one.</summary>
internal static class Nearest
{
    /// <summary>
    /// The candidate with the fewest edits (a character inserted, deleted, replaced, or two neighbours swapped; case does not count),
    /// if it needs at most a third of the name's length, and at least one edit is always allowed; null where none is that near.
    /// Among equals the first one.
    /// </summary>
    public static string? Find(string name, IEnumerable<string> candidates)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(candidates);
        string? best = null;
        int fewest = Math.Max(1, name.Length / 3) + 1;
        foreach (string candidate in candidates)
        {
            int edits = Edits(name.ToUpperInvariant(), candidate.ToUpperInvariant());
            if (edits < fewest)
                (best, fewest) = (candidate, edits);
        }
        return best;
    }

    /// <summary>A sentence such as <c> Did you mean 'species'?</c> with a blank before it, or nothing where no candidate is near.</summary>
    public static string Suggest(string name, IEnumerable<string> candidates) =>
        Find(name, candidates) is { } nearest ? $" Did you mean '{nearest}'?" : "";

    // Optimal string alignment: the three rows of the table that are needed.
    private static int Edits(string a, string b)
    {
        int[] before = new int[b.Length + 1], previous = new int[b.Length + 1], current = new int[b.Length + 1];
        for (int j = 0; j <= b.Length; j++)
            previous[j] = j;
        for (int i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int replaced = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                current[j] = Math.Min(replaced, Math.Min(previous[j], current[j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    current[j] = Math.Min(current[j], before[j - 2] + 1);
            }
            (before, previous, current) = (previous, current, before);
        }
        return previous[b.Length];
    }
}
