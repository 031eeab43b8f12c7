using Backprop.Tabular.Cells;

namespace Backprop.Tabular.Reading;

/// <summary>Finds out what stands between the fields of a text.</summary>
internal static class DialectGuess
{
    private const int Records = 200;

    /// <summary>
    /// The delimiter that cuts most records into equally many fields, at least two; among equals the one that leaves more numbers and dates,
    /// then the first of tab, semicolon, pipe and comma. Blanks need every record to be cut alike, and more numbers than any other gives,
    /// and lines that are no dates as a whole. (A first record one field short counts as alike: R writes no name for the rows' names.)
    /// </summary>
    /// <param name="sample">The first part of the text.</param>
    /// <param name="whole">Whether that is all of it.</param>
    /// <param name="missing">What stands for a missing value.</param>
    public static char Delimiter(string sample, bool whole, MissingText missing)
    {
        char best = ',';
        var bestScore = (Alike: 0.0, Typed: 0.0);
        foreach (char delimiter in "\t;|,")
        {
            var score = Score(sample, whole, delimiter, missing);
            if (score.Alike > bestScore.Alike || (score.Alike == bestScore.Alike && score.Typed > bestScore.Typed))
                (best, bestScore) = (delimiter, score);
        }
        var blanks = Score(sample, whole, Dialect.Blanks, missing);
        // Lines of numbers that nothing else cuts: if they are not cut alike either, that is told as an error.
        if (bestScore.Alike == 0 && blanks.Typed >= 0.9)
            return Dialect.Blanks;
        return blanks.Alike == 1 && blanks.Typed >= 0.3 && blanks.Typed > bestScore.Typed && !AreDates(sample)
            ? Dialect.Blanks
            : best;
    }

    /// <summary>The most frequent number of fields, the larger one among equals.</summary>
    public static int UsualCount(IEnumerable<int> counts) =>
        counts.CountBy(count => count).OrderByDescending(pair => pair.Value).ThenByDescending(pair => pair.Key).First().Key;

    // Such as 2019-03-23 20:21 or 3 January 2006.
    private static bool AreDates(string sample)
    {
        var kinds = sample.Split('\n', Records).SkipLast(1).Skip(1).Select(line => line.Trim()).Where(line => line.Length > 0)
            .Aggregate(CellKinds.Dates, (kinds, line) => CellKind.Of(line, kinds));
        return kinds is not (CellKinds.None or CellKinds.Dates);
    }

    private static (double Alike, double Typed) Score(string sample, bool whole, char delimiter, MissingText missing)
    {
        using var records = new RecordReader(new StringReader(sample), new Dialect(delimiter), "the sample");
        var counts = new List<int>();
        int cells = 0, typed = 0;
        while (counts.Count < Records && records.Read())
        {
            if (records.IsBlank || (records.AtEnd && !whole && counts.Count > 0))
                continue;
            counts.Add(records.Count);
            for (int field = 0; field < records.Count; field++)
            {
                var cell = records[field];
                if (missing.Is(cell))
                    continue;
                cells++;
                if ((CellKind.Of(cell, CellKinds.Numbers | CellKinds.Dates) & (delimiter == ',' ? ~CellKinds.CommaNumber : ~CellKinds.None)) != CellKinds.None)
                    typed++;
            }
        }
        if (counts.Count == 0)
            return default;
        int usual = UsualCount(counts);
        int alike = counts.Count(count => count == usual) + (usual > 2 && counts[0] == usual - 1 ? 1 : 0);
        return usual < 2 ? default : ((double)alike / counts.Count, cells == 0 ? 0 : (double)typed / cells);
    }
}
