using Backprop.Tabular.Reading;
using Backprop.Tabular.Tables;

namespace Backprop.Cli.Output;

/// <summary>What was found in the data, for people.</summary>
internal static class DataReport
{
    private const int MaxColumns = 24, MaxName = 28, MaxExample = 16;

    /// <summary>One line about the file, one about each column, and the notes.</summary>
    public static void Write(TextWriter output, DataSource source, IEnumerable<string> notes, IReadOnlyCollection<string> targets, int width)
    {
        output.WriteLine($"{source.Report.Source}: {Describe(source)}");
        foreach (string line in Columns(source.Report, targets, width, MaxColumns))
            output.WriteLine(line);
        if (source.Report.Columns.Any(column => column.Kind != ColumnKind.Image && !targets.Contains(column.Name, StringComparer.Ordinal)))
            output.WriteLine("       (--column NAME=number, category, date or ignore reads a column differently)");
        foreach (string note in notes)
            output.WriteLine($"  note: {note}");
    }

    /// <summary>The columns, numbered from 1 as for --target; of more than <paramref name="most"/> the first ones and the last, which is often the target.</summary>
    public static IEnumerable<string> Columns(ReadReport report, IReadOnlyCollection<string> targets, int width, int most)
    {
        int name = Math.Min(MaxName, report.Columns.Max(column => column.Name.Length));
        bool cut = report.Columns.Count > most;
        for (int c = 0; c < report.Columns.Count; c++)
        {
            if (cut && c == most - 1)
            {
                yield return $"       … and {Words.Count(report.Columns.Count - most, "more column", "more columns")}, then";
                c = report.Columns.Count - 1;
            }
            var column = report.Columns[c];
            string line = $"  {c + 1,3}  {Cut(column.Name, name).PadRight(name)}  {(column.Kind is { } kind ? Kind(kind) : "excluded"),-8}  {Holds(column)}";
            line = Cut(line, width);
            yield return targets.Contains(column.Name, StringComparer.Ordinal) ? $"{line}  <- target" : line.TrimEnd();
        }
    }

    /// <summary>Such as <c>CSV, comma, header, utf-8, 344 rows, 8 columns</c>.</summary>
    private static string Describe(DataSource source)
    {
        var report = source.Report;
        IEnumerable<string?> parts =
        [
            report.Format + (report.Compressed ? " (gzip)" : ""),
            report.Delimiter,
            report.Header is { } header ? (header ? "header" : "no header (--header yes if there is one)") : null,
            report.Decimal == ',' ? "decimal comma" : null,
            report.Encoding,
            Words.Count(source.Table.Rows, "row"),
            source.Test is { } test ? $"{Words.Count(test.Rows, "test row")}" : null,
            Words.Count(report.Columns.Count, "column"),
        ];
        return string.Join(", ", parts.Where(part => part is not null));
    }

    private static string Holds(ColumnReport column)
    {
        if (column.Ignored is { } reason)
            return reason;
        string distinct = column.Kind == ColumnKind.Image ? column.Examples(1).FirstOrDefault() ?? "" : Words.Count(column.Distinct, "value");
        string examples = column.Kind == ColumnKind.Image ? "" : ": " + string.Join(", ", column.Examples().Select(example => Cut(example, MaxExample)));
        string more = column.Kind != ColumnKind.Image && column.Distinct > 3 ? ", …" : "";
        string form = column.Form is { } f ? $" ({f})" : "";
        string missing = column.Missing > 0 ? $"; {Words.Count(column.Missing, "missing", "missing")}" : "";
        return distinct + missing + examples + more + form;
    }

    private static string Kind(ColumnKind kind) => kind switch
    {
        ColumnKind.Number => "number",
        ColumnKind.Category => "category",
        ColumnKind.Boolean => "boolean",
        ColumnKind.Date => "date",
        _ => "image",
    };

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..Math.Max(1, length - 1)] + "…";
}
