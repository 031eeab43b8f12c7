using Backprop.Tabular.Cells;

namespace Backprop.Tabular.Reading;

/// <summary>Detects the delimiter of a text.</summary>
internal static class DialectGuess
{
    private const int Records = 200;

    // From here on it is not the number of fields that decides between two delimiters, but how many numbers and dates they leave.
    private const double Regular = 0.9;

    private const int LongestAffix = 4;

    private readonly record struct Score(double Alike, double Typed, int Fields, int Names);

    /// <summary>
    /// The delimiter that splits most records into equally many fields, at least two; among nearly equals the one that leaves more numbers and dates,
    /// then the first of tab, semicolon, pipe and comma. Blanks need every record to be split alike, and more numbers than any other gives,
    /// and lines that are not dates as a whole. (A first record one field short counts as alike: R writes no name for the rows' names.)
    /// Where names of columns are known, only delimiters that find the most of them in one line are considered.
    /// </summary>
    /// <param name="sample">The first part of the text, from the first line of the table on.</param>
    /// <param name="whole">Whether that is all of it.</param>
    /// <param name="missing">What stands for a missing value.</param>
    /// <param name="comment">What lines begin with that are skipped; null for none.</param>
    /// <param name="names">Names of columns.</param>
    /// <param name="usual">The delimiter of earlier data of this kind; null where unknown.</param>
    public static char Delimiter(string sample, bool whole, MissingText missing, string? comment, IReadOnlyCollection<string> names, char? usual)
    {
        Score Of(char delimiter) => ScoreOf(sample, whole, new Dialect(delimiter, comment), missing, names);
        var scores = "\t;|,".Append(Dialect.Blanks).Concat(usual is { } one && !"\t;|, ".Contains(one, StringComparison.Ordinal) ? [one] : [])
            .ToDictionary(delimiter => delimiter, Of);
        int most = scores.Values.Max(score => score.Names);
        if (usual is { } known && (most > 0 ? scores[known].Names == most : scores[known].Alike >= Regular))
            return known == ',' && AreDecimalCommas(sample, whole) ? ';' : known;
        var candidates = scores.Where(pair => pair.Key != Dialect.Blanks && pair.Value.Names == most).ToArray();
        if (candidates.Length == 0)
            return Dialect.Blanks;
        char best = ',';
        Score bestScore = default;
        foreach (var (delimiter, score) in candidates)
        {
            if (IsBetter(score, bestScore))
                (best, bestScore) = (delimiter, score);
        }
        if (best == ',' && AreDecimalCommas(sample, whole))
            return ';';
        var blanks = scores[Dialect.Blanks];
        if (blanks.Names < most)
            return best;
        // Lines of numbers that nothing else splits: if blanks do not split them alike either, that is reported as an error.
        if (bestScore.Alike == 0 && blanks.Typed >= 0.9 && !AreDates(sample))
            return Dialect.Blanks;
        // Blanks within the fields of a table with tabs leave words, as in 12 Elm.
        if (best == '\t' && bestScore is { Alike: >= Regular, Typed: >= 0.3 } && blanks.Typed < 0.9)
            return best;
        return blanks.Alike == 1 && blanks.Typed >= 0.3 && blanks.Typed > bestScore.Typed && !AreDates(sample)
            ? Dialect.Blanks
            : best;
    }

    /// <summary>The most frequent number of fields, the larger one among equals.</summary>
    public static int DefaultCount(IEnumerable<int> counts) =>
        counts.CountBy(count => count).OrderByDescending(pair => pair.Value).ThenByDescending(pair => pair.Key).First().Key;

    /// <summary>
    /// How many fields may be missing at the end of a record: as many as are empty there in others, since separators were trimmed from some lines.
    /// </summary>
    public static int Trimmed(IEnumerable<IReadOnlyList<string>> records, int usual) => usual < 3 ? 0 : Math.Min(usual - 2, records
        .Where(fields => fields.Count == usual).Select(fields => fields.Reverse().TakeWhile(field => field.Length == 0).Count()).DefaultIfEmpty().Max());

    // Beside numbers and dates, numbers with a currency, a unit or separators of thousands: 5,69 €.
    private static bool IsTyped(string cell, char delimiter)
    {
        var kinds = CellKind.Of(cell, CellKinds.Numbers | CellKinds.Dates);
        if (kinds == CellKinds.None)
            return NumberCell.TryCut(cell, out var number) && number.Prefix.Length + number.Suffix.Length <= LongestAffix;
        return delimiter != ',' || kinds != CellKinds.CommaNumber;
    }

    private static bool IsBetter(Score score, Score best)
    {
        if (score.Alike >= Regular && best.Alike >= Regular && Math.Abs(score.Typed - best.Typed) > 0.1)
            return score.Typed > best.Typed;
        return score.Alike > best.Alike || (score.Alike == best.Alike && score.Typed > best.Typed);
    }

    // Such as 2019-03-23 20:21 or 3 January 2006.
    private static bool AreDates(string sample)
    {
        var kinds = sample.Split('\n', Records).SkipLast(1).Skip(1).Select(line => line.Trim()).Where(line => line.Length > 0)
            .Aggregate(CellKinds.Dates, (kinds, line) => CellKind.Of(line, kinds));
        return kinds is not (CellKinds.None or CellKinds.Dates);
    }

    // One column of numbers such as 1,50 below a name without a comma.
    private static bool AreDecimalCommas(string sample, bool whole)
    {
        string[] lines = [.. sample.Split(['\n', '\r'], Records).Select(line => line.Trim()).Where(line => line.Length > 0)];
        if (!whole || lines.Length == Records)
            lines = lines[..^1];
        return lines.Length > 1 && !lines[0].Contains(',', StringComparison.Ordinal) && lines.Skip(1).Any(line => line.Contains(',', StringComparison.Ordinal))
            && lines.Skip(1).All(line => CellKind.Of(line, CellKinds.CommaNumber) != CellKinds.None)
            && !(lines.Length > 5 && ColumnNames.AreCounted(lines.Skip(1).Select(line => line.Split(',')[0])));
    }

    private static Score ScoreOf(string sample, bool whole, Dialect dialect, MissingText missing, IReadOnlyCollection<string> names)
    {
        using var records = new RecordReader(new StringReader(sample), dialect, "the first part of the data");
        var rows = new List<string[]>();
        int cells = 0, typed = 0, found = 0;
        while (rows.Count < Records && records.Read())
        {
            if (records.Count > dialect.MaxColumns)
                return default;
            if (records.IsBlank || (records.AtEnd && !whole && rows.Count > 0))
                continue;
            string[] row = records.Copy();
            rows.Add(row);
            if (names.Count > 0)
                found = Math.Max(found, ColumnNames.Count(names, row));
            foreach (string cell in row)
            {
                if (missing.Is(cell))
                    continue;
                cells++;
                if (IsTyped(cell, dialect.Delimiter))
                    typed++;
            }
        }
        if (rows.Count == 0)
            return default;
        int usual = DefaultCount(rows.Select(row => row.Length));
        int trimmed = Trimmed(rows, usual);
        int alike = rows.Count(row => row.Length <= usual && row.Length >= usual - trimmed) + (usual > 2 && trimmed == 0 && rows[0].Length == usual - 1 ? 1 : 0);
        return usual < 2
            ? new Score(0, 0, usual, found)
            : new Score((double)alike / rows.Count, cells == 0 ? 0 : (double)typed / cells, usual, found);
    }
}
