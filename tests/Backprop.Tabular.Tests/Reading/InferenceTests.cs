using Backprop.Tabular.Reading;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Tests.Reading;

/// <summary>What is found out about headers and columns, and how to say otherwise.</summary>
public sealed class InferenceTests
{
    [Theory]
    [InlineData("39, State-gov, 77516, <=50K\n50, ?, 83311, >50K\n", "column 1:Number column 2:Category column 3:Number column 4:Category | 39 State-gov 77516 <=50K | 50 - 83311 >50K")]
    [InlineData("1,2\n3,4\n", "column 1:Number column 2:Number | 1 2 | 3 4")]
    [InlineData("0.5,0.5,0.5\n", "column 1:Number column 2:Number column 3:Number | 0.5 0.5 0.5")]
    [InlineData("M,0.4\nF,0.3\n", "column 1:Category column 2:Number | M 0.4 | F 0.3")]
    [InlineData("red,big\nblue,big\nred,small\n", "column 1:Category column 2:Category | red big | blue big | red small")]
    [InlineData("2020-01-01\n2020-01-02\n", "column 1:Date | 2020-01-01 | 2020-01-02")]
    public void Files_without_a_header_get_numbered_columns(string text, string expected)
    {
        var source = Texts.Open(text);
        Assert.Equal(expected, source.Table.Shown());
        Assert.False(source.Report.Header);
    }

    [Theory]
    [InlineData("x1,x2,t\n0.5,0.5,0.5\n", "x1:Number x2:Number t:Number | 0.5 0.5 0.5")]
    [InlineData("color,size\nred,big\nblue,small\n", "color:Category size:Category | red big | blue small")]
    [InlineData("\"\",\"V1\"\n\"1\",18\n\"2\",15\n", "column 1:Number V1:Number | 1 18 | 2 15")]
    [InlineData("Date\n25-Sep-12\n26-Sep-12\n", "Date:Date | 2012-09-25 | 2012-09-26")]
    [InlineData("a b\nr1 1 2\nr2 3 4\n", "column 1:Category a:Number b:Number | r1 1 2 | r2 3 4")]
    [InlineData("start time\n2019-03-23 20:21\n2019-03-24 0:00\n", "start time:Date | 2019-03-23T20:21:00 | 2019-03-24")]
    [InlineData("on the day\n3 January 2006\n15 July 2009\n", "on the day:Date | 2006-01-03 | 2009-07-15")]
    [InlineData("alive\nyes\nno\n", "alive:Boolean | yes | no")]
    public void A_header_is_found(string text, string expected) => Assert.Equal(expected, Texts.Read(text).Shown());

    [Fact]
    public void Whether_there_is_a_header_can_be_said()
    {
        Assert.Equal("column 1:Category | x | y", Texts.Read("x\ny\n", new ReadOptions { Header = false }).Shown());
        Assert.Equal("1:Number | 2", Texts.Read("1\n2\n", new ReadOptions { Header = true }).Shown());
        Assert.Equal("column 1:Category column 2:Category | x y", Texts.Read("x,y\n", new ReadOptions { Header = false }).Shown());
    }

    [Theory]
    [InlineData("1\n-2.5\n+3e2\n.5", "1,-2.5,300,0.5", ColumnKind.Number)]
    [InlineData("1\nNA\nn/a\nNaN\n?\nnull\n#N/A\n2", "1,,,,,,,2", ColumnKind.Number)]
    [InlineData("1,000\n2,000", "1000,2000", ColumnKind.Number)]
    [InlineData("yes\nno\nNA", "yes,no,", ColumnKind.Boolean)]
    [InlineData("True\nFalse", "True,False", ColumnKind.Boolean)]
    [InlineData("YES\nno\nYes", "yes,no,yes", ColumnKind.Boolean)]
    [InlineData("t\nf", "t,f", ColumnKind.Boolean)]
    [InlineData("yes\nyes", "yes,yes", ColumnKind.Category)]
    [InlineData("yes\nno\nmaybe", "yes,no,maybe", ColumnKind.Category)]
    [InlineData("true\nno", "true,no", ColumnKind.Category)]
    [InlineData("0\n1", "0,1", ColumnKind.Number)]
    [InlineData("007\n010", "7,10", ColumnKind.Number)]
    [InlineData("1\nx", "1,x", ColumnKind.Category)]
    [InlineData("3/4/2020\n13/4/2020", "2020-04-03,2020-04-13", ColumnKind.Date)]
    [InlineData("3/4/2020\n4/13/2020", "2020-03-04,2020-04-13", ColumnKind.Date)]
    [InlineData("13/4/2020\n4/13/2020", "13/4/2020,4/13/2020", ColumnKind.Category)]
    [InlineData("1.2.2011\n31.12.2011", "2011-02-01,2011-12-31", ColumnKind.Date)]
    [InlineData("3-Jan-06\n?\n15-July-2009", "2006-01-03,,2009-07-15", ColumnKind.Date)]
    [InlineData("20110126\n20110127", "20110126,20110127", ColumnKind.Number)]
    public void A_column_is_the_most_specific_kind_of_all_its_cells(string cells, string expected, ColumnKind kind)
    {
        var column = Texts.Read("x;y\n" + string.Concat(cells.Split('\n').Select(cell => cell + ";1\n")), new ReadOptions { Decimal = '.' }).Columns[0];
        Assert.Equal(kind, column.Kind);
        char between = expected.Contains('|') ? '|' : ',';
        Assert.Equal(expected.Split(between), Enumerable.Range(0, column.Count).Select(column.Text));
    }

    [Fact]
    public void False_comes_before_true_and_labels_in_ordinal_order()
    {
        var table = Texts.Read("b,c\nYES,zebra\nNO,Ant\nYES,ape\n");
        Assert.Equal(["no", "yes"], Assert.IsType<CategoryColumn>(table.Columns[0]).Labels.Select(label => label.ToLowerInvariant()));
        Assert.Equal(["Ant", "ape", "zebra"], Assert.IsType<CategoryColumn>(table.Columns[1]).Labels);
        Assert.Equal([2, 0, 1], Assert.IsType<CategoryColumn>(table.Columns[1]).Codes.ToArray());
    }

    [Fact]
    public void Cells_after_the_first_thousand_change_the_kind()
    {
        string rows = string.Concat(Enumerable.Range(1, 3000).Select(i => $"{i},yes,1/2/2020,,{i},\n"));
        var source = Texts.Open("n,b,d,late,m,never\n" + rows + "x,maybe,13/2/2020,5.5,?,\n");
        Assert.Equal("Category Category Date Number Number", string.Join(' ', source.Table.Columns.Select(column => column.Kind)));
        Assert.Equal("2020-02-01", source.Table.Columns[2].Text(0));
        Assert.Equal("5.5", source.Table.Columns[3].Text(3000));
        Assert.Equal("3000", source.Table.Columns[0].Text(2999));
        Assert.Contains(source.Report.Notes, note => note.Contains("but 'x' (line 3002) is not", StringComparison.Ordinal));
        Assert.Equal("no values", source.Report.Columns[5].Ignored);
    }

    [Fact]
    public void Blanks_before_quotes_may_show_late()
    {
        string rows = string.Concat(Enumerable.Range(1, 2000).Select(i => $"{i},x\n"));
        Assert.Equal("y, z", Texts.Read("n,b\n" + rows + "2001, \"y, z\"\n").Columns[1].Text(2000));
        Assert.Equal("y", Texts.Read("n,b\n" + rows + "2001, \"y\"\n").Columns[1].Text(2000));
        Assert.Equal("y", Texts.Read("n,b\n" + rows + "\"2001\" ,y\n").Columns[1].Text(2000));
    }

    [Fact]
    public void Columns_without_values_are_excluded_and_told()
    {
        var source = Texts.Open("a,b,\n1,,\n2,NA,\n");
        Assert.Equal("a:Number | 1 | 2", source.Table.Shown());
        Assert.Equal(["a", "b", "column 3"], source.Report.Columns.Select(column => column.Name));
        Assert.Equal([null, "no values", "no name and no values"], source.Report.Columns.Select(column => column.Ignored));
    }

    [Fact]
    public void What_columns_hold_can_be_said()
    {
        var options = new ReadOptions
        {
            Columns = new Dictionary<string, ColumnType>
            {
                ["zip"] = ColumnType.Category, ["day"] = ColumnType.Date, ["id"] = ColumnType.Ignore, ["empty"] = ColumnType.Number,
            },
        };
        var source = Texts.Open("id,zip,day,empty\n1,01234,20110126,\n2,89073,20110127,\n", options);
        Assert.Equal("zip:Category day:Date empty:Number | 01234 2011-01-26 - | 89073 2011-01-27 -", source.Table.Shown());
        Assert.Equal("as requested", source.Report.Columns[0].Ignored);
        Assert.Equal("yyyyMMdd", source.Report.Columns[2].Form);
    }

    [Fact]
    public void Known_columns_may_be_absent_and_tell_a_header()
    {
        var format = new DataFormat
        {
            Columns = new Dictionary<string, ColumnFormat> { ["name"] = new(ColumnType.Category), ["size"] = new(ColumnType.Number), ["gone"] = new(ColumnType.Number) },
        };
        Assert.Equal("name:Category size:Number | 5 -", Texts.Read("name,size\n5,NA\n", new ReadOptions { Format = format }).Shown());
    }

    [Fact]
    public void Missing_values_can_be_said_and_win_over_numbers()
    {
        var options = new ReadOptions { Missing = ["-999", "Unknown"] };
        Assert.Equal("a:Number b:Category | 1 x | - - | 3 -", Texts.Read("a,b\n1,x\n-999,unknown\n3,UNKNOWN\n", options).Shown());
    }

    [Fact]
    public void Delimiter_and_decimal_mark_can_be_said()
    {
        Assert.Equal("a;b:Category c:Number | 1;2 3", Texts.Read("a;b,c\n1;2,3\n", new ReadOptions { Delimiter = "comma" }).Shown());
        Assert.Equal("a:Category | 1,5", Texts.Read("a;\n1,5;\n", new ReadOptions { Decimal = '.' }).Shown());
        Assert.Equal("a:Number b:Number | 1.5 2.5", Texts.Read("a~b\n1,5~2,5\n", new ReadOptions { Delimiter = "~" }).Shown());
        Assert.Equal("a:Number | 1.5 | 2.5", Texts.Read("a,\n\"1,5\",\n\"2,5\",\n", new ReadOptions { Decimal = ',' }).Shown());
    }

    [Fact]
    public void Dates_that_can_be_read_in_two_ways_are_reported()
    {
        var source = Texts.Open("d,n\n3/4/2020,1\n5/6/2020,2\n");
        Assert.Equal(["2020-03-04", "2020-05-06"], source.Table.Cells(0));
        Assert.Contains("'d'", Assert.Single(source.Report.Notes), StringComparison.Ordinal);
        Assert.Equal(["2020-04-03", "2020-06-05"], Texts.Read("d;n\n3/4/2020;1,5\n5/6/2020;2,5\n").Cells(0));
        Assert.Equal(["2020-04-03", "2020-06-05"], Texts.Read("d,n\n3/4/2020,1\n5/6/2020,2\n", new ReadOptions { DayFirst = true }).Cells(0));
    }

    [Fact]
    public void The_report_counts_values_and_shows_some()
    {
        var report = Texts.Open("a,b,d\n1,x,2020-01-01\n,y,2020-01-01\n1,x,\n2,,\n").Report;
        Assert.Equal((4, "comma", true, '.', "utf-8"), (report.Rows, report.Delimiter, report.Header!.Value, report.Decimal!.Value, report.Encoding));
        Assert.Equal([1, 1, 2], report.Columns.Select(column => column.Missing));
        Assert.Equal([2, 2, 1], report.Columns.Select(column => column.Distinct));
        Assert.Equal(["x", "y"], report.Columns[1].Examples());
        Assert.Equal(["1"], report.Columns[0].Examples(1));
    }
}
