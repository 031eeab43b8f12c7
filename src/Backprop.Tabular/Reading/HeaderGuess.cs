using Backprop.Tabular.Cells;

namespace Backprop.Tabular.Reading;

/// <summary>Finds out whether the first record names the columns.</summary>
internal static class HeaderGuess
{
    /// <summary>
    /// A header where at least as many of its cells are texts above columns of numbers, dates or booleans as are such values themselves;
    /// where nothing but texts stands below, unless half of its texts come again below themselves. One record alone is a header if it
    /// holds no number.
    /// </summary>
    /// <param name="first">The first record.</param>
    /// <param name="rest">The records below.</param>
    /// <param name="missing">What stands for a missing value.</param>
    /// <param name="known">Names of columns that are known beforehand.</param>
    public static bool IsHeader(IReadOnlyList<string> first, IReadOnlyList<string[]> rest, MissingText missing, IEnumerable<string> known)
    {
        if (known.Any(first.Contains))
            return true;
        var below = new Inference(first.Count, missing);
        foreach (string[] record in rest)
        {
            for (int column = 0; column < Math.Min(first.Count, record.Length); column++)
                below.Observe(column, record[column]);
        }
        // A single letter such as F is a label more often than a truth.
        const CellKinds Telling = CellKinds.All & ~(CellKinds.TF | CellKinds.YN);
        int names = 0, values = 0, texts = 0, again = 0;
        for (int column = 0; column < first.Count; column++)
        {
            string cell = first[column];
            if (missing.Is(cell))
                continue;
            var kinds = CellKind.Of(cell, Telling);
            if (!below.Seen(column))
                values += (kinds & CellKinds.Numbers) != CellKinds.None ? 1 : 0;
            else if ((below.Kinds(column) & Telling) != CellKinds.None)
                _ = (kinds & below.Kinds(column)) != CellKinds.None ? values++ : names++;
            else
            {
                texts++;
                if (rest.Any(record => column < record.Length && record[column] == cell))
                    again++;
            }
        }
        if (names + values > 0)
            return names > 0 && names >= values;
        return texts == 0 || again * 2 < texts;
    }
}
