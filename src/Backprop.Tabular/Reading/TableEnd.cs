using Backprop.Tabular.Cells;

namespace Backprop.Tabular.Reading;

/// <summary>Distinguishes lines of totals and remarks (sources, notes, counts of rows) below a table from its rows.</summary>
internal static class TableEnd
{
    /// <summary>The maximum number of records below a table.</summary>
    public const int Max = 20;

    private static readonly HashSet<string> Totals = new(StringComparer.OrdinalIgnoreCase)
    {
        "total", "totals", "grand total", "sum", "sums", "average", "averages", "mean", "overall", "all", "summe", "gesamt", "gesamtsumme", "insgesamt", "zwischensumme", "durchschnitt", "mittelwert", "totale", "somme", "suma",
        "subtotal", "sub-total", "sub total", "total general", "total général", "sous-total", "moyenne", "media", "totaal", "gemiddelde", "totalt", "yhteensä", "razem", "celkem", "összesen", "toplam",
        "итого", "всего", "合计", "合計", "总计", "總計", "小计", "小計", "합계",
    };

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> TotalsBySpan = Totals.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly string[] Remarks =
    [
        "source", "sources", "data source", "note", "notes", "remark", "footnote", "quelle", "quellen", "anmerkung", "hinweis", "stand", "copyright", "generated", "exported", "downloaded", "printed",
        "last update", "last updated", "updated", "created", "report", "end of", "page", "legend", "fuente", "fonte",
    ];

    /// <summary>Whether a row, by its first field that is not empty, may be one of totals: a quick test of every row.</summary>
    public static bool IsTotal(ReadOnlySpan<char> text) => text.Length is >= 2 and <= 14 && char.IsLetter(text[0]) && TotalsBySpan.Contains(text.TrimEnd(':'));

    /// <summary>Whether a number is the sum or the mean of others, except for rounding.</summary>
    public static bool IsTotal(double number, ReadOnlySpan<double> values)
    {
        double sum = 0, size = 0;
        int count = 0;
        foreach (double value in values)
        {
            if (double.IsNaN(value))
                continue;
            sum += value;
            size += Math.Abs(value);
            count++;
        }
        return count > 1 && (Math.Abs(number - sum) <= 1e-4 * size || Math.Abs(number - sum / count) <= 1e-3 * size / count);
    }

    /// <summary>Whether a row, by its first field that is not empty, may be a remark.</summary>
    public static bool IsRemark(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || char.IsAsciiDigit(text[0]))
            return false;
        if (text[0] is '*' or '†' or '©' or '#' || text.StartsWith("(c)", StringComparison.OrdinalIgnoreCase) || text.StartsWith("---") || text.StartsWith("===") || text.StartsWith("//"))
            return true;
        if (text[0] == '(' && text.Length > 2 && char.IsAsciiDigit(text[1]) && text.Contains(" row", StringComparison.OrdinalIgnoreCase))
            return true;
        int colon = text.IndexOf(':');
        if (colon <= 0)
            return false;
        foreach (string remark in Remarks)
        {
            if (text.StartsWith(remark, StringComparison.OrdinalIgnoreCase) && (colon == remark.Length || text[remark.Length] == ' '))
                return true;
        }
        return false;
    }

    /// <summary>Whether a record can be the first one below a table.</summary>
    /// <param name="fields">Its fields.</param>
    /// <param name="expected">How many a row has.</param>
    /// <param name="afterBlank">Whether there is a blank line above it.</param>
    public static bool Begins(string[] fields, int expected, bool afterBlank)
    {
        string first = First(fields);
        return IsTotal(first) || IsRemark(first) || IsEmpty(fields) || (fields.Length != expected && afterBlank && IsText(first));
    }

    /// <summary>Whether a record can be below a table after such a first one.</summary>
    public static bool GoesOn(string[] fields, int expected) => IsEmpty(fields) || Shows(fields, expected) || (IsText(First(fields)) && IsLone(fields));

    /// <summary>Whether a record that can be below a table shows that the table has ended. A lone text in a row of the table's width may be a label, unless it is a sentence in the first field.</summary>
    public static bool Shows(string[] fields, int expected)
    {
        string first = First(fields);
        return IsTotal(first) || IsRemark(first) || (IsText(first) && (fields.Length != expected || (fields[0].Length > 0 && IsLone(fields) && IsSentence(first))));
    }

    /// <summary>How many of the last records are below the table.</summary>
    public static int Count(IReadOnlyList<SampleRecord> records, int expected)
    {
        for (int first = Math.Max(2, records.Count - Max); first < records.Count; first++)
        {
            if (Begins(records[first].Fields, expected, records[first].AfterBlank) && records.Skip(first + 1).All(record => GoesOn(record.Fields, expected))
                && records.Skip(first).Any(record => Shows(record.Fields, expected)))
                return records.Count - first;
        }
        return 0;
    }

    /// <summary>The first field that is not empty.</summary>
    public static string First(string[] fields) => fields.FirstOrDefault(field => field.Length > 0) ?? "";

    /// <summary>Whether a record has fields, but no value: a row that lacks all, or a blank line of a spreadsheet, which only remarks below it can decide.</summary>
    public static bool IsEmpty(string[] fields) => fields.Length > 1 && fields.All(field => field.Length == 0);

    private static bool IsLone(string[] fields) => fields.Count(field => field.Length > 0) == 1;

    private static bool IsSentence(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length > 2;

    private static bool IsText(string text) => text.Length > 0 && CellKind.Of(text, CellKinds.Numbers | CellKinds.Dates) == CellKinds.None;
}
