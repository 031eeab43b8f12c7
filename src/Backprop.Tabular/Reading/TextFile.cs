using Backprop.Tabular.Tables;
using Sylvan.Data.Csv;

namespace Backprop.Tabular.Reading;

/// <summary>A text file of a known layout: its records one by one, and the places of what is wrong in it.</summary>
internal sealed class TextFile(ByteSource source, Layout layout)
{
    /// <summary>The longest record, in characters.</summary>
    public const int LongestRecord = 1 << 26;

    /// <summary>The records from the first one, blank lines included.</summary>
    public CsvDataReader Open()
    {
        TextReader text = layout.Encoding.Open(source.Open());
        var dialect = layout.Dialect;
        if (dialect.Trim || dialect.IsBlanks)
            text = new BlankReader(text, dialect);
        return CsvDataReader.Create(text, new CsvDataReaderOptions
        {
            HasHeaders = false,
            Delimiter = BlankReader.ResultDelimiter(dialect),
            Comment = '\0',
            BufferSize = 1 << 16,
            MaxBufferSize = LongestRecord,
        });
    }

    /// <summary>Whether the current record is a line with nothing but blanks.</summary>
    public static bool IsBlank(CsvDataReader csv) => csv.RowFieldCount == 1 && csv.GetRawRecordSpan().IsWhiteSpace();

    private RecordScanner Scan() => new(layout.Encoding.Open(source.Open()), layout.Dialect);

    private int LineOf(int record)
    {
        var scanner = Scan();
        while (scanner.Record < record && scanner.Read()) { }
        return scanner.Line;
    }

    /// <summary>A record with another number of fields than the others.</summary>
    public DataException Ragged(int record, int found)
    {
        string like = layout.Header ? $"the header (line {layout.FirstLine})" : "most lines";
        return new DataException($"{source.Name}, line {LineOf(record)}: {found} {(found == 1 ? "field" : "fields")} found, {layout.Fields} expected as in {like}. "
            + $"Correct the line; a field with a {layout.Dialect.Name} in it stands in quotes.");
    }

    /// <summary>A cell that is not what its column was said to hold.</summary>
    public DataException Unfit(int record, ColumnPlan plan, ReadOnlySpan<char> text)
    {
        string expected = plan.Said == ColumnType.Number ? "a number" : $"a date such as {plan.FormName}";
        string shown = Problems.Shown(text);
        return new DataException($"{source.Name}, line {LineOf(record)}, column '{plan.Name}': '{shown}' found, {expected} expected. "
            + $"Correct it; or say --missing '{shown}' if it stands for a missing value, or --column '{plan.Name}=category'.");
    }

    /// <summary>A number that no float holds, in a row from 0.</summary>
    public DataException Infinite(ColumnPlan plan, int row)
    {
        using var csv = Open();
        for (int record = 0; csv.Read(); record++)
        {
            if (record < layout.FirstRecord || IsBlank(csv) || row-- > 0)
                continue;
            string shown = Problems.Shown(csv.GetFieldSpan(plan.Index).Trim());
            return new DataException($"{source.Name}, line {LineOf(record)}, column '{plan.Name}': '{shown}' found, a number below 3.4e38 in size expected. "
                + $"Say --missing '{shown}' if it stands for a missing value, or --column '{plan.Name}=ignore'.");
        }
        return new DataException($"{source.Name}, column '{plan.Name}': a number too large.");
    }

    /// <summary>What the fast reader stumbled over.</summary>
    public DataException Explained(Exception e)
    {
        var scanner = Scan();
        while (scanner.Broken is null && scanner.Read()) { }
        return scanner.Broken is null
            ? new DataException($"{source.Name}: a record is too long, or its quotes are wrong. {e.Message}", e)
            : Problems.Quote(source.Name, scanner);
    }
}
