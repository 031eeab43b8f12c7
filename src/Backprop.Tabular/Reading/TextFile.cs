using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Reading;

/// <summary>A text file of a known layout: its rows one by one, and what is said of wrong ones.</summary>
internal sealed class TextFile(ByteSource source, Layout layout)
{
    /// <summary>The records from the first one, blank lines included.</summary>
    public RecordReader Open() => new(layout.Encoding.Open(source.Open()), layout.Dialect, source.Name);

    /// <summary>Goes on to the next row, over the header and blank lines; false at the end of the text.</summary>
    public bool Next(RecordReader records)
    {
        while (records.Read())
        {
            if (records.Broken is not null || (records.Record >= layout.FirstRecord && !records.IsBlank))
                return true;
        }
        return false;
    }

    /// <summary>What is wrong with a row as a whole: a quoted field that does not end as it should, or another number of fields than the others have.</summary>
    public DataException? Wrong(RecordReader row)
    {
        if (row.Broken is not null)
            return Problems.Quote(source.Name, row);
        if (row.Count == layout.Fields || IsOnlyLonger(row))
            return null;
        string like = layout.Header ? $"the header (line {layout.FirstLine})" : "most lines";
        return new DataException($"{source.Name}, line {row.Line}: {row.Count} {(row.Count == 1 ? "field" : "fields")} found, {layout.Fields} expected as in {like}. "
            + $"Correct the line; a field with a {layout.Dialect.Name} in it stands in quotes.");
    }

    /// <summary>A cell that is not what its column was said to hold.</summary>
    public DataException Unfit(ColumnPlan plan, int line, ReadOnlySpan<char> text)
    {
        string expected = plan.Said != ColumnType.Number ? DateNotes.Expected(plan) : plan.FormName is { } form ? $"a number such as {form}" : "a number";
        string shown = Problems.Shown(text);
        return new DataException($"{source.Name}, line {line}, column '{plan.Name}': '{shown}' found, {expected} expected. "
            + $"Correct it; or say --missing '{shown}' if it stands for a missing value, or --column '{plan.Name}=category'.");
    }

    /// <summary>The line on which a row, from 0, begins.</summary>
    public int LineOf(int row)
    {
        using var records = Open();
        GoTo(records, row);
        return records.Line;
    }

    private void GoTo(RecordReader records, int row)
    {
        while (row >= 0 && Next(records))
            row--;
    }

    /// <summary>A number beyond single precision, in a row from 0.</summary>
    public DataException Infinite(ColumnPlan plan, int row)
    {
        using var records = Open();
        GoTo(records, row);
        string shown = Problems.Shown(records[plan.Index]);
        return new DataException($"{source.Name}, line {records.Line}, column '{plan.Name}': '{shown}' found, a number below 3.4e38 in size expected. "
            + $"Say --missing '{shown}' if it stands for a missing value, or --column '{plan.Name}=ignore'.");
    }

    // A delimiter too many at the end of a line is no value too many.
    private bool IsOnlyLonger(RecordReader row)
    {
        for (int i = layout.Fields; i < row.Count; i++)
        {
            if (!row[i].IsEmpty)
                return false;
        }
        return row.Count > layout.Fields;
    }
}
