using Backprop.Tabular.Cells;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Tests.Cells;

public sealed class DateFormTests
{
    [Theory]
    [InlineData("1970-01-02", "yyyy-MM-dd", "1970-01-02")]
    [InlineData("2011/1/26", "yyyy-MM-dd", "2011-01-26")]
    [InlineData("2011-Jan-26", "yyyy-MM-dd", "2011-01-26")]
    [InlineData("2024-02-29", "yyyy-MM-dd", "2024-02-29")]
    [InlineData("Mon 2023-01-02", "yyyy-MM-dd", "2023-01-02")]
    [InlineData("2019-03-23 20:21:09", "yyyy-MM-dd", "2019-03-23T20:21:09")]
    [InlineData("2019-03-23T20:21", "yyyy-MM-dd", "2019-03-23T20:21:00")]
    [InlineData("2019-03-23T20:21:09.000Z", "yyyy-MM-dd", "2019-03-23T20:21:09")]
    [InlineData("2019-03-23T20:21:09,5+0000", "yyyy-MM-dd", "2019-03-23T20:21:10")]
    [InlineData("2019-03-23T00:30:00+01:00", "yyyy-MM-dd", "2019-03-22T23:30:00")]
    [InlineData("2019-03-23 00:30:00 UTC", "yyyy-MM-dd", "2019-03-23T00:30:00")]
    [InlineData("2019-03-23 00:30 UTC+1", "yyyy-MM-dd", "2019-03-22T23:30:00")]
    [InlineData("20190323T202109Z", "yyyy-MM-dd", "2019-03-23T20:21:09")]
    [InlineData("20190323T2021+0100", "yyyy-MM-dd", "2019-03-23T19:21:00")]
    [InlineData("20190323 20:21", "yyyy-MM-dd", "2019-03-23T20:21:00")]
    [InlineData("5. 1. 2021", "dd/MM/yyyy", "2021-01-05")]
    [InlineData("5.1.2021 13.30", "dd/MM/yyyy", "2021-01-05T13:30:00")]
    [InlineData("05/01/2021 13.30.05", "dd/MM/yyyy", "2021-01-05T13:30:05")]
    [InlineData("3/01/06 13:30", "dd/MM/yyyy", "2006-01-03T13:30:00")]
    [InlineData("31.12.1999", "dd/MM/yyyy", "1999-12-31")]
    [InlineData("Mon 02/01/2023", "dd/MM/yyyy", "2023-01-02")]
    [InlineData("07/15/69", "MM/dd/yyyy", "1969-07-15")]
    [InlineData("1/3/68", "MM/dd/yyyy", "2068-01-03")]
    [InlineData("1/3/2020 1:05 PM", "MM/dd/yyyy", "2020-01-03T13:05:00")]
    [InlineData("1/3/2020, 12:05:00 a.m.", "MM/dd/yyyy", "2020-01-03T00:05:00")]
    [InlineData("1/3/2020 5pm", "MM/dd/yyyy", "2020-01-03T17:00:00")]
    [InlineData("25-Sep-12", "dd-MMM-yyyy", "2012-09-25")]
    [InlineData("3 January 2006", "dd-MMM-yyyy", "2006-01-03")]
    [InlineData("3rd of January, 2006", "dd-MMM-yyyy", "2006-01-03")]
    [InlineData("3. Sept. 2006", "dd-MMM-yyyy", "2006-09-03")]
    [InlineData("03JAN2006", "dd-MMM-yyyy", "2006-01-03")]
    [InlineData("10/Oct/2000:13:55:36 -0700", "dd-MMM-yyyy", "2000-10-10T20:55:36")]
    [InlineData("Sun, 01 Jan 2023 08:00:00 -0600", "dd-MMM-yyyy", "2023-01-01T14:00:00")]
    [InlineData("01 Jan 2023 08:00:00 GMT", "dd-MMM-yyyy", "2023-01-01T08:00:00")]
    [InlineData("Sun, 1 Jan 2023 08:00 EST", "dd-MMM-yyyy", "2023-01-01T13:00:00")]
    [InlineData("Sun, 01 Jan 2023 08:00:00 -0600 (CST)", "dd-MMM-yyyy", "2023-01-01T14:00:00")]
    [InlineData("Jan 01, 2023", "MMM dd, yyyy", "2023-01-01")]
    [InlineData("January 1 2023", "MMM dd, yyyy", "2023-01-01")]
    [InlineData("January 1st, 2023", "MMM dd, yyyy", "2023-01-01")]
    [InlineData("Jan. 11th, 2023", "MMM dd, yyyy", "2023-01-11")]
    [InlineData("Monday, January 2, 2023 1:05 PM", "MMM dd, yyyy", "2023-01-02T13:05:00")]
    [InlineData("Tues Jan 3, 2023", "MMM dd, yyyy", "2023-01-03")]
    [InlineData("Sun Jan  1 08:00:00 2023", "MMM dd, yyyy", "2023-01-01T08:00:00")]
    [InlineData("Wed Aug 27 13:08:45 +0000 2008", "MMM dd, yyyy", "2008-08-27T13:08:45")]
    [InlineData("Sun Jan 01 2023 08:00:00 GMT-0600 (Central Standard Time)", "MMM dd, yyyy", "2023-01-01T14:00:00")]
    [InlineData("2011-W04-3", "yyyy-Www-d", "2011-01-26")]
    [InlineData("2011W043", "yyyy-Www-d", "2011-01-26")]
    [InlineData("2009-W01", "yyyy-Www-d", "2008-12-29")]
    [InlineData("2020-W53-7", "yyyy-Www-d", "2021-01-03")]
    [InlineData("2024-366", "yyyy-DDD", "2024-12-31")]
    [InlineData("1949-01", "yyyy-MM", "1949-01-01")]
    [InlineData("2023/12", "yyyy-MM", "2023-12-01")]
    [InlineData("01/2023", "MM/yyyy", "2023-01-01")]
    [InlineData("Jan 2023", "MMM yyyy", "2023-01-01")]
    [InlineData("Jan-23", "MMM yyyy", "2023-01-01")]
    [InlineData("September '98", "MMM yyyy", "1998-09-01")]
    [InlineData("2023-Q1", "yyyy-Qq", "2023-01-01")]
    [InlineData("2023Q4", "yyyy-Qq", "2023-10-01")]
    [InlineData("Q2 2023", "Qq yyyy", "2023-04-01")]
    [InlineData("Q2'23", "Qq yyyy", "2023-04-01")]
    [InlineData("2Q2023", "Qq yyyy", "2023-04-01")]
    [InlineData("2Q23", "Qq yyyy", "2023-04-01")]
    [InlineData("Q2 23", "Qq yyyy", null)]
    [InlineData("5Q23", "Qq yyyy", null)]
    [InlineData("12:45", "HH:mm", "12:45")]
    [InlineData("7:05:30", "HH:mm", "07:05:30")]
    [InlineData("1:05 PM", "HH:mm", "13:05")]
    [InlineData("12 am", "HH:mm", "00:00")]
    [InlineData("7.30 Uhr", "HH:mm", "07:30")]
    [InlineData("19740209", "yyyyMMdd", "1974-02-09")]
    [InlineData("19740209T1205", "yyyyMMdd", "1974-02-09T12:05:00")]
    [InlineData("19740209T1265", "yyyyMMdd", null)]
    [InlineData("19740209", "yyyy-MM-dd", null)]
    [InlineData("7.30.05", "HH:mm", null)]
    [InlineData("2023-02-29", "yyyy-MM-dd", null)]
    [InlineData("2023-13-01", "yyyy-MM-dd", null)]
    [InlineData("0000-01-01", "yyyy-MM-dd", null)]
    [InlineData("0000-00-00", "yyyy-MM-dd", null)]
    [InlineData("2023-01-01 25:00", "yyyy-MM-dd", null)]
    [InlineData("2023-01-01 12:60", "yyyy-MM-dd", null)]
    [InlineData("2023-01-01 08:00 IST", "yyyy-MM-dd", null)]
    [InlineData("2023-01-01 13:00 PM", "yyyy-MM-dd", null)]
    [InlineData("2023-01-01x", "yyyy-MM-dd", null)]
    [InlineData("2023-01-01 ", "yyyy-MM-dd", null)]
    [InlineData("Tue 2023-01-02", "yyyy-MM-dd", null)]
    [InlineData("0001-01-01T00:00+01:00", "yyyy-MM-dd", null)]
    [InlineData("1.5", "dd/MM/yyyy", null)]
    [InlineData("13/13/2020", "dd/MM/yyyy", null)]
    [InlineData("Mon 02/01/2023", "MM/dd/yyyy", null)]
    [InlineData("1/2/345", "MM/dd/yyyy", null)]
    [InlineData("1.2.2020", "MM/dd/yyyy", null)]
    [InlineData("3-Foo-2006", "dd-MMM-yyyy", null)]
    [InlineData("1nd Jan 2023", "dd-MMM-yyyy", null)]
    [InlineData("Jan 32, 2023", "MMM dd, yyyy", null)]
    [InlineData("2011-W53-1", "yyyy-Www-d", null)]
    [InlineData("2023-366", "yyyy-DDD", null)]
    [InlineData("2023-1", "yyyy-MM", null)]
    [InlineData("2023-13", "yyyy-MM", null)]
    [InlineData("Jan 23", "MMM yyyy", null)]
    [InlineData("2023-Q5", "yyyy-Qq", null)]
    [InlineData("36:15", "HH:mm", null)]
    [InlineData("24:00", "HH:mm", null)]
    [InlineData("16:9", "HH:mm", null)]
    [InlineData("7.30", "HH:mm", null)]
    [InlineData("13 pm", "HH:mm", null)]
    [InlineData("19741309", "yyyyMMdd", null)]
    [InlineData("", "yyyy-MM-dd", null)]
    public void A_form_reads_what_is_written_in_it_and_nothing_else(string text, string form, string? expected)
    {
        var found = DateForm.Named(form)!;
        Assert.Equal(expected is not null, found.TryParse(text, out double days));
        if (expected is not null)
            Assert.Equal(expected, new DateColumn("d", [days], found.IsTimeOfDay).Text(0));
    }

    [Theory]
    [InlineData("red")]
    [InlineData("may")]
    [InlineData("Monday")]
    [InlineData("Mar")]
    [InlineData("2023")]
    [InlineData("1.2.3")]
    [InlineData("10-12")]
    [InlineData("23-Jan")]
    [InlineData("+49 30 1234")]
    [InlineData("A1-2023")]
    [InlineData("Q1")]
    [InlineData("1:2:3")]
    [InlineData("36:15")]
    [InlineData("20230101")]
    public void Labels_and_numbers_are_no_dates(string text) => Assert.Equal(CellKinds.None, DateForm.Fitting(text, CellKinds.Dates));

    [Fact]
    public void The_day_zero_is_the_start_of_1970_and_noon_is_half_a_day()
    {
        var form = DateForm.Named("yyyy-MM-dd")!;
        Assert.True(form.TryParse("1970-01-01", out double days));
        Assert.Equal(0, days);
        Assert.True(form.TryParse("1969-12-31 12:00", out days));
        Assert.Equal(-0.5, days);
    }

    [Fact]
    public void Every_form_has_a_flag_and_a_name_of_its_own()
    {
        var all = CellKinds.None;
        var names = new HashSet<string>();
        foreach (var form in DateForm.All)
        {
            Assert.Same(form, DateForm.Of(form.Kind));
            Assert.Same(form, DateForm.Named(form.Name));
            Assert.True(names.Add(form.Name));
            all |= form.Kind;
        }
        Assert.Equal(CellKinds.DatesDeclared, all);
        Assert.Null(DateForm.Named(null));
        Assert.Null(DateForm.Of(CellKinds.Number));
    }
}
