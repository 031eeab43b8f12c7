using Backprop.Tabular.Reading;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Tests.Reading;

/// <summary>What stands above a table, between its rows and below it.</summary>
public sealed class TableStartTests
{
    private const string Rows = "0,8.65,25.29\n1,3.14,6.48\n2,9.72,29.87\n";
    private const string Table = " | 0 8.65 25.29 | 1 3.14 6.48 | 2 9.72 29.87";
    private const string Read = "hour:Number wind:Number power:Number" + Table;

    [Fact]
    public void Rows_without_a_value_are_rows()
    {
        Assert.Equal(4, Texts.Read("hour,wind,power\n" + Rows + ",,\n").Rows);
        Assert.Equal(5, Texts.Read("hour,wind,power\n" + Rows + ",,\n5,1.5,2.5\nTotal,23.01,\n").Rows);
    }

    [Fact]
    public void A_place_of_a_target_beyond_the_columns_is_not_looked_for_among_the_values() =>
        Assert.Empty(Texts.Open("hour,wind,power\n" + Rows, new ReadOptions { Targets = ["2"] }).Report.Elsewhere);

    [Theory]
    [InlineData("sep=;\r\nhour;wind;power\r\n0;8,65;25,29\r\n1;3,14;6,48\r\n2;9,72;29,87\r\n", "'sep=;'")]
    [InlineData("\"sep=;\"\nhour;wind;power\n0;8,65;25,29\n1;3,14;6,48\n2;9,72;29,87\n", "'\"sep=;\"'")]
    [InlineData("sep=\t\nhour\twind\tpower\n0\t8.65\t25.29\n1\t3.14\t6.48\n2\t9.72\t29.87\n", "'sep='")]
    [InlineData("SEP=,,,\nhour,wind,power\n" + Rows, "Line 1")]
    [InlineData("# station: hill top\n# it's \"A-7\", hourly\nhour,wind,power\n" + Rows, "2 lines at the top, which begin with '#', were skipped")]
    [InlineData("% one, two, three\n\nhour,wind,power\n" + Rows, "1 line at the top, which begins with '%', was skipped")]
    [InlineData("// made by hand\nhour,wind,power\n" + Rows, "'//'")]
    [InlineData("# a b c d\nhour wind power\n0 8.65 25.29\n1 3.14 6.48\n2 9.72 29.87\n", "'#'")]
    [InlineData("Quarterly export,,\nPrinted,2026-01-05,\n\nhour,wind,power\n" + Rows, "Lines 1 to 2 ('Quarterly export', …) above the header were skipped")]
    [InlineData("Quarterly export\nhour,wind,power\n" + Rows, "Line 1 ('Quarterly export') above the header was skipped")]
    [InlineData("Quarterly export, all sites\nhour,wind,power\n" + Rows, "above the header was skipped")]
    [InlineData("hour,wind,power\nh,m/s,kW\n" + Rows, "Line 2 ('h, m/s, kW') was skipped")]
    [InlineData("hour,wind,power\n,[m/s],[kW]\n" + Rows, "Line 2")]
    [InlineData("Export,,\nhour,wind,power\nh,m/s,kW\n" + Rows, "Line 3 ('h, m/s, kW') was skipped")]
    [InlineData("hour,wind,power\n0,8.65,25.29\nhour,wind,power\n1,3.14,6.48\nhour,wind,power\n2,9.72,29.87\n", "2 lines (3, 5) repeat the header and were skipped")]
    [InlineData("hour,wind,power\nh,m/s,kW\n0,8.65,25.29\n1,3.14,6.48\nhour,wind,power\nh,m/s,kW\n2,9.72,29.87\n", "2 lines (5, 6) repeat the header")]
    [InlineData("# one\nhour,wind,power\n0,8.65,25.29\n1,3.14,6.48\n# two\n2,9.72,29.87\n", "Line 5 begins with '#' and was skipped")]
    [InlineData("hour,wind,power\n" + Rows + "Total,21.51,\n", "The table ends above line 5 ('Total, 21.51')")]
    [InlineData("hour,wind,power\n" + Rows + ",,\nSource: the weather service, 2026\n", "The table ends above line")]
    [InlineData("hour,wind,power\n" + Rows + "\nMeasured at the hill top\nby hand\n", "The table ends above line 6")]
    [InlineData("hour,wind,power\n" + Rows + "(3 rows affected)\n", "The table ends above line 5")]
    [InlineData("hour,wind,power\n" + Rows + ",,\n,,\nMeasured by hand,,\n", "The table ends above line 5, which has no value")]
    [InlineData("hour,wind,power\n" + Rows + ",,\nTotal,21.51,\n,,\n", "The table ends above line 5, which has no value")]
    [InlineData("hour,wind,power\n" + Rows + "Итого,21.51,\n", "The table ends above line 5")]
    [InlineData("hour,wind,power\n" + Rows + "Sous-total,21.51,\n", "The table ends above line 5")]
    [InlineData("hour,wind,power\n0,8.65,25.29\nHour,WIND,power\n1,3.14,6.48\n2,9.72,29.87\n", "Line 3 repeats the header")]
    public void What_is_no_row_is_skipped_with_a_note(string text, string note)
    {
        var source = Texts.Open(text);
        Assert.StartsWith(Read, source.Table.Shown(), StringComparison.Ordinal);
        Assert.Contains(source.Report.Notes, found => found.Contains(note, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("hour,wind,power\n0,8.65,25.29\n1,3.14,6.48\n2,9.72,29.87\r\n\u001A")]
    [InlineData("hour,wind,power\n0,8.65,25.29\n1,3.14,6.48\n2,9.72,29.87\u001A\u001A\u001A")]
    [InlineData("hour,wind,power\r0,8.65,25.29\r1,3.14,6.48\r2,9.72,29.87\r")]
    public void Ends_of_old_files_are_no_rows(string text) => Assert.Equal(Read, Texts.Read(text).Shown());

    [Fact]
    public void The_line_with_the_targets_name_is_the_header()
    {
        var options = new ReadOptions { Targets = ["kind"] };
        var source = Texts.Open("all,of,2025\nevery,site,there is\ncolor,size,kind\nred,big,x\nblue,small,y\nred,small,x\n", options);
        Assert.Equal("color:Category size:Category kind:Category | red big x | blue small y | red small x", source.Table.Shown());
        Assert.Contains(source.Report.Notes, note => note.StartsWith("Lines 1 to 2", StringComparison.Ordinal));
    }

    [Fact]
    public void A_target_that_stands_in_a_line_below_the_header_is_reported_with_it()
    {
        var source = Texts.Open("3,4,kind\n5,6,x\n7,8,y\n", new ReadOptions { Header = false, Targets = ["kind"] });
        Assert.Equal(1, source.Report.Elsewhere["kind"]);
    }

    [Theory]
    [InlineData("region,2019,2020,2021,growth\na,35,43,61,2.6\nb,24,96,63,3.9\n", "region 2019 2020 2021 growth")]
    [InlineData("2019,2020,2021\n35,43,61\n24,96,63\n", "2019 2020 2021")]
    [InlineData("0,1,2,3\n-1.31,-0.1,1.09,-2.5\n0.27,1,1.2,-0.4\n", "0 1 2 3")]
    [InlineData(",0,1,2\n0,0.5,0.25,1.5\n1,0.1,0.2,0.3\n", "column 1 0 1 2")]
    // Rows of years, of running numbers, and of numbers.
    [InlineData("2019,2020,2021\n2018,2019,2020\n2017,2018,2019\n", "column 1 column 2 column 3")]
    [InlineData("0,1,2,3\n1,2,3,4\n2,3,4,5\n", "column 1 column 2 column 3 column 4")]
    [InlineData("0,1,5.5\n0.5,1.5,2.5\n0.1,1.1,2.1\n", "column 1 column 2 column 3")]
    [InlineData("0,1\n0.1,0.99\n0.2,0.98\n", "column 1 column 2")]
    [InlineData("1,2,3\n7,5,2\n3,1,9\n", "column 1 column 2 column 3")]
    public void Years_and_running_numbers_are_a_header_where_they_are_no_row(string text, string names) =>
        Assert.Equal(names, string.Join(' ', Texts.Read(text).Columns.Select(column => column.Name)));

    [Theory]
    [InlineData("name,age\nbob,unknown\nann,5\nal,7\n", "name:Category age:Category | bob unknown | ann 5 | al 7")]
    [InlineData("name,age,size\nbob,-,-\nann,5,6\nal,7,8\n", "name:Category age:Category size:Category | bob - - | ann 5 6 | al 7 8")]
    [InlineData("group,n\nmen,5\nwomen,4\n,\nothers,\n", "group:Category n:Number | men 5 | women 4 | - - | others -")]
    [InlineData("n,group\n1,men\n2,women\n,\n,others\n", "n:Number group:Category | 1 men | 2 women | - - | - others")]
    [InlineData("group,n\nmen,5\nwomen,4\n,\nFigures of the last census,\n", "group:Category n:Number | men 5 | women 4")]
    [InlineData("group,n\nmen,5\ntotal,9\nwomen,4\n", "group:Category n:Number | men 5 | total 9 | women 4")]
    [InlineData("group,n\nmen,5\nwomen,4\ntotal,11\n", "group:Category n:Number | men 5 | women 4 | total 11")]
    [InlineData("#id,name\n1,a\n2,b\n", "#id:Number name:Category | 1 a | 2 b")]
    [InlineData("name,color\n#1,red\n#2,blue\n", "name:Category color:Category | #1 red | #2 blue")]
    [InlineData("a,b\nx,1\nSource,2\ny,3\n", "a:Category b:Number | x 1 | Source 2 | y 3")]
    public void Rows_that_look_like_something_else_stay_rows(string text, string read) => Assert.Equal(read, Texts.Read(text).Shown());

    [Fact]
    public void A_last_row_of_sums_is_none()
    {
        Assert.Equal("group:Category n:Number | men 5 | women 4", Texts.Read("group,n\nmen,5\nwomen,4\ntotal,9\n").Shown());
        Assert.Equal("year:Number n:Number | 2001 5 | 2002 4", Texts.Read("year,n\n2001,5\n2002,4\nTotal,9\n").Shown());
    }

    [Theory]
    [InlineData("a,b,c\n1,2,3\n4,5,6\n7,8\n", "line 4: 2 fields found, 3 expected")]
    [InlineData("a,b,c\nx,2,3\ny,5,6\nz,8\n", "line 4: 2 fields found, 3 expected")]
    [InlineData("a,b,c\n1,2,3\n# half\n4,5,6\n", "--comment '#'")]
    public void A_row_that_is_cut_is_an_error(string text, string message) => Assert.Contains(message, Texts.Refusal(text), StringComparison.Ordinal);

    [Fact]
    public void Lines_to_pass_over_can_be_given()
    {
        Assert.Equal(Read, Texts.Read("1,2,3\n4,5,6\nhour,wind,power\n" + Rows, new ReadOptions { Skip = 2 }).Shown());
        Assert.Equal(Read, Texts.Read("hour,wind,power\n;; one\n" + Rows + "  ;; two, \"three\n", new ReadOptions { Comment = ";;" }).Shown());
        Assert.Equal("#a:Number | 1 | 2", Texts.Read("#a\n1\n2\n", new ReadOptions { Skip = 0 }).Shown());
    }

    [Fact]
    public void Trimmed_separators_are_missing_values()
    {
        var source = Texts.Open("a;b;c\n1;x;5\n2;y;\n3;z\n4;x;7\n");
        Assert.Equal("a:Number b:Category c:Number | 1 x 5 | 2 y - | 3 z - | 4 x 7", source.Table.Shown());
        Assert.Contains(source.Report.Notes, note => note.Contains("Line 4 has fewer than 3 fields", StringComparison.Ordinal));
        Assert.Contains("line 3: 2 fields found, 3 expected", Texts.Refusal("a;b;c\n1;x;5\n3;z\n4;x;7\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void Dates_with_commas_do_not_hide_a_semicolon_that_some_lines_lack()
    {
        string rows = string.Concat(Enumerable.Range(1, 20).Select(day => $"April {day}, 2023;63087{day};25.00;Ray;pending;\n"));
        Assert.Equal("semicolon", Texts.Open(rows + "April 21, 2023;83925;25.00;Scott;\n").Report.Delimiter);
    }

    [Fact]
    public void Two_columns_of_one_name_get_two()
    {
        var source = Texts.Open("x,x,x.2,y\n1,2,3,a\n4,5,6,b\n");
        Assert.Equal("x:Number x.3:Number x.2:Number y:Category | 1 2 3 a | 4 5 6 b", source.Table.Shown());
        Assert.Contains(source.Report.Notes, note => note.StartsWith("Columns 1 and 2 are both named 'x'", StringComparison.Ordinal));
        Assert.Contains("columns 1 and 2 are all named 'x'", Texts.Refusal("x,x,y\n1,2,a\n4,5,b\n", new ReadOptions { Targets = ["x"] }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x\n1,50\n2,50\n7,25\n", "x:Number | 1.5 | 2.5 | 7.25")]
    [InlineData("x\n1,5\n2\n-0,25\n", "x:Number | 1.5 | 2 | -0.25")]
    public void Decimal_commas_of_one_column_are_no_delimiters(string text, string read) => Assert.Equal(read, Texts.Read(text).Shown());

    [Fact]
    public void Halves_of_numbers_are_no_names_of_rows()
    {
        Assert.Contains("decimal commas", Texts.Refusal("a,b,c\n1,50,2,3\n2,50,4,5\n1,25,6,7\n"), StringComparison.Ordinal);
        Assert.Equal("column 1:Number a:Number b:Number | 1 5 6 | 2 7 8", Texts.Read("a,b\n1,5,6\n2,7,8\n").Shown());
    }

    [Theory]
    [InlineData("1 3:0.5 7:1\n-1 2:0.25 3:1\n", "LibSVM")]
    [InlineData("+1 qid:1 1:0.5 7:1 # one\n-1 qid:2 2:0.25\n", "LibSVM")]
    public void Sparse_rows_are_reported(string text, string message) => Assert.Contains(message, Texts.Refusal(text), StringComparison.Ordinal);

    [Fact]
    public void Names_of_columns_are_no_parquet() => Assert.Equal("PAR1:Number b:Number | 1 2 | 3 4", Texts.Read("PAR1,b\n1,2\n3,4\n").Shown());
}
