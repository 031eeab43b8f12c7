using System.Text;
using Backprop.Tabular.Reading;
using Backprop.Tabular.Tables;
using CsCheck;
using Sylvan.Data.Csv;

namespace Backprop.Tabular.Tests.Reading;

/// <summary>How a text is cut into records and fields.</summary>
public sealed class RecordReaderTests
{
    // Now and then a field longer than the reader's buffer.
    private static readonly Gen<string> Content = Gen.Frequency(
        (6, Gen.Char["019.-"].Array[0, 4].Select(letters => new string(letters))),
        (6, Gen.Char["ab01,;\t|\"'\r\n .#é漢\u00a0\v"].Array[0, 9].Select(letters => new string(letters))),
        (1, Gen.Select(Gen.Char["x\"\n "], Gen.Int[1, 70_000]).Select((letter, length) => new string(letter, length / 8))));

    private static readonly Gen<string[][]> Records = Content.Array[1, 6].Array[1, 40];

    private static readonly Gen<string> LineEnd = Gen.OneOf(Gen.Const("\n"), Gen.Const("\r\n"), Gen.Const("\r"));

    [Fact]
    public void Records_are_cut_as_another_reader_cuts_them() =>
        Gen.Select(Records, Gen.Char[",;\t|"], LineEnd, Gen.Int[0, 2], Gen.Bool).Sample((records, delimiter, lineEnd, style, ends) =>
        {
            // The other one takes the first kind of line end that it meets, also in quotes, for the only one.
            string text = Written(records, delimiter, "\n", style, ends).Replace('\r', '\n').Replace("\n", lineEnd, StringComparison.Ordinal);
            // It loses records at the end of its buffer.
            if (text.Length < 16_000)
                Assert.Equal(Theirs(text, delimiter), Ours(new StringReader(text), delimiter));
        }, iter: 2000);

    [Fact]
    public void A_text_that_comes_in_pieces_gives_the_same_records() =>
        Gen.Select(Records, Gen.Char[",;\t| "], LineEnd.Array[2], Gen.Int[0, 2], Gen.Int[1, 50]).Sample((records, delimiter, lineEnds, style, piece) =>
        {
            string text = Written(records, delimiter, lineEnds[0], style, ends: true) + Written(records, delimiter, lineEnds[1], style, ends: false);
            Assert.Equal(Ours(new StringReader(text), delimiter), Ours(new Pieces(text, piece), delimiter));
        }, iter: 300);

    [Fact]
    public void Records_that_are_held_keep_their_fields_and_lines() =>
        Gen.Select(Records, Gen.Char[",; "], LineEnd, Gen.Int[0, 2], Gen.Int[1, 6]).Sample((records, delimiter, lineEnd, style, width) =>
        {
            string text = Written(records, delimiter, lineEnd, style, ends: true);
            var expected = new List<string>();
            using (var alone = new RecordReader(new StringReader(text), new Dialect(delimiter), "text"))
            {
                while (alone.Read())
                {
                    if (alone.Count >= width)
                        expected.Add($"{alone.Line}: {string.Join('\u0001', alone.Copy()[..width])}");
                }
            }
            var held = new List<string>();
            using var reader = new RecordReader(new StringReader(text), new Dialect(delimiter), "text");
            do
            {
                reader.Release();
                while (!reader.HoldsEnough && reader.Read())
                {
                    if (reader.Count >= width)
                        reader.Hold(width);
                }
                for (int row = 0; row < reader.Held; row++)
                {
                    string[] fields = new string[width];
                    for (int field = 0; field < width; field++)
                        fields[field] = reader[row, field].ToString().Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
                    held.Add($"{reader.LineOf(row)}: {string.Join('\u0001', fields)}");
                }
            }
            while (reader.Held > 0);
            Assert.Equal(expected, held);
        }, iter: 300);

    [Fact]
    public void Line_ends_of_all_kinds_stand_in_one_text() =>
        Assert.Equal([["a", "b"], ["1", ""], ["2", "x\ny"], [""], ["3"]], Ours(new StringReader("a,b\r\n1,\r2,\"x\ry\"\n\n3"), ','));

    [Theory]
    [InlineData("1,\"2\"x,3\n4", 1, 1, 1, "x")]
    [InlineData("1\n\n2,3,\"4\n\n5\"  6\n", 3, 2, 5, "6")]
    [InlineData("1,\"2\n3", 1, 1, 2, null)]
    [InlineData("\"2\" \t\"3\"", 1, 0, 1, "\"")]
    public void A_quoted_field_that_does_not_end_is_reported_with_its_place(string text, int line, int field, int endLine, string? found)
    {
        using var reader = new RecordReader(new StringReader(text), new Dialect(','), "text");
        while (reader.Read()) { }
        Assert.Equal((line, field, endLine, found), reader.Broken);
    }

    [Fact]
    public void A_record_that_is_too_long_is_refused_and_so_is_a_quote_that_is_left_open()
    {
        const int Longest = 100_000;
        string row = "1,2\n", field = new('x', Longest + 1);
        using var plain = new RecordReader(new StringReader($"{row}{row}3,{field}\n"), new Dialect(','), "data.csv", Longest);
        var e = Assert.Throws<DataException>(() => { while (plain.Read()) { } });
        Assert.StartsWith("data.csv, line 3: a record of more than 100,000 characters.", e.Message, StringComparison.Ordinal);

        using var open = new RecordReader(new StringReader($"{row}{row}3,\"4\n{field}\n"), new Dialect(','), "data.csv", Longest);
        while (open.Read()) { }
        Assert.Equal((3, 1), (open.Broken?.Line, open.Broken?.Field));

        using var fits = new RecordReader(new StringReader(field[..^1]), new Dialect(','), "data.csv", Longest);
        Assert.True(fits.Read());
        Assert.Equal(Longest, fits[0].Length);
    }

    private static string Written(string[][] records, char delimiter, string lineEnd, int style, bool ends)
    {
        var text = new StringBuilder();
        for (int row = 0; row < records.Length; row++)
        {
            for (int i = 0; i < records[row].Length; i++)
            {
                string cell = records[row][i];
                bool quoted = style == 1 || (style == 2 && (row + i) % 2 == 0) || cell.AsSpan().IndexOfAny("\"\r\n \t\v") >= 0 || cell.Contains(delimiter);
                text.Append(i > 0 ? delimiter.ToString() : "").Append(quoted ? '"' + cell.Replace("\"", "\"\"", StringComparison.Ordinal) + '"' : cell);
            }
            text.Append(ends || row < records.Length - 1 ? lineEnd : "");
        }
        return text.ToString();
    }

    private static List<string[]> Ours(TextReader text, char delimiter)
    {
        var records = new List<string[]>();
        using var reader = new RecordReader(text, new Dialect(delimiter), "text");
        while (reader.Read())
            records.Add(reader.Copy());
        Assert.Null(reader.Broken);
        return records;
    }

    private static List<string[]> Theirs(string text, char delimiter)
    {
        var records = new List<string[]>();
        using var csv = CsvDataReader.Create(new StringReader(text), new CsvDataReaderOptions { HasHeaders = false, Delimiter = delimiter, Comment = '\0', MaxBufferSize = 1 << 24 });
        while (csv.Read())
        {
            records.Add(Enumerable.Range(0, csv.RowFieldCount)
                .Select(field => csv.GetString(field).Trim().Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n')).ToArray());
        }
        return records;
    }

    // A reader that gives few characters at a time, as a slow pipe does.
    private sealed class Pieces(string text, int length) : StringReader(text)
    {
        public override int Read(char[] buffer, int index, int count) => base.Read(buffer, index, Math.Min(count, length));
    }
}
