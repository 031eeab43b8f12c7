namespace Backprop.Tabular.Models;

/// <summary>Counts rows that are in two parts of the data. Rows are compared by their encoded inputs and their target.</summary>
internal static class RepeatedRows
{
    /// <summary>How many rows of a part have the inputs and the target of a row of another.</summary>
    public static int Count(EncodedRows part, EncodedRows other)
    {
        var rows = new Dictionary<(EncodedRows Part, int Row), int>(new Comparer());
        for (int n = 0; n < part.Examples.Count; n++)
        {
            if (!rows.TryAdd((part, n), 1))
                rows[(part, n)]++;
        }
        int count = 0;
        for (int n = 0; n < other.Examples.Count && rows.Count > 0; n++)
            count += rows.Remove((other, n), out int same) ? same : 0;
        return count;
    }

    private sealed class Comparer : IEqualityComparer<(EncodedRows Part, int Row)>
    {
        public bool Equals((EncodedRows Part, int Row) a, (EncodedRows Part, int Row) b) =>
            a.Part.ClassOf(a.Row) == b.Part.ClassOf(b.Row) && a.Part.ValuesOf(a.Row).SequenceEqual(b.Part.ValuesOf(b.Row))
            && Inputs(a).SequenceEqual(Inputs(b));

        public int GetHashCode((EncodedRows Part, int Row) row)
        {
            var hash = new HashCode();
            hash.Add(row.Part.ClassOf(row.Row));
            foreach (float input in Inputs(row))
                hash.Add(input);
            foreach (double value in row.Part.ValuesOf(row.Row))
                hash.Add(value);
            return hash.ToHashCode();
        }

        private static ReadOnlySpan<float> Inputs((EncodedRows Part, int Row) row) => row.Part.Examples.Inputs.Row(row.Row);
    }
}
