using System.Text;
using Backprop.Tabular.Cells;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Reading;

/// <summary>
/// Reads a text file of any dialect. How it is written is found out from its first records; then all records go into typed columns in one
/// pass. Where a later cell contradicts, the text is looked through once to its end, and read again.
/// </summary>
internal sealed class TextTable
{
    private const int SampleLength = 1 << 20;

    private readonly ByteSource source;
    private readonly ReadOptions options;
    private readonly MissingText missing;
    private readonly List<string> notes = [];

    private TextTable(ByteSource source, ReadOptions options)
    {
        this.source = source;
        this.options = options;
        missing = MissingText.Of(options.Missing, options.Format?.Missing);
    }

    /// <exception cref="DataException">The text is not a table.</exception>
    public static DataSource Read(ByteSource source, ReadOptions options) => new TextTable(source, options).Read();

    private DataSource Read()
    {
        var encoding = TextEncoding.Find(source.Head(ContentKind.HeadLength), options.Encoding, options.Format?.Encoding);
        try
        {
            return Read(encoding);
        }
        catch (DecoderFallbackException) when (options.Encoding is null && encoding == TextEncoding.Utf8)
        {
            var other = TextEncoding.Other(options.Format?.Encoding);
            notes.Add($"The text is not valid UTF-8; it was read as {(other == TextEncoding.Windows1252 ? "Windows-1252 (Latin-1)" : $"{other.Name}, as in training")}.");
            return Read(other);
        }
        catch (DecoderFallbackException e)
        {
            throw new DataException($"{source.Name}: not valid {encoding.Name} text. Say --encoding, such as latin-1 or utf-8. {e.Message}", e);
        }
    }

    private DataSource Read(TextEncoding encoding)
    {
        var guess = new LayoutGuess(source.Name, options, missing);
        var layout = Sampled(guess, encoding);
        Column?[]? columns;
        TextFile file;
        bool looked = false;
        while ((columns = Pass(layout, looked, file = new TextFile(source, layout))) is null)
        {
            if (file.WasNoEnd)
                layout = layout with { HasEnd = false };
            else
                (layout, looked) = (layout with { Columns = Whole(guess, layout) }, true);
        }
        return Finish(layout, file, columns);
    }

    private Layout Sampled(LayoutGuess guess, TextEncoding encoding)
    {
        for (int length = SampleLength; ; length *= 4)
        {
            using var text = encoding.Open(source.Open());
            char[] sample = new char[length];
            int read = text.ReadBlock(sample, 0, length);
            bool whole = read < length;
            if (guess.Of(new string(sample, 0, read), whole, encoding) is { } layout)
                return layout;
            if (length >= RecordReader.LongestRecord)
                throw new DataException($"{source.Name}: no line end in the first {length:N0} characters. One row a line is expected; is a quote left open?");
        }
    }

    // The columns; null where a cell contradicted its column's kind, or a row the end of the table.
    private Column?[]? Pass(Layout layout, bool looked, TextFile file)
    {
        int expected = ExpectedRows(layout);
        var builders = layout.Columns.Select(plan => ColumnBuilder.Of(plan, missing, expected)).ToArray();
        using (var records = file.Open())
        {
            bool more = true;
            while (more)
            {
                records.Release();
                while (!records.HoldsEnough && (more = file.Next(records)))
                    records.Hold(layout.Fields);
                if (Add(records, builders) is not var (row, column))
                    continue;
                var plan = layout.Columns[column];
                bool isOpen = plan.Said is null || (plan.Said == ColumnType.Date && !looked);
                return isOpen ? null : throw file.Unfit(plan, records.LineOf(row), records[row, column]);
            }
        }
        if (file.Problem is { } problem)
            throw problem;
        if (file.WasNoEnd)
            return null;
        for (int i = 0; i < builders.Length; i++)
        {
            if (builders[i] is NumberBuilder { FirstInfinite: >= 0 } numbers)
                throw new TextFile(source, layout).Infinite(layout.Columns[i], numbers.FirstInfinite);
        }
        return builders.Select((builder, i) => builder.Build(layout.Columns[i].Name)).ToArray();
    }

    // About how many rows there are, and rather more than fewer; 0 where that is not known before they are unpacked.
    private int ExpectedRows(Layout layout) => source.Compressed ? 0 : (int)Math.Min(1.02 * source.PackedLength / layout.RecordLength, Array.MaxLength / sizeof(double));

    // Adds the rows held, column by column. The first cell, row by row, that its column's kind contradicts.
    private static (int Row, int Column)? Add(RecordReader rows, ColumnBuilder[] builders)
    {
        (int Row, int Column) first = (rows.Held, 0);
        for (int column = 0; column < builders.Length; column++)
        {
            int row = builders[column].Add(rows, column);
            if (row < first.Row)
                first = (row, column);
        }
        return first.Row < rows.Held ? first : null;
    }

    // What all cells can be read as, after the first ones turned out to be a bad sample.
    private ColumnPlan[] Whole(LayoutGuess guess, Layout layout)
    {
        var file = new TextFile(source, layout);
        using var records = file.Open();
        var inference = guess.Inference(layout.Columns);
        while (file.Next(records))
        {
            for (int column = 0; column < Math.Min(records.Count, layout.Fields); column++)
                inference.Observe(column, records[column]);
        }
        return file.WasNoEnd ? Whole(guess, layout with { HasEnd = false }) : guess.Decide(layout.Columns, inference, layout.Mark);
    }

    private DataSource Finish(Layout layout, TextFile file, Column?[] columns)
    {
        var reports = new List<ColumnReport>();
        foreach (var plan in layout.Columns)
        {
            string? ignored = plan.Said == ColumnType.Ignore ? "as said" : columns[plan.Index] is null ? plan.IsNamed ? "no values" : "no name and no values" : null;
            reports.Add(new ColumnReport(plan.Name, columns[plan.Index], ignored, plan.FormName));
            if (plan is { Expected: { } form, Said: ColumnType.Date } && plan.FormName != form && columns[plan.Index] is not null)
                notes.Add($"Column '{plan.Name}': the dates are written as {plan.FormName} here; in training they were {form}.");
            else if (plan.IsAmbiguous)
                notes.Add($"Column '{plan.Name}': every date can be read as dd/MM and as MM/dd; it was read as {plan.FormName}.");
        }
        notes.AddRange(columns.Select((column, i) => NearlyNumbers(column, layout.Columns[i], layout.Mark)).OfType<string>());
        var kept = columns.OfType<Column>().ToArray();
        if (kept.Length == 0)
            throw new DataException($"{source.Name}: no column holds a value. Rows with values are expected.");
        var format = new DataFormat
        {
            Delimiter = layout.Dialect.Name,
            Header = layout.Header,
            Decimal = layout.Mark,
            Encoding = layout.Encoding.Name,
            Comment = layout.Dialect.Comment,
            Missing = missing.Marks,
            Columns = ColumnReport.Formats(reports),
        };
        var table = new Table(kept) { Format = format };
        var report = new ReadReport
        {
            Source = source.Name,
            Format = "CSV",
            Compressed = source.Compressed,
            Delimiter = layout.Dialect.Name,
            Header = layout.Header,
            Decimal = layout.Mark,
            Encoding = layout.Encoding.Name,
            Rows = table.Rows,
            Columns = reports,
            Elsewhere = layout.Elsewhere,
            Notes = [.. layout.Notes, .. file.Notes(), .. notes],
        };
        return new DataSource(table, Test: null, report);
    }

    // A column of numbers with a few words in it is rarely meant as a category of a thousand labels.
    private static string? NearlyNumbers(Column? column, ColumnPlan plan, char mark)
    {
        if (plan.Said is not null || column is not CategoryColumn { Labels.Count: >= 10 } category)
            return null;
        string[] words = category.Labels.Where(label => !NumberText.TryParse(label, mark, out _)).ToArray();
        return words.Length * 10 > category.Labels.Count
            ? null
            : $"Column '{plan.Name}' holds labels, though most of them are numbers: '{Problems.Shown(words[0])}' is not. Say --missing '{Problems.Shown(words[0])}' if it stands for a missing value.";
    }
}
