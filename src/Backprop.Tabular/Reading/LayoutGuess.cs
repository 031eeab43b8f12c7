using System.Globalization;
using Backprop.Tabular.Cells;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Reading;

/// <summary>Detects the layout of a text from its first records.</summary>
internal sealed class LayoutGuess(string name, ReadOptions options, MissingText missing)
{
    private const int Records = 1000;
    private readonly List<string> notes = [];
    private readonly string? comment = options.Comment ?? options.Format?.Comment;

    /// <summary>The layout by the first part of a text; null where a longer part is needed.</summary>
    /// <exception cref="DataException">The text has no rows, or contradicts what was given.</exception>
    public Layout? Of(string sample, bool whole, TextEncoding encoding)
    {
        notes.Clear();
        var preamble = Preamble.Of(sample, options);
        notes.AddRange(preamble.Notes);
        string table = sample[preamble.Length(sample)..];
        LibSvm.Refuse(name, table);
        var dialect = Dialect(table, whole, preamble);
        if (Read(sample, whole, dialect, preamble.Lines) is not { } records)
            return null;
        if (records.Count == 0)
            throw new DataException($"{name}: the file is empty. A table with one row per line was expected.");

        int usual = DefaultCount(records);
        if (usual > options.MaxColumns)
            throw Problems.TooManyColumns(name, options.MaxColumns);
        CommentAsHeader(records, preamble, dialect, usual);
        var start = new TableStart(records, usual, missing);
        var (place, header) = Header(records, start, usual);
        var first = records[place];
        int units = header ? start.Units(place + 1) : 0;
        string[][] repeats = header ? [.. records.Skip(place).Take(1 + units).Select(record => record.Fields)] : [];
        var rest = records.Skip(header ? place + 1 + units : place).Where(record => !repeats.Any(fields => SampleRecord.AreSame(fields, record.Fields))
            && !(preamble.Mark is { } mark && record.Fields.Length != usual && record.Fields[0].StartsWith(mark, StringComparison.Ordinal))).ToList();
        if (rest.Count == 0)
        {
            throw new DataException(header ? $"{name}: there is a header (line {first.Line}) but no rows. Add rows; or, if that line is a row, give --header no."
                : $"{name}: there are no rows. A table with one row per line was expected.");
        }
        Report(records, place, header, units, rest);
        string[] names = header ? Names(first, rest, usual) : Enumerable.Repeat("", usual).ToArray();
        int fields = names.Length;
        names = WithoutHeader(names, first, header);
        var plans = Plans(names, first.Line);
        if (whole)
            rest.RemoveRange(rest.Count - TableEnd.Count(rest, fields), TableEnd.Count(rest, fields));
        var inference = Inference(plans);
        foreach (var record in rest)
        {
            for (int column = 0; column < Math.Min(record.Fields.Length, fields); column++)
                inference.Observe(column, record.Fields[column]);
        }
        char? decimalMark = Mark(inference, dialect.Delimiter);
        return new Layout
        {
            Encoding = encoding,
            Dialect = dialect,
            Header = header,
            Mark = decimalMark,
            FirstLine = first.Line,
            SkipLines = rest[0].Line - 1,
            Trimmed = dialect.IsBlanks ? 0 : DialectGuess.Trimmed(rest.Select(record => record.Fields), fields),
            Repeats = repeats,
            CommentMark = preamble.Mark,
            Fields = fields,
            Columns = Decide(plans, inference, decimalMark),
            RecordLength = rest.Average(record => record.Fields.Sum(field => field.Length + 1)),
            Elsewhere = Elsewhere(records, plans),
            Notes = [.. notes],
        };
    }

    /// <summary>A layout after all cells were inspected.</summary>
    public Layout Decide(Layout layout, Inference inference)
    {
        char? mark = Mark(inference, layout.Dialect.Delimiter);
        return layout with { Mark = mark, Columns = Decide(layout.Columns, inference, mark), IsWhole = true };
    }

    private ColumnPlan[] Decide(IReadOnlyList<ColumnPlan> plans, Inference inference, char? mark) => plans.Select(plan =>
        plan.Decide(inference.Kinds(plan.Index), inference.Seen(plan.Index), inference.Numbers(plan.Index), mark, options.DayFirst)).ToArray();

    private char? Mark(Inference inference, char delimiter) => options.Decimal is null or '.' or ','
        ? options.Decimal ?? options.Format?.Decimal ?? inference.DecimalMark(delimiter)
        : throw new DataException($"The decimal mark '{options.Decimal}' is neither a point nor a comma.");

    /// <summary>An inference that has seen nothing yet, for all cells of a text.</summary>
    public Inference Inference(IReadOnlyList<ColumnPlan> plans)
    {
        var inference = new Inference(plans.Count, missing, options.Decimal);
        foreach (var plan in plans)
        {
            inference.Ignore(plan.Index, plan.Missing);
            if (plan.Declared is { } declared)
            {
                var candidates = declared == ColumnType.Date ? CellKinds.DatesDeclared : declared == ColumnType.Number ? CellKinds.Numbers : CellKinds.None;
                inference.Limit(plan.Index, candidates, number: declared == ColumnType.Number);
            }
        }
        return inference;
    }

    private IReadOnlyCollection<string> KnownNames => [.. (options.Format?.Columns.Keys ?? []).Concat(options.Columns.Keys).Distinct(StringComparer.Ordinal)];

    // A number may be the position of a column rather than its name.
    private IReadOnlyCollection<string> KnownTargets => options.Format is null ? [.. options.Targets.Where(target => !target.All(char.IsAsciiDigit))] : [];

    private Dialect Dialect(string table, bool whole, Preamble preamble)
    {
        char? usual = options.Format?.Delimiter is { } earlier ? Reading.Dialect.DelimiterOf(earlier) : null;
        char delimiter = options.Delimiter is { } declared ? Reading.Dialect.DelimiterOf(declared)
            : preamble.Delimiter ?? DialectGuess.Delimiter(table, whole, missing, comment, [.. KnownNames.Concat(KnownTargets)], usual);
        var dialect = new Dialect(delimiter, comment, options.MaxColumns);
        if (usual is { } before && before != delimiter && options.Delimiter is null)
            notes.Add($"The delimiter is {dialect.Name} here; in training it was {new Dialect(before).Name}.");
        return dialect;
    }

    // The first records; null where a longer part of the text is needed.
    private List<SampleRecord>? Read(string sample, bool whole, Dialect dialect, int skip)
    {
        using var reader = new RecordReader(new StringReader(sample), dialect, name);
        reader.SkipLines(skip);
        var records = new List<SampleRecord>();
        bool blank = false;
        while (records.Count < Records && reader.Read())
        {
            if (!reader.IsBlank && (whole || !reader.AtEnd))
                records.Add(new SampleRecord(reader.Line, reader.Copy(), blank));
            blank = reader.IsBlank;
        }
        if (records.Count < 2 && !whole)
            return null;
        if (reader.Broken is not null && (whole || reader.Broken is { Found: not null }))
            throw Problems.Quote(name, reader);
        return records;
    }

    // Many lines of one field above or below a short table do not make it a table of one column.
    private static int DefaultCount(List<SampleRecord> records)
    {
        int usual = DialectGuess.DefaultCount(records.Select(record => record.Fields.Length));
        int[] more = [.. records.Select(record => record.Fields.Length).Where(count => count > 1)];
        return usual == 1 && more.Length * 10 >= records.Count * 3 ? DialectGuess.DefaultCount(more) : usual;
    }

    // A header may itself begin with the mark of the comments above it.
    private void CommentAsHeader(List<SampleRecord> records, Preamble preamble, Dialect dialect, int usual)
    {
        int comments = preamble.Comments;
        if (preamble.LastComment is { } last)
        {
            using var reader = new RecordReader(new StringReader(last.Text), dialect with { Comment = null }, name);
            string[] fields = reader.Read() ? reader.Copy() : [];
            if (dialect.IsBlanks && fields.Length == usual + 1 && fields[0] == preamble.Mark)
                fields = fields[1..];
            string[][] below = [.. records.Select(record => record.Fields)];
            if (usual > 1 && fields.Length == usual && HeaderGuess.IsHeader(fields, below, missing)
                && (ColumnNames.Count(KnownNames.Concat(KnownTargets), fields) > 0 || !HeaderGuess.IsHeader(below[0], below[1..], missing)))
            {
                records.Insert(0, new SampleRecord(last.Line, fields));
                comments--;
            }
        }
        if (comments > 0)
            notes.Add($"{Problems.Count(comments, "line")} at the top, which {(comments == 1 ? "begins" : "begin")} with '{preamble.Mark}', {(comments == 1 ? "was" : "were")} skipped.");
    }

    private (int Place, bool Header) Header(List<SampleRecord> records, TableStart start, int usual)
    {
        bool free = options.Skip is null;
        if (options.Header != false)
        {
            int? place = start.ByNames(KnownNames, KnownTargets) ?? (options.Format?.Header == false ? null : start.ByKinds());
            if (place == 0 && start.ByNames(KnownNames, KnownTargets) == 0)
                return (0, true);
            if (free && place > 0)
                return (place.Value, true);
        }
        int above = 0;
        while (free && above + 1 < records.Count && records[above].Fields.Length == 1 && usual > 2)
            above++;
        if (options.Header is { } declared)
            return (above, declared);
        var first = records[above].Fields;
        int units = start.Units(above + 1);
        string[][] rest = [.. records.Skip(above + 1 + units).Select(record => record.Fields).Where(fields => !fields.SequenceEqual(first))];
        bool header = HeaderGuess.IsHeader(first, rest, missing);
        if (options.Format?.Header == false)
            return (above, header && rest.Length > 0 && ContradictsNumbers(first));
        return header || options.Format?.Header != true ? (above, header) : throw new DataException(
            $"{name}, line {records[above].Line}: '{Problems.Shown(string.Join(", ", first))}' found, the names of the columns expected, as in training: {string.Join(", ", KnownNames.Take(20))}. "
            + "Add a line with the names.");
    }

    // Whether there is text where training had numbers or dates, in data without a header.
    private bool ContradictsNumbers(string[] fields) => options.Format!.Columns.Any(column => column.Value.Type is ColumnType.Number or ColumnType.Date
        && Enumerable.Range(0, fields.Length).Any(i => column.Key == string.Create(CultureInfo.InvariantCulture, $"column {i + 1}")
            && !missing.Is(fields[i]) && CellKind.Of(fields[i], CellKinds.Numbers | CellKinds.Dates | CellKinds.Compact) == CellKinds.None));

    // Names are positions where training had no header.
    private string[] WithoutHeader(string[] names, SampleRecord first, bool header)
    {
        if (!header || options.Format?.Header != false || options.Header is not null || ColumnNames.Count(KnownNames, first.Fields) > 0)
            return names;
        notes.Add($"Line {first.Line} ('{Problems.Shown(string.Join(", ", first.Fields))}') names the columns; the training data had no header, so they are identified by position.");
        return [.. names.Select(_ => "")];
    }

    private void Report(List<SampleRecord> records, int place, bool header, int units, List<SampleRecord> rest)
    {
        if (place > 0)
        {
            notes.Add($"{Problems.Lines(records[0].Line, records[place - 1].Line)} ('{Problems.Shown(string.Join(", ", records[0].Fields.Where(field => field.Length > 0)))}'{(place > 1 ? ", …" : "")}) "
                + $"above the {(header ? "header" : "rows")} {(place == 1 ? "was" : "were")} skipped.");
        }
        if (units > 0)
        {
            notes.Add($"{Problems.Lines(records[place + 1].Line, records[place + units].Line)} ('{Problems.Shown(string.Join(", ", records[place + 1].Fields))}') "
                + $"{(units == 1 ? "was" : "were")} skipped: below the header, and texts above numbers, like units.");
        }
        if (header && options.Header is null && KnownNames.Count == 0 && HeaderGuess.AreNames(records[place].Fields, [.. rest.Select(record => record.Fields)]))
            notes.Add($"Line {records[place].Line} ({Problems.Shown(string.Join(", ", records[place].Fields))}) was taken as the header. If it is a row, give --header no.");
    }

    // The header, made as long as the records: with a name for a trailing delimiter's empty column, or for row names as R writes them.
    private string[] Names(SampleRecord first, List<SampleRecord> rest, int usual)
    {
        string[] header = first.Fields;
        if (header.Length == usual - 1)
        {
            if (rest.All(record => record.Fields.Length < usual || record.Fields[usual - 1].Length == 0))
                return [.. header, ""];
            RequireRowNames(first, rest, usual);
            notes.Add("The header has one name fewer than the rows have fields: the first column contains row names.");
            return ["", .. header];
        }
        int length = header.Length;
        while (length > usual && header[length - 1].Length == 0)
            length--;
        return header[..length];
    }

    // A decimal comma between fields with commas gives every row one field more, which is not a row name.
    private void RequireRowNames(SampleRecord header, List<SampleRecord> rest, int usual)
    {
        string[] firsts = [.. rest.Where(record => record.Fields.Length == usual).Select(record => record.Fields[0])];
        bool texts = firsts.Any(text => CellKind.Of(text, CellKinds.Number) == CellKinds.None);
        if (texts || ColumnNames.AreCounted(firsts) || (firsts.Distinct(StringComparer.Ordinal).Count() == firsts.Length && firsts.Length > 10))
            return;
        throw new DataException($"{name}, line {rest[0].Line}: {usual} fields found, {usual - 1} expected as in the header (line {header.Line}); and the first fields are not row names. "
            + "Give every column a name; or, if the numbers have decimal commas, separate the fields with another character, such as a semicolon.");
    }

    private ColumnPlan[] Plans(string[] names, int line)
    {
        string[] unique = ColumnNames.Unique(names, options.Columns.Keys.Concat(KnownTargets), $"{name}, line {line}", notes);
        var known = unique.ToHashSet(StringComparer.Ordinal);
        foreach (string wanted in options.Columns.Keys)
        {
            if (!known.Contains(wanted))
                throw Problems.NoColumn(name, wanted, unique);
        }
        return [.. unique.Select((column, i) => ColumnPlan.Of(i, column, names[i].Length > 0, options))];
    }

    private Dictionary<string, int> Elsewhere(List<SampleRecord> records, ColumnPlan[] plans)
    {
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        bool named = plans.Any(plan => plan.IsNamed);
        // Below a header, a number is a value rather than the wanted name.
        foreach (string target in options.Targets.Where(target => plans.All(plan => plan.Name != target) && !(named && target.All(char.IsAsciiDigit))))
        {
            if (records.FirstOrDefault(record => record.Fields.Contains(target)) is { } found)
                lines[target] = found.Line;
        }
        return lines;
    }
}
