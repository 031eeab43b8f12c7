using System.Text;
using Backprop.Tabular.Reading;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Tests.Reading;

/// <summary>The ways in which one table can be written: delimiters, quotes, line ends, encodings, blanks.</summary>
public sealed class CsvFormTests
{
    private const string Expected = "city:Category lat:Number n:Number | Ulm 48.4 1 | Bonn 50.75 2";

    [Theory]
    [InlineData("city,lat,n\nUlm,48.4,1\nBonn,50.75,2\n", "comma")]
    [InlineData("city,lat,n\nUlm,48.4,1\nBonn,50.75,2", "comma")]
    [InlineData("city,lat,n\r\nUlm,48.4,1\r\nBonn,50.75,2\r\n", "comma")]
    [InlineData("city,lat,n\rUlm,48.4,1\rBonn,50.75,2\r", "comma")]
    [InlineData("\n\ncity,lat,n\n\nUlm,48.4,1\n   \nBonn,50.75,2\n\n\n", "comma")]
    [InlineData("\uFEFFcity,lat,n\nUlm,48.4,1\nBonn,50.75,2\n", "comma")]
    [InlineData("city;lat;n\nUlm;48.4;1\nBonn;50.75;2\n", "semicolon")]
    [InlineData("city;lat;n\nUlm;48,4;1\nBonn;50,75;2\n", "semicolon")]
    [InlineData("city\tlat\tn\nUlm\t48.4\t1\nBonn\t50.75\t2\n", "tab")]
    [InlineData("city\tlat\tn\nUlm\t48,4\t1\nBonn\t50,75\t2\n", "tab")]
    [InlineData("city|lat|n\nUlm|48.4|1\nBonn|50.75|2\n", "pipe")]
    [InlineData("city  lat n\n  Ulm   48.4 1\n Bonn 50.75\t2  \n", "blank")]
    [InlineData("city lat n\n\"Ulm\" 48,4 1\nBonn 50,75 2\n", "blank")]
    [InlineData("\"city\",\"lat\",\"n\"\n\"Ulm\",\"48.4\",\"1\"\n\"Bonn\",\"50.75\",\"2\"\n", "comma")]
    [InlineData("city, lat , n\n Ulm , 48.4, 1\nBonn ,50.75, 2 \n", "comma")]
    [InlineData("\"city\" , \"lat\", n\n \"Ulm\", 48.4, \"1\" \n\"Bonn\" , \"50.75\",2\n", "comma")]
    [InlineData("city,lat,n,\nUlm,48.4,1,\nBonn,50.75,2,\n", "comma")]
    [InlineData("city,lat,n\nUlm,48.4,1,\nBonn,50.75,2,\n", "comma")]
    [InlineData("city,lat,n\nUlm,48.4,1\nBonn,50.75,2,,\n", "comma")]
    [InlineData("Cities of the world\ncity,lat,n\nUlm,48.4,1\nBonn,50.75,2\n", "comma")]
    public void One_table_is_the_same_however_it_is_written(string text, string delimiter)
    {
        var source = Texts.Open(text);
        Assert.Equal(Expected, source.Table.Shown());
        Assert.Equal(delimiter, source.Report.Delimiter);
        Assert.True(source.Report.Header);
    }

    [Fact]
    public void Delimiters_and_line_ends_in_quotes_belong_to_the_field()
    {
        var table = Texts.Read("first,last,address\nJo,Doe,\"7 Oak St., Ulm\"\nAl,Roe,\"2nd floor\nback \"\"yard\"\"\"\n");
        Assert.Equal(["7 Oak St., Ulm", "2nd floor\nback \"yard\""], table.Cells(2));
    }

    [Theory]
    [InlineData("a,b\n1,\"he declared \"\"hi\"\"\"\n", "he declared \"hi\"")]
    [InlineData("a,b\n1,\"{\"\"type\"\": \"\"Point\"\", \"\"at\"\": [1.5, 2.0]}\"\n", "{\"type\": \"Point\", \"at\": [1.5, 2.0]}")]
    [InlineData("a,b\n1,\"line 1\r\nline 2\"\r\n", "line 1\r\nline 2")]
    [InlineData("a,b\n1,ʤüñ 漢字 🙂\n", "ʤüñ 漢字 🙂")]
    [InlineData("a,b\n1,5\" pipe\n", "5\" pipe")]
    [InlineData("a,b\n1,\"\"\"\"\n", "\"")]
    [InlineData("a,b\n1,it's\n", "it's")]
    [InlineData("a,b\n1,#5\n", "#5")]
    public void Texts_come_as_they_were_meant(string text, string expected) => Assert.Equal([expected], Texts.Read(text).Cells(1));

    [Fact]
    public void A_line_that_begins_with_a_hash_is_no_comment() =>
        Assert.Equal("#id:Number x:Category | 1 a | 2 b", Texts.Read("#id,x\n1,a\n2,b\n").Shown());

    [Fact]
    public void Empty_fields_are_missing_quoted_or_not() =>
        Assert.Equal("a:Number b:Category c:Number | 1 - - | - x 3", Texts.Read("a,b,c\n1,\"\",\"\"\n,x,3\n").Shown());

    [Fact]
    public void A_blank_line_in_one_column_is_no_row_but_empty_quotes_are() =>
        Assert.Equal("x:Number | 1 | 2 | - | 3", Texts.Read("x\n1\n\n2\n\"\"\n3\n\n").Shown());

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public void A_byte_order_mark_tells_the_encoding(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        var source = Texts.Open([.. encoding.GetPreamble(), .. encoding.GetBytes("ä,b\nö,1\nü,2\n")]);
        Assert.Equal("ä:Category b:Number | ö 1 | ü 2", source.Table.Shown());
        Assert.Equal(name, source.Report.Encoding);
    }

    [Fact]
    public void What_is_not_UTF8_is_read_as_Latin1_also_when_that_shows_late()
    {
        string rows = string.Concat(Enumerable.Range(0, 200_000).Select(i => $"{i},x\n"));
        var source = Texts.Open([.. Encoding.UTF8.GetBytes("a,b\n" + rows + "7,caf"), 0xE9, (byte)'\n']);
        Assert.Equal("café", source.Table.Columns[1].Text(200_000));
        Assert.Equal("windows-1252", source.Report.Encoding);
        Assert.Contains("not valid UTF-8", Assert.Single(source.Report.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void An_encoding_that_is_reported_is_used()
    {
        byte[] bytes = [.. "a,b\n1,"u8, 0xC3, 0xA4, .. "\n"u8];
        Assert.Equal(["ä"], Texts.Open(bytes).Table.Cells(1));
        Assert.Equal(["Ã¤"], Texts.Open(bytes, new ReadOptions { Encoding = "latin-1" }).Table.Cells(1));
    }

    [Theory]
    [InlineData("utf-8", "C3A9")]
    [InlineData("latin-1", "E9")]
    [InlineData("iso-8859-15", "E9")]
    [InlineData("windows-1252", "E9")]
    [InlineData("ibm850", "82")]
    [InlineData("utf-16", "E900")]
    [InlineData("utf-16BE", "00E9")]
    public void Encodings_have_their_usual_names(string name, string hex)
    {
        bool wide = name.StartsWith("utf-16", StringComparison.Ordinal);
        byte[] head = wide ? Encoding.GetEncoding(name).GetBytes("a\n") : "a\n"u8.ToArray();
        Assert.Equal(["é"], Texts.Open([.. head, .. Convert.FromHexString(hex)], new ReadOptions { Encoding = name }).Table.Cells(0));
    }

    [Fact]
    public void Gzip_is_unpacked_also_in_several_parts()
    {
        byte[] first = Texts.Gzip("a,b\n1,2\n"u8.ToArray()), second = Texts.Gzip("3,4\n"u8.ToArray());
        var source = Texts.Open([.. first, .. second]);
        Assert.Equal("a:Number b:Number | 1 2 | 3 4", source.Table.Shown());
        Assert.True(source.Report.Compressed);
    }

    [Fact]
    public void Fields_of_a_hundred_thousand_characters_are_read()
    {
        string x = new('x', 100_000), y = new('y', 3_000_000);
        Assert.Equal([x, y], Texts.Read($"a,b\n1,{x}\n2,\"{y}\"\n").Cells(1));
    }

    [Fact]
    public void A_first_record_longer_than_the_sample_is_read()
    {
        string names = string.Join(',', Enumerable.Range(0, 200_000).Select(i => $"feature{i}"));
        string values = string.Join(',', Enumerable.Range(0, 200_000));
        var table = Texts.Read($"{names}\n{values}\n");
        Assert.Equal(200_000, table.Columns.Count);
        Assert.Equal(ColumnKind.Number, table.Columns[199_999].Kind);
    }
}
