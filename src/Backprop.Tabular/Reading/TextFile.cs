using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Reading;

/// <summary>A text file with a known layout: its rows one by one, the lines between and below them, and the errors of invalid ones.</summary>
internal sealed class TextFile(ByteSource source, Layout layout)
{
    private readonly LineCount repeated = new(), trimmed = new(), comments = new();
    private bool blank, wasEmpty;
    private int rows;
    private DataException? problem;
    private (int Line, string[] First)? end;
    private string[]? total;

    /// <summary>The records from the first row on, blank lines included.</summary>
    public RecordReader Open()
    {
        var records = new RecordReader(layout.Encoding.Open(source.Open()), layout.Dialect, source.Name);
        records.SkipLines(layout.SkipLines);
        return records;
    }

    /// <summary>What is wrong with the row at which <see cref="Next"/> ended; null where nothing is.</summary>
    public DataException? Problem => problem;

    /// <summary>Whether a row that looked like the first one below the table was none: the text must be read again, by <see cref="WithoutEnd"/>.</summary>
    public bool WasNoEnd { get; private set; }

    /// <summary>The layout without an end like the one that was none.</summary>
    public Layout WithoutEnd => wasEmpty ? layout with { HasEmptyEnd = false } : layout with { HasEnd = false };

    /// <summary>Whether the table ended where it was taken to: a last line as full as a row is one of totals only where a number in it is a sum or a mean.</summary>
    public bool IsEnd(IReadOnlyList<Column?> columns)
    {
        if (total is not null && !Enumerable.Range(0, columns.Count).Any(i => columns[i] is NumberColumn numbers && TableEnd.IsTotal(layout.Columns[i].Parse(total[i]), numbers.Values)))
            WasNoEnd = true;
        return !WasNoEnd;
    }

    /// <summary>
    /// Advances to the next row, past blank lines, repeated headers, comments, and the lines below the table; false at the end of the table and
    /// at a row that is wrong as a whole.
    /// </summary>
    public bool Next(RecordReader records)
    {
        while (records.Read())
        {
            if (records.Broken is not null)
            {
                problem = Problems.Quote(source.Name, records);
                return false;
            }
            if (records.IsBlank)
                blank = true;
            else if (IsRepeated(records))
                repeated.Add(records.Line);
            else if (IsComment(records))
                comments.Add(records.Line);
            else if (!IsRow(records))
                return false;
            else
            {
                blank = false;
                rows++;
                return true;
            }
        }
        return false;
    }

    /// <summary>What was skipped.</summary>
    public IEnumerable<string> Notes()
    {
        if (repeated.Count > 0)
            yield return $"{repeated.Lines} {(repeated.Count == 1 ? "repeats" : "repeat")} the header and {repeated.Was} skipped.";
        if (comments.Count > 0)
            yield return $"{comments.Lines} {(comments.Count == 1 ? "begins" : "begin")} with '{layout.CommentMark}' and {comments.Was} skipped.";
        if (trimmed.Count > 0)
            yield return $"{trimmed.Lines} {(trimmed.Count == 1 ? "has" : "have")} fewer than {layout.Fields} fields: the missing ones at the end are missing values.";
        if (end is var (line, first))
        {
            string shown = Problems.Shown(string.Join(", ", first.Where(field => field.Length > 0)));
            yield return shown.Length > 0 ? $"The table ends above line {line} ('{shown}'): from there on totals or remarks were skipped."
                : $"The table ends above line {line}, which has no value: from there on totals or remarks were skipped.";
        }
    }

    /// <summary>A cell that is not of its column's declared type.</summary>
    public DataException Unfit(ColumnPlan plan, int line, ReadOnlySpan<char> text)
    {
        string expected = plan.Declared != ColumnType.Number ? DateNotes.Expected(plan) : plan.FormName is { } form ? $"a number such as {form}" : "a number";
        string shown = Problems.Shown(text);
        return new DataException($"{source.Name}, line {line}, column '{plan.Name}': '{shown}' found, {expected} expected{(plan.Expected is null ? "" : ", as in training")}. "
            + $"Correct it; or give --missing '{shown}' if it stands for a missing value, or --column '{plan.Name}=category'.");
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
        return new DataException($"{source.Name}, line {records.Line}, column '{plan.Name}': '{shown}' found, a number with a magnitude below 3.4e38 expected. "
            + $"Give --missing '{shown}' if it stands for a missing value, --column '{plan.Name}=category' if these are labels, or --column '{plan.Name}=ignore'.");
    }

    private bool IsRow(RecordReader record)
    {
        int lacking = layout.Fields - record.Count;
        bool isWrong = lacking < 0 ? !IsOnlyLonger(record) : lacking > layout.Trimmed;
        var first = First(record);
        wasEmpty = first.IsEmpty && record.Count > 1;
        if (!isWrong && !(wasEmpty ? layout.HasEmptyEnd : layout.HasEnd && (TableEnd.IsTotal(first) || TableEnd.IsRemark(first))))
        {
            if (lacking > 0)
                trimmed.Add(record.Line);
            return true;
        }
        var wrong = isWrong ? Wrong(record) : null;
        if (rows < 2 || !IsEnd(record))
            problem = wrong;
        if (end is null && problem is null)
            WasNoEnd = true;
        return false;
    }

    // Whether only totals and remarks follow from here on. The record is not the current one afterwards.
    private bool IsEnd(RecordReader records)
    {
        int line = records.Line;
        string[] first = records.Copy();
        if (!TableEnd.Begins(first, layout.Fields, blank))
            return false;
        bool isShown = TableEnd.Shows(first, layout.Fields);
        for (int count = 1; records.Read(); count++)
        {
            string[] fields = records.Copy();
            if (records.Broken is not null || count == TableEnd.Max || !(records.IsBlank || TableEnd.GoesOn(fields, layout.Fields)))
                return false;
            isShown |= !records.IsBlank && TableEnd.Shows(fields, layout.Fields);
        }
        if (!isShown)
            return false;
        end = (line, first);
        if (TableEnd.IsTotal(TableEnd.First(first)) && first.Length == layout.Fields && first.All(field => field.Length > 0))
            total = first;
        return true;
    }

    private bool IsRepeated(RecordReader record)
    {
        foreach (string[] fields in layout.Repeats)
        {
            if (record.Count == fields.Length && record[0].Equals(fields[0], SampleRecord.Comparison) && SampleRecord.AreSame(record.Copy(), fields))
                return true;
        }
        return false;
    }

    private bool IsComment(RecordReader record) => layout.CommentMark is { } mark && record[0].StartsWith(mark) && record.Count != layout.Fields;

    private DataException Wrong(RecordReader row)
    {
        string like = layout.Header ? $"the header (line {layout.FirstLine})" : "most lines";
        string? mark = new[] { "#", "%", "//" }.FirstOrDefault(mark => First(row).StartsWith(mark));
        return new DataException($"{source.Name}, line {row.Line}: {Problems.Count(row.Count, "field")} found, {layout.Fields} expected as in {like}. "
            + (mark is null ? $"Correct the line; a field that contains a {layout.Dialect.Name} must be quoted." : $"If it is a comment, give --comment '{mark}'."));
    }

    // A delimiter too many at the end of a line is not a value too many.
    private bool IsOnlyLonger(RecordReader row)
    {
        for (int i = layout.Fields; i < row.Count; i++)
        {
            if (!row[i].IsEmpty)
                return false;
        }
        return true;
    }

    private static ReadOnlySpan<char> First(RecordReader record)
    {
        int field = 0;
        while (field + 1 < record.Count && record[field].IsEmpty)
            field++;
        return record[field];
    }

    // The lines of one kind, the first few by number.
    private sealed class LineCount
    {
        private const int Shown = 3;
        private readonly List<int> first = [];

        public int Count { get; private set; }

        public string Was => Count == 1 ? "was" : "were";

        public string Lines => Count == 1 ? $"Line {first[0]}"
            : $"{Problems.Count(Count, "line")} ({string.Join(", ", first)}{(Count > Shown ? ", …" : "")})";

        public void Add(int line)
        {
            Count++;
            if (first.Count < Shown)
                first.Add(line);
        }
    }
}
