using System.Globalization;
using System.Text;
using Backprop.Tabular.Reading;
using Backprop.Tabular.Tables;
using CsCheck;

namespace Backprop.Tabular.Tests.Reading;

/// <summary>Random tables, written in random ways, come back to the bit.</summary>
public sealed class RoundTripTests
{
    private static readonly Gen<string> Word = Gen.Char["abcxyzÄß漢"].Array[1, 6].Select(letters => "w" + new string(letters));

    // Anything may stand in a label, but blanks around it are not part of it and a few texts mean a missing value.
    private static readonly Gen<string> Label = Gen.Char["ab01,;\t|\"'\r\n .-#é漢"].Array[0, 8]
        .Select(letters => ("L" + new string(letters)).Trim());

    private static readonly Gen<double> Number = Gen.OneOf(
        Gen.Double.Where(value => Math.Abs(value) <= float.MaxValue), Gen.Int[-1000, 1000].Select(i => (double)i), Gen.Int[-99999, 99999].Select(i => i / 100.0));

    private static readonly Gen<double> Days = Gen.Select(Gen.Int[-80_000, 60_000], Gen.OneOf(Gen.Const(0), Gen.Int[0, 86_399])).Select((day, second) => day + second / 86400.0);

    [Fact]
    public void What_is_written_is_found_out_when_it_is_read() =>
        Tables(Word).Sample(table =>
        {
            var text = new StringWriter();
            new CsvWriter(text).Write(table);
            Same(table, Texts.Read(text.ToString()));
        }, iter: 3000);

    [Fact]
    public void Every_dialect_that_is_reported_is_read() =>
        Gen.Select(Tables(Label), Gen.Char[",;\t|"], Gen.OneOf(Gen.Const("\n"), Gen.Const("\r\n"), Gen.Const("\r")), Gen.Char[".,"], Gen.Int[0, 3], Gen.Int, Gen.Bool)
            .Sample((table, delimiter, lineEnd, mark, style, seed, packed) =>
            {
                string text = Written(table, delimiter, lineEnd, mark, style, seed);
                byte[] bytes = (seed & 1) == 0 ? Encoding.UTF8.GetBytes(text) : [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)];
                var options = new ReadOptions { Delimiter = delimiter.ToString(), Header = true, Decimal = mark, Columns = Types(table) };
                Same(table, Texts.Open(packed ? Texts.Gzip(bytes) : bytes, options).Table);
            }, iter: 3000);

    // Any characters but NUL and halves of surrogate pairs, without blanks at the ends; control characters and what begins files of other kinds more often than others.
    private static readonly Gen<string> AnyText = Gen.OneOf(Gen.Int[1, 0x1F], Gen.Int[1, 0x24F], Gen.Int[0x2000, 0xD7FF], Gen.Int[0xE000, 0x10FFFF], Gen.Const(0xFEFF), Gen.Char["#%/\"'=@,;|{[<\u001A\u007F"].Select(c => (int)c))
        .Array[0, 6].Select(characters => string.Concat(characters.Select(char.ConvertFromUtf32)).Trim());

    [Fact]
    public void Any_text_is_read_back_as_a_name_and_as_a_label() =>
        Gen.Select(Gen.Select(AnyText, AnyText).Array[1, 4], Gen.Select(AnyText, AnyText).Array[1, 20]).Sample((names, texts) =>
        {
            // The numbers in the first column keep labels from looking like totals and remarks.
            Column[] columns = [.. names.Select((name, i) => ($"{name.Item1}n{i}{name.Item2}", i)).Select(named => named.i == 0
                ? (Column)new NumberColumn(named.Item1, texts.Select((_, n) => n + 0.5).ToArray())
                : CategoryColumn.Sorted(named.Item1, [.. texts.Select((text, n) => $"{text.Item1}L{n}{text.Item2}")], Enumerable.Range(0, texts.Length).ToArray(), isBoolean: false))];
            var text = new StringWriter();
            new CsvWriter(text).Write(new Table(columns));
            // Line ends in names come back as line feeds.
            Column[] expected = [.. columns.Select(column => column.Rename(column.Name.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n')))];
            Same(new Table(expected), Texts.Read(text.ToString(), new ReadOptions { Delimiter = ",", Header = true, Skip = 0, Columns = Types(new Table(expected)) }));
        }, iter: 3000);

    [Theory]
    [InlineData("\uFEFFa")]
    [InlineData("\u0001a")]
    [InlineData("#a")]
    [InlineData("//a")]
    [InlineData("@relation")]
    [InlineData("<html")]
    [InlineData("%PDF")]
    [InlineData("BZh\u0001")]
    public void A_first_name_that_looks_like_the_mark_of_a_file_is_a_name(string name)
    {
        var text = new StringWriter();
        new CsvWriter(text).Write(new Table([new NumberColumn(name, new double[] { 1, 2, 4 }), new NumberColumn("b", new double[] { 1, 0.5, 2 })]));
        Assert.Equal([name, "b"], Texts.Read(text.ToString()).Columns.Select(column => column.Name));
    }

    [Theory]
    [InlineData(0, "NUL")]
    [InlineData(0xD800, "surrogate")]
    [InlineData(0xDC00, "surrogate")]
    public void What_no_text_file_holds_is_refused(int character, string why)
    {
        foreach (string label in (string[])[$"a{(char)character}", $"{(char)character}a", $"😀{(char)character}"])
            Assert.Contains(why, Assert.Throws<DataException>(() => new CsvWriter(new StringWriter()).Write(label)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0")]
    [InlineData("+1+1", "'+1+1")]
    [InlineData("-x", "'-x")]
    [InlineData("-inf", "'-inf")]
    [InlineData("@SUM(1)", "'@SUM(1)")]
    [InlineData("＝1", "'＝1")]
    [InlineData("＋1", "'＋1")]
    [InlineData("－1", "'－1")]
    [InlineData("＠x", "'＠x")]
    [InlineData("\tx", "\"'\tx\"")]
    [InlineData("\rx", "\"'\rx\"")]
    [InlineData("\nx", "\"'\nx\"")]
    [InlineData(" =1", "' =1")]
    [InlineData("-1.5", "-1.5")]
    [InlineData("+2e-3", "+2e-3")]
    [InlineData("a=b", "a=b")]
    [InlineData("'x", "'x")]
    [InlineData("", "")]
    public void What_a_spreadsheet_would_run_gets_an_apostrophe_where_that_is_asked_for(string field, string written)
    {
        var text = new StringWriter();
        var writer = new CsvWriter(text) { SafeForSpreadsheets = true };
        writer.Write("x");
        writer.Write(field);
        writer.Write(-1.5);
        writer.Write(double.NegativeInfinity);
        writer.EndRow();
        Assert.Equal($"x,{written},-1.5,-Infinity\n", text.ToString());
    }

    [Fact]
    public void A_writer_writes_fields_as_they_come()
    {
        var text = new StringWriter();
        var writer = new CsvWriter(text, ';');
        writer.Write("a;b");
        writer.Write(0.1f);
        writer.Write(0.1);
        writer.Write(double.NaN);
        writer.EndRow();
        writer.Write("");
        writer.EndRow();
        writer.Write(" say \"x\"");
        writer.Write("x,y");
        writer.EndRow();
        Assert.Equal("\"a;b\";0.1;0.1;\n\"\"\n\" say \"\"x\"\"\";x,y\n", text.ToString());
    }

    private static Gen<Table> Tables(Gen<string> label) =>
        from rows in Gen.Int[1, 25]
        from columns in Gen.OneOf(Numbers(rows), Categories(rows, label), Dates(rows)).Array[1, 5]
        select new Table(columns.Select((column, i) => column.Rename($"{column.Name}{i}")).ToArray());

    private static Gen<Column> Numbers(int rows) => Sparse(Number, rows).Select(values => (Column)new NumberColumn("n", values.Select(value => value ?? double.NaN).ToArray()));

    private static Gen<Column> Dates(int rows) => Sparse(Days, rows).Select(values => (Column)new DateColumn("d", values.Select(value => value ?? double.NaN).ToArray()));

    private static Gen<Column> Categories(int rows, Gen<string> label) =>
        Gen.Select(label.Array[1, 6], Sparse(Gen.Int[0, 5], rows)).Select((texts, places) =>
        {
            string?[] cells = places.Select(place => place is { } at ? texts[at % texts.Length] : null).ToArray();
            string[] labels = cells.OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
            return (Column)new CategoryColumn("c", labels, cells.Select(cell => cell is null ? -1 : Array.IndexOf(labels, cell)).ToArray());
        });

    // The first value is there: a column without any is left out, which has a test of its own.
    private static Gen<T?[]> Sparse<T>(Gen<T> gen, int rows) where T : struct =>
        Gen.Select(gen.Array[rows], Gen.Int[0, 9].Array[rows]).Select((values, dice) => values.Select((value, i) => i > 0 && dice[i] == 0 ? (T?)null : value).ToArray());

    private static Dictionary<string, ColumnType> Types(Table table) => table.Columns.ToDictionary(column => column.Name, column => column.Kind switch
    {
        ColumnKind.Number => ColumnType.Number,
        ColumnKind.Date => ColumnType.Date,
        _ => ColumnType.Category,
    });

    // Style 0: quotes where needed; 1: everywhere; 2: here and there; 3: everywhere, with blanks around.
    private static string Written(Table table, char delimiter, string lineEnd, char mark, int style, int seed)
    {
        var text = new StringBuilder();
        int dice = seed & int.MaxValue;
        for (int row = -1; row < table.Rows; row++)
        {
            for (int i = 0; i < table.Columns.Count; i++)
            {
                var column = table.Columns[i];
                string cell = row < 0 ? column.Name : column.Text(row);
                if (row >= 0 && column is NumberColumn)
                    cell = cell.Replace('.', mark);
                if (row >= 0 && cell.Length == 0 && (dice & 4) == 0)
                    cell = "NA";
                dice = (int)((dice * 1103515245L + 12345) & int.MaxValue);
                bool needed = cell.AsSpan().IndexOfAny([delimiter, '"', '\r']) >= 0 || cell.Contains('\n') || (cell.Length == 0 && table.Columns.Count == 1);
                if (needed || style is 1 or 3 || (style == 2 && dice % 2 == 0))
                    cell = '"' + cell.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';
                if (style == 3)
                    cell = new string(' ', dice % 3) + cell + new string(' ', dice / 3 % 3);
                text.Append(i > 0 ? delimiter.ToString() : "").Append(cell);
            }
            text.Append(row == table.Rows - 1 && (dice & 8) == 0 ? "" : lineEnd);
        }
        return text.ToString();
    }

    private static void Same(Table expected, Table actual)
    {
        Assert.Equal(expected.Columns.Select(column => (column.Name, column.Kind)), actual.Columns.Select(column => (column.Name, column.Kind)));
        Assert.Equal(expected.Rows, actual.Rows);
        for (int i = 0; i < expected.Columns.Count; i++)
        {
            if (expected.Columns[i] is NumberColumn numbers)
                Assert.Equal(numbers.Values.ToArray().Select(BitConverter.DoubleToInt64Bits), ((NumberColumn)actual.Columns[i]).Values.ToArray().Select(BitConverter.DoubleToInt64Bits));
            else
                Assert.Equal(expected.Cells(i), actual.Cells(i));
            if (expected.Columns[i] is CategoryColumn labels)
                Assert.Equal(labels.Labels, ((CategoryColumn)actual.Columns[i]).Labels);
        }
    }
}
