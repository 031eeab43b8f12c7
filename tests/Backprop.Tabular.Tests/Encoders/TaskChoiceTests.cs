using Backprop.Tabular.Encoders;
using Backprop.Tabular.Tables;
using static Backprop.Tabular.Tests.Encoders.TestTables;

namespace Backprop.Tabular.Tests.Encoders;

public class TaskChoiceTests
{
    [Fact]
    public void Text_and_booleans_are_classes_and_several_targets_numbers()
    {
        Assert.Equal(TargetTask.Classification, Choose(Labels("t", "a", "b")).Task);
        Assert.Equal(TargetTask.Classification, Choose(Booleans("t", "no", "yes")).Task);
        Assert.Equal(TargetTask.Regression, TaskChoice.For(Of(Numbers("t", 0, 1), Numbers("u", 0, 1)), ["t", "u"]).Task);
    }

    [Theory]
    [InlineData("0 1")]
    [InlineData("0 1 1 0")]
    [InlineData("-1 1 1")]
    [InlineData("1x40 0")]
    [InlineData("1x10 2x10")]
    [InlineData("1x8 2x2")]
    [InlineData("0x3 1x3 2x3")]
    [InlineData("1x2 2x2 3x5 4x4 5x2")]
    [InlineData("3x20 4x163 5x1457 6x2198 7x880 8x175 9")]
    [InlineData("0x4 1x4 2x4 3x4 4x4 5x4 6x4 7x4 8x4 9x4")]
    [InlineData("1x70 2x76 3x17 5x13 6x9 7x29")]
    [InlineData("30000001x20 30000002x20 30000003x20")]
    [InlineData("101x40 205x30 999x20")]
    public void Few_whole_numbers_in_several_rows_each_are_classes(string values) =>
        Assert.Equal(TargetTask.Classification, Choose(values).Task);

    [Theory]
    [InlineData("150000 178000 205000 232000 265000 290000 318000 350000 371000 402000 430000 455000 490000 512000 548000")]
    [InlineData("10 20 30 40 50 60 70 80 90 100")]
    [InlineData("10x2 20x2 30x2 40x2 50x2 60x2 70x2 80x2 90x2 100x2")]
    [InlineData("10x5 20x5 30x5 40x5 50x5 60x5 70x5 80x5 90x5 100x5")]
    [InlineData("1 2")]
    [InlineData("1 2 3 4 5 6 7 8 9 10")]
    [InlineData("2001x4 2002x4 2003x4 2004x4 2005x4 2010x4 2020x4")]
    [InlineData("0x500 1x100 2x50 3x20 4x8 5x3 6x2 7 9 12 15")]
    [InlineData("0x9 1x9 2x9 3x9 4x9 5x9 6x9 7x9 8x9 9x9 10x9 11x9 12x9 13x9 14x9 15x9 16x9 17x9 18x9 19x9 20x9")]
    [InlineData("1x50 2.5")]
    public void Other_numbers_are_a_regression(string values) =>
        Assert.Equal(TargetTask.Regression, Choose(values).Task);

    [Fact]
    public void The_reason_is_what_is_in_the_column()
    {
        Assert.Equal("whole numbers with 2 different values", Choose("0 1 1").Reason);
        Assert.Equal("whole numbers with 3 different values in 3 rows, too few rows of each for classes", Choose("7 8 9").Reason);
        Assert.Equal("whole numbers with 4 different values, 2 of them in one row only", Choose("0x50 1x20 2 3").Reason);
        Assert.Equal("whole numbers with more than 20 different values", Choose(string.Join(' ', Enumerable.Range(1, 30))).Reason);
        // The fraction comes late, as in miles per gallon.
        Assert.Equal("numbers with fractions", Choose(string.Join(' ', Enumerable.Range(1, 30)) + " 17.5").Reason);
    }

    /// <summary>Values with blanks between them; 7x3 stands for 7 in three rows.</summary>
    private static TaskChoice Choose(string values) => Choose(Numbers("t", [.. values.Split(' ').SelectMany(text =>
    {
        string[] parts = text.Split('x');
        return Enumerable.Repeat(double.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture), parts.Length == 1 ? 1 : int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture));
    })]));

    private static TaskChoice Choose(Column column) => TaskChoice.For(Of(column), ["t"]);
}
