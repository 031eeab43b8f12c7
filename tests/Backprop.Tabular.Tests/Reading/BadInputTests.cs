using System.Text;
using Backprop.Tabular.Reading;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Tests.Reading;

/// <summary>Every wrong input gets a message of its own that says what, where, and what to do.</summary>
public sealed class BadInputTests
{
    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData("\n \n\r\n", "the file is empty")]
    [InlineData("a,b,c\n", "there is a header (line 1) but no rows")]
    [InlineData("\na,b\n\n", "there is a header (line 2) but no rows")]
    [InlineData("a,b\n,\nNA,?\n", "no column has a value")]
    [InlineData("a,b,c\n1,2,3\n\n4,\"x\ny\",6\n7,8\n9,1,2\n", "line 6: 2 fields found, 3 expected as in the header (line 1)")]
    [InlineData("a,b,c\n1,2,3\n4,5,6,7\n8,9,1\n", "line 3: 4 fields found, 3 expected")]
    [InlineData("1,2,3\r\n4,5,6\r\n7\r\n", "line 3: 1 field found, 3 expected as in most lines")]
    [InlineData("1 2 3\n4 5 6\n7 8\n9 1 2\n", "line 3: 2 fields found, 3 expected as in most lines")]
    [InlineData("2 3 1\n1 2 3\n1\n4 5 6\n0\n", "line 3: 1 field found, 3 expected as in most lines")]
    [InlineData("a,b\n1,x\n2,\"y\n3,z\n", "line 3: the quote that opens field 2 is never closed")]
    [InlineData("a,\"b\n1,2\n3,4\n", "line 1: the quote that opens field 2 is never closed")]
    [InlineData("a,b\n1,\"x\n2,\"y\"\n", "line 2: the quote that opens field 2 is closed in line 3 before 'y'")]
    [InlineData("a,b\n1,2\n1e99,3\n", "line 3, column 'a': '1e99' found, a number with a magnitude below 3.4e38 expected")]
    [InlineData("a,b\n1,2\n4,-Inf\n", "line 3, column 'b': '-Inf' found")]
    [InlineData("<!DOCTYPE html>\n<html></html>", "a web page found")]
    [InlineData("@RELATION iris\n@DATA\n1,2\n", "an ARFF file found")]
    [InlineData("[{\"a\": 1}]", "JSON found")]
    public void Wrong_texts_are_refused_with_their_reason(string text, string reason)
    {
        string message = Texts.Refusal(text);
        Assert.StartsWith("data.csv", message, StringComparison.Ordinal);
        Assert.Contains(reason, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("50 41 52 31 15 00", "a Parquet file found")]
    [InlineData("50 4B 03 04 14 00", "a zip archive found")]
    [InlineData("D0 CF 11 E0 A1 B1", "an Excel workbook")]
    [InlineData("93 4E 55 4D 50 59 01 00", "a NumPy array found")]
    [InlineData("89 48 44 46 0D 0A", "an HDF5 file found")]
    [InlineData("42 5A 68 39", "compressed with bzip2 found")]
    [InlineData("28 B5 2F FD", "compressed with zstd found")]
    [InlineData("FD 37 7A 58 5A 00", "compressed with xz found")]
    [InlineData("10 00 00 00 00 00 00 00 7B 22", "a model (safetensors) found")]
    [InlineData("61 2C 62 0A 00 01 02 03", "binary data found")]
    public void Other_kinds_of_files_are_detected_by_their_content(string hex, string reason)
    {
        byte[] bytes = Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
        Assert.Contains(reason, Texts.Refusal(bytes), StringComparison.Ordinal);
        Assert.Contains(reason, Texts.Refusal(Texts.Gzip(bytes)), StringComparison.Ordinal);
    }

    [Fact]
    public void Workbooks_and_databases_are_distinguished_from_other_binaries()
    {
        Assert.Contains("Save the sheet as CSV", Texts.Refusal([.. "PK\x03\x04"u8, .. "....[Content_Types].xml"u8]), StringComparison.Ordinal);
        Assert.Contains("an SQLite database", Texts.Refusal("SQLite format 3\0"u8.ToArray()), StringComparison.Ordinal);
        byte[] tar = new byte[512];
        "ustar"u8.CopyTo(tar.AsSpan(257));
        Assert.Contains("a tar archive", Texts.Refusal(tar), StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_are_counted_by_line_ends_also_far_below_and_in_quotes()
    {
        string rows = string.Concat(Enumerable.Range(0, 5000).Select(i => $"{i},\"two\nlines\"\r\n\r\n"));
        Assert.Contains("line 15002: 3 fields found, 2 expected", Texts.Refusal("a,b\r\n" + rows + "1,2,3\n"), StringComparison.Ordinal);
        Assert.Contains("line 15002: the quote that opens field 1 is never closed", Texts.Refusal("a,b\r\n" + rows + "\"1,2\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_gzip_file_that_was_cut_anywhere_is_refused()
    {
        byte[] bytes = Texts.Gzip(Encoding.UTF8.GetBytes("a,b\n" + string.Concat(Enumerable.Range(0, 3000).Select(i => $"{i},{i * i}\n"))));
        foreach (int cut in Enumerable.Range(1, 20).Concat([100, 1000, bytes.Length / 2, bytes.Length - 30, bytes.Length - 12, bytes.Length - 3]))
            Assert.Contains("the gzip data end too early", Texts.Refusal(bytes[..^cut]), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_packed_in_thousands_of_parts_is_read_and_a_cut_is_found_in_time()
    {
        // As bgzip writes them; looking for the last part anew from each byte that might begin one took the square of the length.
        byte[] rows = [.. Enumerable.Range(0, 4000).SelectMany(i => Texts.Gzip(Encoding.UTF8.GetBytes($"{i},{i * 7919 % 10_007}\n")))];
        byte[] whole = [.. Texts.Gzip("a,b\n"u8.ToArray()), .. rows];
        Assert.Equal(4000, Texts.Open(whole).Table.Rows);
        Assert.Equal(4000, Texts.Open([.. whole, .. new byte[512]]).Table.Rows);
        Assert.Contains("the gzip data end too early", Texts.Refusal(whole[..^5]), StringComparison.Ordinal);
        Assert.Contains("bytes that are not gzip data follow", Texts.Refusal([.. whole, .. "more"u8]), StringComparison.Ordinal);
        // Each place looks like the beginning of a part.
        byte[] lookalikes = [.. Enumerable.Repeat<byte[]>([0x1F, 0x8B, 8, 0], 50_000).SelectMany(part => part)];
        Assert.Contains("gzip data", Texts.Refusal([.. whole[..^5], .. lookalikes]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_of_gzip_may_hold_names_and_comments()
    {
        byte[] plain = Texts.Gzip("a,b\n1,2\n"u8.ToArray());
        byte[] header = [0x1F, 0x8B, 8, 4 | 8 | 16 | 2, 0, 0, 0, 0, 0, 3, 2, 0, (byte)'x', (byte)'y', .. "name.csv\0a comment\0"u8, 7, 7];
        Assert.Equal(1, Texts.Open([.. header, .. plain[10..]]).Table.Rows);
        Assert.Contains("the gzip data end too early", Texts.Refusal(header[..^4]), StringComparison.Ordinal);
    }

    [Fact]
    public void Too_many_columns_are_refused_before_memory_is_taken_for_them()
    {
        string wide = new string(',', 250_000) + "\n";
        Assert.Contains("more than 200,000 fields found. Is the delimiter right? Give --max-columns", Texts.Refusal(wide + wide), StringComparison.Ordinal);
        long before = GC.GetAllocatedBytesForCurrentThread();
        byte[] bomb = Texts.Gzip(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(new string(',', 5_000_000) + "\n", 3))));
        long packed = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("fields found", Texts.Refusal(bomb), StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - packed, 0, 400_000_000);
        Assert.True(packed > before);
        Assert.Contains("more than 2 fields", Texts.Refusal("a,b,c\n1,2,3\n", new ReadOptions { MaxColumns = 2 }), StringComparison.Ordinal);
        Assert.Equal(3, Texts.Read("a,b,c\n1,2,3\n", new ReadOptions { MaxColumns = 3 }).Columns.Count);
    }

    [Fact]
    public void Damaged_gzip_data_are_refused()
    {
        byte[] bytes = Texts.Gzip(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 30_000).Select(i => $"{i},{i * 7919 % 10_007}\n"))));
        bytes.AsSpan(bytes.Length / 2, 40).Fill(0x55);
        Assert.Contains("gzip data", Texts.Refusal(bytes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("spceies", " Did you mean 'species'?")]
    [InlineData("Species", " Did you mean 'species'?")]
    [InlineData("weight", " Columns: species, mass.")]
    public void A_column_that_is_not_there_gets_the_nearest_name(string name, string hint)
    {
        var options = new ReadOptions { Columns = new Dictionary<string, ColumnType> { [name] = ColumnType.Number } };
        string message = Texts.Refusal("species,mass\na,1\nb,2\n", options);
        Assert.Contains($"there is no column '{name}'", message, StringComparison.Ordinal);
        Assert.Contains(hint, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ColumnType.Number, "line 4, column 'x': 'old' found, a number expected")]
    [InlineData(ColumnType.Date, "line 3, column 'x': '17' found, a date such as")]
    public void Cells_that_are_not_what_was_said_are_refused(ColumnType declared, string reason)
    {
        var options = new ReadOptions { Columns = new Dictionary<string, ColumnType> { ["x"] = declared } };
        Assert.Contains(reason, Texts.Refusal("x,y\nNA,1\n17,2\nold,3\n", options), StringComparison.Ordinal);
    }

    [Fact]
    public void Options_that_mean_nothing_are_refused()
    {
        Assert.Contains("The delimiter 'comme'", Texts.Refusal("a,b\n1,2\n", new ReadOptions { Delimiter = "comme" }), StringComparison.Ordinal);
        Assert.Contains("no encoding 'utf-9'", Texts.Refusal("a,b\n1,2\n", new ReadOptions { Encoding = "utf-9" }), StringComparison.Ordinal);
        Assert.Contains("not valid utf-8 text", Texts.Refusal([.. "a,b\n1,"u8, 0xE9, (byte)'\n'], new ReadOptions { Encoding = "utf-8" }), StringComparison.Ordinal);
        Assert.Contains("The decimal mark", Texts.Refusal("a,b\n1,2\n", new ReadOptions { Decimal = 'x' }), StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_files_and_folders_are_reported()
    {
        string folder = Directory.CreateTempSubdirectory("backprop").FullName;
        try
        {
            string file = Path.Combine(folder, "penguins.csv");
            File.WriteAllText(file, "a,b\n1,2\n");
            Assert.Equal(1, Table.Read(file).Rows);
            Assert.Contains("Did you mean 'penguins.csv'?", Failure(Path.Combine(folder, "pengiuns.csv")), StringComparison.Ordinal);
            Assert.Contains("There is no folder", Failure(Path.Combine(folder, "none", "x.csv")), StringComparison.Ordinal);
            Assert.Contains("It contains penguins.csv: name a file.", Failure(folder), StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Failure(string path) => Assert.Throws<DataException>(() => DataSource.Open(path)).Message;
}
