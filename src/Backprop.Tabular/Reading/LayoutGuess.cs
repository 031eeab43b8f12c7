using Backprop.Tabular.Cells;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Reading;

/// <summary>Finds out from the first records of a text how it is to be read.</summary>
internal sealed class LayoutGuess(string name, ReadOptions options, MissingText missing)
{
    private const int Records = 1000;
    private readonly List<string> notes = [];

    /// <summary>The layout by the first part of a text; null where a longer part is needed.</summary>
    /// <exception cref="DataException">The text holds no rows, or what was said of it does not fit.</exception>
    public Layout? Of(string sample, bool whole, TextEncoding encoding)
    {
        notes.Clear();
        char delimiter = options.Delimiter is { } said ? Dialect.DelimiterOf(said) : DialectGuess.Delimiter(sample, whole, missing);
        var dialect = new Dialect(delimiter);
        using var reader = new RecordReader(new StringReader(sample), dialect, name);
        var records = new List<(int Line, int Record, string[] Fields)>();
        while (records.Count < Records && reader.Read())
        {
            if (!reader.IsBlank && (whole || !reader.AtEnd))
                records.Add((reader.Line, reader.Record, reader.Copy()));
        }
        if (records.Count < 2 && !whole)
            return null;
        if (reader.Broken is not null && (whole || reader.Broken is { Found: not null }))
            throw Problems.Quote(name, reader);
        if (records.Count == 0)
            throw new DataException($"{name}: the file is empty. A table with one row a line is expected.");

        int usual = DialectGuess.UsualCount(records.Select(record => record.Fields.Length));
        if (records.Count > 1 && records[0].Fields.Length == 1 && usual > 2)
        {
            notes.Add($"Line {records[0].Line} ('{Problems.Shown(records[0].Fields[0])}') was passed over: it has one field, the lines below have {usual}.");
            records.RemoveAt(0);
        }
        var first = records[0];
        var rest = records.Skip(1).Select(record => record.Fields).ToArray();
        bool header = options.Header ?? HeaderGuess.IsHeader(first.Fields, rest, missing, options.Format?.Columns.Keys ?? []);
        if (header && rest.Length == 0)
        {
            throw new DataException($"{name}: there is a header (line {first.Line}) but no rows. Add rows; or, if that line is a row, say --header no.");
        }
        var names = header ? Names(first.Fields, rest, usual) : Enumerable.Repeat("", usual).ToArray();
        var plans = Plans(names, first.Line);
        var data = header ? rest : records.Select(record => record.Fields).ToArray();
        var inference = Inference(plans);
        foreach (string[] fields in data)
        {
            for (int column = 0; column < Math.Min(fields.Length, plans.Length); column++)
                inference.Observe(column, fields[column]);
        }
        if (options.Decimal is not (null or '.' or ','))
            throw new DataException($"The decimal mark '{options.Decimal}' is neither a point nor a comma.");
        char? mark = Mark(inference, delimiter);
        return new Layout
        {
            Encoding = encoding,
            Dialect = dialect,
            Header = header,
            Mark = mark,
            FirstLine = first.Line,
            FirstRecord = header ? first.Record + 1 : first.Record,
            Fields = names.Length,
            Columns = Decide(plans, inference, mark),
            RecordLength = data.Average(fields => fields.Sum(field => field.Length + 1)),
            Notes = [.. notes],
        };
    }

    /// <summary>A layout after all cells were looked at.</summary>
    public Layout Decide(Layout layout, Inference inference)
    {
        char? mark = Mark(inference, layout.Dialect.Delimiter);
        return layout with { Mark = mark, Columns = Decide(layout.Columns, inference, mark), IsWhole = true };
    }

    private ColumnPlan[] Decide(IReadOnlyList<ColumnPlan> plans, Inference inference, char? mark) => plans.Select(plan =>
        plan.Decide(inference.Kinds(plan.Index), inference.Seen(plan.Index), inference.Numbers(plan.Index), mark, options.DayFirst)).ToArray();

    private char? Mark(Inference inference, char delimiter) => options.Decimal ?? options.Format?.Decimal ?? inference.DecimalMark(delimiter);

    /// <summary>An inference that has seen nothing yet, for all cells of a text.</summary>
    public Inference Inference(IReadOnlyList<ColumnPlan> plans)
    {
        var inference = new Inference(plans.Count, missing, options.Decimal);
        foreach (var plan in plans)
        {
            inference.Ignore(plan.Index, plan.Missing);
            if (plan.Said is { } said)
            {
                var candidates = said == ColumnType.Date ? CellKinds.DatesDeclared : said == ColumnType.Number ? CellKinds.Numbers : CellKinds.None;
                inference.Limit(plan.Index, candidates, number: said == ColumnType.Number);
            }
        }
        return inference;
    }

    // The header, made as long as the records: with a name for a trailing delimiter's empty column, or for row names as R writes them.
    private string[] Names(string[] header, string[][] rest, int usual)
    {
        if (header.Length == usual - 1)
        {
            if (rest.All(record => record.Length < usual || record[usual - 1].Length == 0))
                return [.. header, ""];
            notes.Add("The header has one name less than the rows have fields: the first column holds the rows' names.");
            return ["", .. header];
        }
        int length = header.Length;
        while (length > usual && header[length - 1].Length == 0)
            length--;
        return header[..length];
    }

    private ColumnPlan[] Plans(string[] names, int line)
    {
        var plans = new ColumnPlan[names.Length];
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < names.Length; i++)
        {
            string column = names[i].Length > 0 ? names[i] : $"column {i + 1}";
            if (!seen.TryAdd(column, i))
            {
                throw new DataException($"{name}, line {line}: columns {seen[column] + 1} and {i + 1} are both named '{column}'. "
                    + "Give each column a name of its own; or, if that line is a row, say --header no.");
            }
            plans[i] = ColumnPlan.Of(i, column, names[i].Length > 0, options);
        }
        foreach (string wanted in options.Columns.Keys)
        {
            if (!seen.ContainsKey(wanted))
                throw Problems.NoColumn(name, wanted, plans.Select(plan => plan.Name));
        }
        return plans;
    }
}
