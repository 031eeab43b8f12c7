using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using Backprop.Tabular.Cells;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Reading;

/// <summary>
/// Reads a text file of any dialect. How it is written is detected from its first records; then all records go into typed columns in one
/// pass. Where a later cell contradicts, the text is looked through once to its end, and read again.
/// </summary>
internal sealed class TextTable
{
    private const int SampleLength = 1 << 20;

    private readonly ByteSource source;
    private readonly ReadOptions options;
    private readonly MissingText missing;
    private readonly List<string> notes = [];
    private readonly HashSet<int> labels = [];

    private TextTable(ByteSource source, ReadOptions options)
    {
        this.source = source;
        this.options = options;
        missing = options.MissingText();
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
            throw new DataException($"{source.Name}: not valid {encoding.Name} text. Give --encoding, such as latin-1 or utf-8. {e.Message}", e);
        }
    }

    private DataSource Read(TextEncoding encoding)
    {
        var guess = new LayoutGuess(source.Name, options, missing);
        var layout = Sampled(guess, encoding);
        if (layout.Columns.Any(plan => plan.AmbiguousNumber is not null))
            layout = Whole(guess, layout);
        if (layout.Columns.FirstOrDefault(plan => plan.AmbiguousNumber is not null) is { } ambiguous)
            throw Problems.Ambiguous(source.Name, ambiguous);
        Column?[]? columns;
        TextFile file;
        while ((columns = Pass(layout, file = new TextFile(source, layout))) is null)
            layout = file.WasNoEnd ? file.WithoutEnd : Whole(guess, layout);
        return Finish(layout, file, columns);
    }

    private Layout Sampled(LayoutGuess guess, TextEncoding encoding)
    {
        for (int length = SampleLength; ; length *= 4)
        {
            string sample = Start(encoding, length);
            if (guess.Of(sample, whole: sample.Length < length, encoding) is { } layout)
                return layout;
            if (length >= RecordReader.LongestRecord)
                throw new DataException($"{source.Name}: no line end in the first {length:N0} characters. One row per line was expected; is a quote left open?");
        }
    }

    // The first characters: most texts have far fewer than the buffer holds.
    private string Start(TextEncoding encoding, int length)
    {
        char[] characters = ArrayPool<char>.Shared.Rent(length);
        try
        {
            using var text = encoding.Open(source.Open());
            return new string(characters, 0, text.ReadBlock(characters, 0, length));
        }
        finally
        {
            ArrayPool<char>.Shared.Return(characters);
        }
    }

    // The columns; null where a cell contradicted its column's kind, or a row the end of the table.
    private Column?[]? Pass(Layout layout, TextFile file)
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
                // What all its cells were found to be, and yet they are not, is read as labels rather than found again.
                if (plan.Declared is null && layout.IsWhole)
                    labels.Add(column);
                return plan.Declared is null || !layout.IsWhole ? null : throw file.Unfit(plan, records.LineOf(row), records[row, column]);
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
        for (int i = 0; i < builders.Length; i++)
        {
            foreach (var (mark, rows) in (builders[i] as CategoryBuilder)?.Marks ?? [])
                notes.Add($"Column '{layout.Columns[i].Name}': '{mark}' stands for a missing value in {rows} rows. If it is a class, give --missing-only with the texts that stand for one (--missing-only \"\" for none but the empty cell).");
        }
        Column?[] columns = [.. builders.Select((builder, i) => builder.Build(layout.Columns[i].Name))];
        return file.IsEnd(columns) ? columns : null;
    }

    // About how many rows there are, and rather more than fewer; 0 where that is not known before they are unpacked.
    private int ExpectedRows(Layout layout) => source.Compressed ? 0 : (int)Math.Min(1.02 * source.PackedLength / layout.RecordLength, Array.MaxLength / sizeof(double));

    // Adds the rows held, column by column. The first cell, row by row, that its column's kind contradicts. It is compiled anew on its own while the loop around it runs on.
    [MethodImpl(MethodImplOptions.NoInlining)]
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
    private Layout Whole(LayoutGuess guess, Layout layout)
    {
        var file = new TextFile(source, layout);
        using var records = file.Open();
        var inference = guess.Inference(layout.Columns);
        var dates = layout.Columns.Where(plan => plan is { Declared: ColumnType.Date, Expected: null }).ToDictionary(plan => plan.Index, _ => new DateFormCounts());
        while (file.Next(records))
        {
            for (int column = 0; column < Math.Min(records.Count, layout.Fields); column++)
            {
                inference.Observe(column, records[column]);
                dates.GetValueOrDefault(column)?.Add(records[column]);
            }
        }
        if (file.WasNoEnd)
            return Whole(guess, file.WithoutEnd);
        // Where no form fits every cell of a column declared as dates, the error is about the first cell that is unlike most.
        var decided = guess.Decide(layout, inference);
        return decided with
        {
            Columns = [.. decided.Columns.Select(plan => labels.Contains(plan.Index) ? plan with { Kind = ColumnKind.Category, Form = CellKinds.None, Number = null } :
                inference.Kinds(plan.Index) == CellKinds.None && dates.GetValueOrDefault(plan.Index)?.MostFrequent is { } most ? plan with { Form = most } : plan)],
        };
    }

    private DataSource Finish(Layout layout, TextFile file, Column?[] columns)
    {
        var reports = new List<ColumnReport>();
        foreach (var found in layout.Columns)
        {
            var plan = found;
            string? reason = null;
            if (NearlyDates.Of(plan, columns[plan.Index], options.DayFirst, new TextFile(source, layout).LineOf) is { } nearly)
            {
                (columns[plan.Index], reason) = (nearly.Column, nearly.Reason);
                plan = plan with { Kind = ColumnKind.Date, Form = nearly.Form, Missing = nearly.Missing };
                notes.Add(nearly.Note);
            }
            else if (NearlyNumbers.Of(plan, columns[plan.Index], layout.Mark, new TextFile(source, layout).LineOf) is { } numbers)
            {
                // A target that is not a number only for a word would be learned as hundreds of classes.
                if (numbers.Column is null && !numbers.MayBeClasses && plan.KeepsSpelling == true)
                    throw new DataException($"{source.Name}: {numbers.Note} Give --column '{plan.Name}=category' if they are classes nevertheless.");
                if (numbers.Column is not null)
                {
                    columns[plan.Index] = numbers.Column;
                    plan = plan with { Kind = ColumnKind.Number, Number = numbers.Form, Missing = numbers.Missing };
                }
                notes.Add(numbers.Note);
            }
            string? ignored = plan.Declared == ColumnType.Ignore ? "as requested" : reason ?? (columns[plan.Index] is null ? plan.IsNamed ? "no values" : "no name and no values" : null);
            reports.Add(new ColumnReport(plan.Name, columns[plan.Index], ignored, plan.FormName, plan.Missing));
            if (DateNotes.Of(plan, source.Name) is { } note)
                notes.Add(note);
            else if (columns[plan.Index] is not null && Contradiction(plan) is { } contradiction)
                notes.Add(contradiction);
        }
        var kept = columns.OfType<Column>().ToArray();
        if (kept.Length == 0)
            throw new DataException($"{source.Name}: no column has a value. Rows with values were expected.");
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
            Decimal = layout.Mark ?? '.',
            Encoding = layout.Encoding.Name,
            Rows = table.Rows,
            Columns = reports,
            Elsewhere = layout.Elsewhere,
            Notes = [.. layout.Notes, .. file.Notes(), .. notes],
        };
        return new DataSource(table, Test: null, report);
    }

    // Numbers of another form than that of training, where it is certain.
    private string? Contradiction(ColumnPlan plan)
    {
        if (plan.Declared is not ColumnType.Number || options.Columns.ContainsKey(plan.Name) || options.Format?.Columns.ContainsKey(plan.Name) != true)
            return null;
        string? Plain(char? mark) => mark is null ? null : new NumberForm(mark.Value).Name;
        string? here = plan.FormName ?? Plain(plan.Form == CellKinds.CommaNumber ? ',' : '.'), before = plan.Expected ?? Plain(options.Format.Decimal);
        return here is null || before is null || here == before ? null
            : $"Column '{plan.Name}': the numbers have the form {here} here; in training they had {before}.";
    }
}
