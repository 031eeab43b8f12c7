using Backprop.Tabular.Reading;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Tests.Reading;

/// <summary>Data that are read by the format of others.</summary>
public sealed class FormatTests
{
    private static DataSource Again(string training, string text, ReadOptions? options = null) =>
        Texts.Open(text, (options ?? new ReadOptions()) with { Format = Texts.Read(training).Format });

    private static string Refusal(string training, string text) => Assert.Throws<DataException>(() => Again(training, text)).Message;

    [Fact]
    public void Decimal_commas_belong_to_the_format()
    {
        Assert.Equal("x:Number | 1.5 | 2.5 | 7.25", Again("x;y\n2,38;5,76\n5,44;11,88\n", "x\n1,50\n2,50\n7,25\n").Table.Shown());
        Assert.Equal("x:Number | 1.234", Again("x;y\n2,38;5,76\n5,44;11,88\n", "x\n1,234\n").Table.Shown());
        Assert.Equal("x:Number y:Number | 1.5 2", Again("x;y\n2,38;5,76\n5,44;11,88\n", "x;y\n1,5;2\n").Table.Shown());
    }

    [Fact]
    public void Another_decimal_mark_or_delimiter_is_read_with_a_note()
    {
        var source = Again("x;y\n2,38;5,76\n5,44;11,88\n", "x,y\n1.5,2.25\n2.5,0.5\n");
        Assert.Equal("x:Number y:Number | 1.5 2.25 | 2.5 0.5", source.Table.Shown());
        Assert.Contains("The delimiter is comma here; in training it was semicolon.", source.Report.Notes);
        Assert.Contains(source.Report.Notes, note => note.StartsWith("Column 'x': the numbers have the form", StringComparison.Ordinal));
    }

    [Fact]
    public void Options_win_over_the_format()
    {
        Assert.Equal("x:Number y:Number | 1.5 2", Again("x;y\n2,38;5,76\n5,44;11,88\n", "x,y\n1.5,2\n", new ReadOptions { Delimiter = ",", Decimal = '.' }).Table.Shown());
    }

    [Theory]
    [InlineData("4 kg", "25 g")]
    [InlineData("$4", "€25")]
    public void Another_unit_is_refused(string training, string text)
    {
        Assert.Contains($"'{text}' found, a number such as", Refusal($"x;y\n{training};1\n{training.Replace('4', '5')};2\n", $"x;y\n{text};1\n{text};2\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_order_of_dates_belongs_to_the_format()
    {
        const string Training = "day,v\n13/01/2023,0\n14/02/2023,1\n01/03/2023,2\n";
        Assert.Equal("day:Date | 2023-04-03 | 2023-11-05", Again(Training, "day\n03/04/2023\n05/11/2023\n").Table.Shown());
        var other = Again(Training, "day\n2023-04-03\n2023-11-05\n");
        Assert.Equal("day:Date | 2023-04-03 | 2023-11-05", other.Table.Shown());
        Assert.Contains(other.Report.Notes, note => note.Contains("have the form yyyy-MM-dd here, and dd/MM/yyyy in the training data", StringComparison.Ordinal));
        Assert.Equal("day:Date | 2023-03-31", Again(Training, "day\n03/31/2023\n").Table.Shown());
        Assert.Contains("line 3, column 'day': 'soon' found", Refusal(Training, "day\n03/04/2023\nsoon\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_that_are_known_find_the_header()
    {
        var source = Again("x,y\n1,2\n3,4\n", "New data\n\nfor June, all\ny,x\n5,6\n");
        Assert.Equal("y:Number x:Number | 5 6", source.Table.Shown());
        Assert.Contains("line 1: '7, 8' found, the names of the columns expected, as in training: x, y", Refusal("x,y\n1,2\n3,4\n", "7,8\n9,10\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void Data_without_a_header_stay_without_one()
    {
        const string Training = "1,red\n2,blue\n3,red\n";
        Assert.Equal("column 1:Number column 2:Category | 4 red", Again(Training, "4,red\n").Table.Shown());
        var source = Again(Training, "n,color\n4,red\n5,blue\n");
        Assert.Equal("column 1:Number column 2:Category | 4 red | 5 blue", source.Table.Shown());
        Assert.Contains(source.Report.Notes, note => note.Contains("the training data had no header", StringComparison.Ordinal));
        Assert.Equal("column 1:Category column 2:Category | a x", Again("a,x\nb,y\na,y\nb,x\na,x\nb,y\n", "a,x\n").Table.Shown());
    }

    [Fact]
    public void Marks_of_missing_values_and_comments_belong_to_the_format()
    {
        var format = Texts.Read("a,b\n; one\n-999,x\n2,y\n", new ReadOptions { Missing = ["-999"], Comment = ";" }).Format;
        Assert.Equal("a:Number b:Category | - x", Texts.Read("a,b\n-999,x\n; two\n", new ReadOptions { Format = format }).Shown());
    }

    [Fact]
    public void Two_columns_of_one_name_are_two_again()
    {
        Assert.Equal("x:Number x.2:Number | 5 6", Again("x,x\n1,2\n3,4\n", "x,x\n5,6\n").Table.Shown());
    }
}
