using Backprop.Tabular.Cells;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Tests.Cells;

public sealed class DateTextTests
{
    [Theory]
    [InlineData("1970-01-02", CellKinds.YearFirst, "1970-01-02")]
    [InlineData("2011/1/26", CellKinds.YearFirst, "2011-01-26")]
    [InlineData("1949-01", CellKinds.YearFirst, "1949-01-01")]
    [InlineData("2019-03-23 20:21:09", CellKinds.YearFirst, "2019-03-23T20:21:09")]
    [InlineData("2019-03-23T20:21", CellKinds.YearFirst, "2019-03-23T20:21:00")]
    [InlineData("2019-03-23T20:21:09.000Z", CellKinds.YearFirst, "2019-03-23T20:21:09")]
    [InlineData("2019-03-23T00:30:00+01:00", CellKinds.YearFirst, "2019-03-22T23:30:00")]
    [InlineData("3/01/06 13:30", CellKinds.DayFirst, "2006-01-03T13:30:00")]
    [InlineData("31.12.1999", CellKinds.DayFirst, "1999-12-31")]
    [InlineData("07/15/69", CellKinds.MonthFirst, "1969-07-15")]
    [InlineData("1/3/68", CellKinds.MonthFirst, "2068-01-03")]
    [InlineData("1/3/2020 1:05 PM", CellKinds.MonthFirst, "2020-01-03T13:05:00")]
    [InlineData("1/3/2020 12:05 am", CellKinds.MonthFirst, "2020-01-03T00:05:00")]
    [InlineData("25-Sep-12", CellKinds.NamedMonth, "2012-09-25")]
    [InlineData("3 January 2006", CellKinds.NamedMonth, "2006-01-03")]
    [InlineData("19740209", CellKinds.Compact, "1974-02-09")]
    [InlineData("2024-02-29", CellKinds.YearFirst, "2024-02-29")]
    public void Dates_are_read(string text, object form, string expected)
    {
        Assert.True(DateText.TryParse(text, (CellKinds)form, out double days));
        Assert.Equal(expected, new DateColumn("d", [days]).Text(0));
    }

    [Theory]
    [InlineData("2023-02-29", CellKinds.YearFirst)]
    [InlineData("2023-13-01", CellKinds.YearFirst)]
    [InlineData("0000-01-01", CellKinds.YearFirst)]
    [InlineData("2023-01-01 25:00", CellKinds.YearFirst)]
    [InlineData("2023-01-01x", CellKinds.YearFirst)]
    [InlineData("2023-1", CellKinds.YearFirst)]
    [InlineData("1.5", CellKinds.DayFirst)]
    [InlineData("13/13/2020", CellKinds.DayFirst)]
    [InlineData("1/2/345", CellKinds.MonthFirst)]
    [InlineData("1.2.2020", CellKinds.MonthFirst)]
    [InlineData("3-Foo-2006", CellKinds.NamedMonth)]
    [InlineData("19741309", CellKinds.Compact)]
    [InlineData("", CellKinds.YearFirst)]
    public void Other_texts_are_no_dates(string text, object form) => Assert.False(DateText.TryParse(text, (CellKinds)form, out _));

    [Fact]
    public void The_day_zero_is_the_start_of_1970_and_noon_is_half_a_day()
    {
        Assert.True(DateText.TryParse("1970-01-01", CellKinds.YearFirst, out double days));
        Assert.Equal(0, days);
        Assert.True(DateText.TryParse("1969-12-31 12:00", CellKinds.YearFirst, out days));
        Assert.Equal(-0.5, days);
    }
}
