using System.Text;
using Backprop.Tabular.Reading;

namespace Backprop.Tabular.Tests.Reading;

/// <summary>Characters of two and four bytes.</summary>
public sealed class EncodingTests
{
    private const string Text = "größe,b\n0.5,1\n0.25,2";

    public static TheoryData<string, bool, bool> Wide => new()
    {
        { "utf-16", false, false }, { "utf-16", false, true }, { "utf-16", true, false }, { "utf-16", true, true },
        { "utf-32", false, false }, { "utf-32", false, true }, { "utf-32", true, false }, { "utf-32", true, true },
    };

    [Theory]
    [MemberData(nameof(Wide))]
    public void The_order_of_bytes_is_found_out(string name, bool bigEndian, bool mark)
    {
        Encoding encoding = name == "utf-16" ? new UnicodeEncoding(bigEndian, mark) : new UTF32Encoding(bigEndian, mark);
        foreach (string text in new[] { Text, Text + "\n" })
        {
            byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes(text)];
            Assert.Equal("größe:Number b:Number | 0.5 1 | 0.25 2", Texts.Open(bytes).Table.Shown());
            Assert.Equal("größe:Number b:Number | 0.5 1 | 0.25 2", Texts.Open(bytes, new ReadOptions { Encoding = name }).Table.Shown());
        }
    }

    [Fact]
    public void A_late_zero_byte_is_reported_with_its_line()
    {
        string text = "a,b\n" + string.Concat(Enumerable.Repeat("1,x\n", 20_000)) + "2,\0y\n";
        Assert.Contains("line 20002: a NUL character", Texts.Refusal(text), StringComparison.Ordinal);
    }

    [Fact]
    public void The_encoding_of_training_reads_what_is_not_utf_8()
    {
        byte[] cyrillic = [.. "имя,b\n"u8.ToArray().Length > 0 ? CodePagesEncodingProvider.Instance.GetEncoding(1251)!.GetBytes("имя,b\n1,2\n3,4\n") : []];
        var format = Texts.Open(cyrillic, new ReadOptions { Encoding = "windows-1251" }).Table.Format;
        var source = Texts.Open(cyrillic, new ReadOptions { Format = format });
        Assert.Equal("имя:Number b:Number | 1 2 | 3 4", source.Table.Shown());
        Assert.Contains(source.Report.Notes, note => note.Contains("windows-1251, as in training", StringComparison.Ordinal));
    }
}
