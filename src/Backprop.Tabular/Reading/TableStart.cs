using Backprop.Tabular.Cells;

namespace Backprop.Tabular.Reading;

/// <summary>A record of the first part of a text.</summary>
/// <param name="Line">The line, from 1, on which it begins.</param>
/// <param name="Fields">Its fields.</param>
/// <param name="AfterBlank">Whether there is a blank line above it.</param>
internal sealed record SampleRecord(int Line, string[] Fields, bool AfterBlank = false)
{
    /// <summary>The number of fields that are not empty.</summary>
    public int Filled => Fields.Count(text => text.Length > 0);

    /// <summary>How fields are compared with those of a header: concatenated files may differ in capital letters.</summary>
    public const StringComparison Comparison = StringComparison.OrdinalIgnoreCase;

    /// <summary>Whether a record repeats a header; a single field only where it is spelled the same.</summary>
    public static bool AreSame(string[] record, string[] header) =>
        record.SequenceEqual(header, header.Length > 1 ? StringComparer.FromComparison(Comparison) : StringComparer.Ordinal);
}

/// <summary>Finds the header among the first records, with the lines above it and the units directly below it.</summary>
internal sealed class TableStart
{
    private const int MaxAbove = 30, MaxUnits = 3;

    private readonly IReadOnlyList<SampleRecord> records;
    private readonly SampleRecord[] distinct;
    private readonly MissingText missing;
    private readonly bool[] typed;

    /// <summary>Inspects records.</summary>
    /// <param name="records">The first ones of the text; at least one.</param>
    /// <param name="usual">The number of fields of most.</param>
    /// <param name="missing">The texts that stand for a missing value.</param>
    public TableStart(IReadOnlyList<SampleRecord> records, int usual, MissingText missing)
    {
        this.records = records;
        // A repeated header is not evidence against numbers.
        distinct = [.. records.DistinctBy(record => string.Join('\u0001', record.Fields), StringComparer.Ordinal)];
        this.missing = missing;
        typed = [.. Enumerable.Range(0, usual).Select(column => IsTyped(column, usual))];
    }

    /// <summary>
    /// The index of the line that contains the most of some names; null where none contains any, or where several lines contain equally many.
    /// The first record needs one name only, others half of them or a target.
    /// </summary>
    /// <param name="names">Names of columns.</param>
    /// <param name="targets">Those that are known to be in the header.</param>
    public int? ByNames(IReadOnlyCollection<string> names, IReadOnlyCollection<string> targets)
    {
        if (names.Count == 0 && targets.Count == 0)
            return null;
        int best = -1, most = 0;
        for (int i = 0; i < records.Count; i++)
        {
            string[] fields = records[i].Fields;
            int count = ColumnNames.Count(names, fields);
            bool enough = i == 0 ? count > 0 : count * 2 >= Math.Max(names.Count, 2);
            if (targets.Any(target => fields.Contains(target)) && targets.Count(fields.Contains) == targets.Count)
                (count, enough) = (count + names.Count + 1, true);
            if (enough && i <= MaxAbove && count > most)
                (best, most) = (i, count);
            else if (best >= 0 && count == most && !fields.SequenceEqual(records[best].Fields) && best > 0)
                return null;
        }
        return best < 0 ? null : best;
    }

    /// <summary>
    /// The index of the header by the content of the records: the fullest of the lines above the first one with numbers or dates where most have
    /// them; null where there are no such lines, or no such columns.
    /// </summary>
    public int? ByKinds()
    {
        if (!typed.Contains(true))
            return null;
        int first = 0;
        while (first < Math.Min(records.Count, MaxAbove) && !IsRow(records[first].Fields))
            first++;
        if (first < 2 || first == Math.Min(records.Count, MaxAbove))
            return null;
        int best = 0;
        for (int i = 1; i < first; i++)
        {
            if (records[i].Filled > records[best].Filled && !IsIndexed(records[best].Fields, records[i].Fields))
                best = i;
        }
        int texts = Enumerable.Range(0, Math.Min(typed.Length, records[best].Fields.Length)).Count(column => typed[column] && records[best].Fields[column].Length > 0);
        return texts * 2 >= typed.Count(column => column) ? best : null;
    }

    /// <summary>How many records from a place on are units of the columns of numbers, rather than rows.</summary>
    public int Units(int place)
    {
        int count = 0;
        while (count < MaxUnits && place + count + 1 < records.Count && AreUnits(records[place + count].Fields))
            count++;
        return count;
    }

    // A header whose first field, above numbers of rows or their names, is empty.
    private static bool IsIndexed(string[] header, string[] below) =>
        header.Length > 2 && header[0].Length == 0 && header.Length == below.Length && header.Skip(1).All(field => field.Length > 0);

    private bool AreUnits(string[] fields)
    {
        string[] texts = [.. Enumerable.Range(0, Math.Min(fields.Length, typed.Length)).Where(column => typed[column] && fields[column].Length > 0).Select(column => fields[column])];
        if (fields.Length != typed.Length || texts.Length == 0 || texts.Any(text => IsValue(text) || missing.Is(text) || Unit.IsMissing(text)))
            return false;
        return texts.Any(Unit.Is) || (texts.Length >= 2 && fields.All(field => field.Length > 0) && texts.Distinct(StringComparer.Ordinal).Count() > 1);
    }

    private bool IsRow(string[] fields)
    {
        int values = 0, others = 0;
        for (int column = 0; column < Math.Min(fields.Length, typed.Length); column++)
        {
            if (typed[column] && !missing.Is(fields[column]))
                _ = IsValue(fields[column]) ? values++ : others++;
        }
        return fields.Length == typed.Length && values > others;
    }

    private bool IsTyped(int column, int usual)
    {
        int values = 0, others = 0;
        foreach (var record in distinct)
        {
            if (record.Fields.Length == usual && !missing.Is(record.Fields[column]))
                _ = IsValue(record.Fields[column]) ? values++ : others++;
        }
        return values > 0 && values >= others;
    }

    private static bool IsValue(string text) => CellKind.Of(text, CellKinds.Numbers | CellKinds.Dates) != CellKinds.None
        || (text.Any(char.IsAsciiDigit) && NumberCell.TryCut(text, out var cell) && cell.Prefix.Length + cell.Suffix.Length <= 3);
}
