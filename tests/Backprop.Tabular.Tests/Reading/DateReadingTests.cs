using System.Globalization;
using Backprop.Tabular.Cells;
using Backprop.Tabular.Reading;
using Backprop.Tabular.Tables;
using CsCheck;

namespace Backprop.Tabular.Tests.Reading;

/// <summary>Columns of dates: which form they have, what it reads, and what is reported where that is in doubt.</summary>
public sealed class DateReadingTests
{
    private static readonly DateTime Start = new(2023, 1, 1);

    // For each form the ways to write a moment in it, and what it keeps of the moment.
    private static readonly (string Form, Func<DateTime, string>[] Write, Func<DateTime, DateTime> Keep)[] Forms =
    [
        ("yyyy-MM-dd", [In("yyyy-MM-dd"), In("yyyy/M/d"), In("yyyy.MM.dd"), In("yyyy-MMM-dd"), In("ddd yyyy-MM-dd")], Date),
        ("yyyy-MM-dd", [In("yyyy-MM-dd HH:mm"), In("yyyy-MM-ddTHH:mm"), In("yyyy-MM-dd h:mm tt"), In("yyyy-MM-ddTHH:mm:ssZ"), In("yyyy-MM-ddTHH:mm:ss.fff+00:00")], Minute),
        ("dd/MM/yyyy", [In("dd/MM/yyyy"), In("d.M.yyyy"), In("dd-MM-yyyy"), In("dd.MM.yy"), In("ddd dd/MM/yyyy"), In("dddd, dd/MM/yyyy")], Date),
        ("dd/MM/yyyy", [In("dd/MM/yyyy HH:mm"), In("dd/MM/yyyy, HH:mm:ss")], Minute),
        ("MM/dd/yyyy", [In("MM/dd/yyyy"), In("M/d/yyyy"), In("MM-dd-yyyy"), In("MM/dd/yy"), In("ddd MM/dd/yyyy")], Date),
        ("MM/dd/yyyy", [In("M/d/yyyy h:mm tt"), In("M/d/yyyy, h:mm:ss tt")], Minute),
        ("dd-MMM-yyyy", [In("dd-MMM-yy"), In("d MMMM yyyy"), In("ddMMMyyyy"), In("d. MMM yyyy"), In("ddd, dd MMM yyyy")], Date),
        ("dd-MMM-yyyy", [In("ddd, dd MMM yyyy HH:mm:ss +0000"), In("ddd, dd MMM yyyy HH:mm:ss 'GMT'"), In("dd/MMM/yyyy:HH:mm:ss +0000")], Minute),
        ("MMM dd, yyyy", [In("MMM dd, yyyy"), In("MMMM d yyyy"), In("dddd, MMMM d, yyyy"), In("MMM-dd-yyyy")], Date),
        ("MMM dd, yyyy", [In("MMM d, yyyy h:mm tt"), In("ddd MMM dd HH:mm:ss yyyy"), In("ddd MMM dd HH:mm:ss +0000 yyyy")], Minute),
        ("yyyy-Www-d", [Week("{0:0000}-W{1:00}-{2}"), Week("{0:0000}W{1:00}{2}")], Date),
        ("yyyy-DDD", [date => $"{date:yyyy}-{date.DayOfYear:000}"], Date),
        ("yyyy-MM", [In("yyyy-MM"), In("yyyy/MM"), In("yyyy-MMM")], Month),
        ("MM/yyyy", [In("MM/yyyy"), In("M-yyyy")], Month),
        ("MMM yyyy", [In("MMM yyyy"), In("MMMM yyyy"), In("MMM-yy")], Month),
        ("yyyy-Qq", [Quarter("{0}-Q{1}"), Quarter("{0}Q{1}"), Quarter("{0} Q{1}")], QuarterStart),
        ("Qq yyyy", [Quarter("Q{1} {0}"), Quarter("Q{1}/{0}")], QuarterStart),
        ("HH:mm", [In("HH:mm"), In("H:mm"), In("HH:mm:ss"), In("h:mm tt"), In("h:mmtt"), date => date.ToString("H.mm", CultureInfo.InvariantCulture) + " Uhr"], Time),
    ];

    [Fact]
    public void Dates_written_in_a_form_are_found_as_this_form_among_their_siblings_and_read_back() =>
        Gen.Select(Gen.Int[0, Forms.Length - 1], Gen.Int[0, 99], Gen.Int[-360_000, 1_200_000].Array[20, 40]).Sample((which, style, hours) =>
        {
            var (form, ways, keep) = Forms[which];
            // Two digits of a year are enough from 1969 on; 13 to 31 December leave no doubt about the order.
            DateTime[] moments = [.. hours.Select(hour => new DateTime(2010, 1, 1, 0, 17, 0).AddHours(hour)), new DateTime(2021, 12, 13, 15, 30, 0), new DateTime(2022, 1, 31, 9, 5, 0)];
            moments = [.. moments.Where(moment => moment.Year is > 1968 and < 2069)];
            var write = ways[style % ways.Length];
            var source = Texts.Open("day;n\n" + string.Concat(moments.Select(moment => $"{write(moment)};1\n")));
            Assert.Equal(form, source.Report.Columns[0].Form);
            Assert.Empty(source.Report.Notes);
            var days = Assert.IsType<DateColumn>(source.Table.Columns[0]).Days.ToArray();
            for (int i = 0; i < moments.Length; i++)
                Assert.Equal((keep(moments[i]) - DateTime.UnixEpoch).TotalDays, days[i], 1e-9);
        }, iter: 2000);

    [Fact]
    public void The_form_of_the_training_data_reads_new_data()
    {
        var training = Texts.Open("day,v\n" + Rows(60, day => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture)));
        Assert.Equal(new ColumnFormat(ColumnType.Date, "dd/MM/yyyy"), training.Table.Format!.Columns["day"]);
        var source = Texts.Open("day\n03/04/2023\n05/11/2023\n", new ReadOptions { Format = training.Table.Format });
        Assert.Equal(["2023-04-03", "2023-11-05"], source.Table.Cells(0));
        Assert.Empty(source.Report.Notes);
    }

    [Theory]
    [InlineData("2023-04-03", "2023-04-03", "have the form yyyy-MM-dd here, and dd/MM/yyyy in the training data")]
    [InlineData("4/30/2023", "2023-04-30", "have the form MM/dd/yyyy here")]
    [InlineData("April 3, 2023", "2023-04-03", "have the form MMM dd, yyyy here")]
    [InlineData("20230403", "2023-04-03", "have the form yyyyMMdd here")]
    public void Another_unambiguous_form_is_read_with_a_note(string cell, string expected, string note)
    {
        var source = Texts.Open($"day;n\n{cell};1\n", new ReadOptions { Format = Format("dd/MM/yyyy") });
        Assert.Equal([expected], source.Table.Cells(0));
        Assert.Contains(note, Assert.Single(source.Report.Notes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dd/MM/yyyy", "13/04/2023;2023-04-14", "line 3, column 'day': '2023-04-14' found, a date such as dd/MM/yyyy, the form of the training data, expected")]
    [InlineData("dd/MM/yyyy", "13/04/2023;soon", "line 3, column 'day': 'soon' found")]
    [InlineData("yyyy-MM-dd", "1680000000", "line 2, column 'day': '1680000000' found")]
    [InlineData("yyyy-MM-dd", "12:45", "line 2, column 'day': '12:45' found, a date such as yyyy-MM-dd")]
    [InlineData("HH:mm", "12:45;36:15", "line 3, column 'day': '36:15' found, a time of day such as HH:mm")]
    [InlineData("HH:mm", "2023-04-13", "line 2, column 'day': '2023-04-13' found")]
    [InlineData("yyyy-MM-dd", "03/04/2023", "data.csv, column 'day': every date can be read as dd/MM and as MM/dd, and those of the training data have the form yyyy-MM-dd. Give --dates day-first")]
    public void Data_that_fit_no_form_without_doubt_are_refused(string form, string cells, string message) => Assert.Contains(
        message, Texts.Refusal("day\n" + cells.Replace(';', '\n') + "\n", new ReadOptions { Format = Format(form), Header = true, Delimiter = "comma" }), StringComparison.Ordinal);

    [Fact]
    public void The_order_that_is_given_wins_over_that_of_the_training_data()
    {
        var source = Texts.Open("day\n03/04/2023\n", new ReadOptions { Format = Format("dd/MM/yyyy"), DayFirst = false });
        Assert.Equal(["2023-03-04"], source.Table.Cells(0));
        Assert.Contains("MM/dd/yyyy here", Assert.Single(source.Report.Notes), StringComparison.Ordinal);
        Assert.Equal(["2023-04-03"], Texts.Read("day\n03/04/2023\n", new ReadOptions { Format = Format("yyyy-MM-dd"), DayFirst = true }).Cells(0));
    }

    [Fact]
    public void Ambiguous_dates_name_the_option_that_decides()
    {
        const string Text = "day,n\n3/4/2020,1\n5/6/2020,2\n";
        Assert.Contains("it was read as MM/dd/yyyy. Give --dates day-first", Assert.Single(Texts.Open(Text).Report.Notes), StringComparison.Ordinal);
        var source = Texts.Open(Text, new ReadOptions { DayFirst = true });
        Assert.Equal(("dd/MM/yyyy", 0), (source.Report.Columns[0].Form, source.Report.Notes.Count));
    }

    [Fact]
    public void One_text_among_dates_is_missing_and_named()
    {
        var source = Texts.Open("day,v\n" + Rows(300, day => day.DayOfYear == 18 ? "0000-00-00" : day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
        Assert.Equal(
            "Column 'day': all but 1 of 300 are dates (yyyy-MM-dd); '0000-00-00' (line 19) is not, and is read as missing. "
            + "Give --missing '0000-00-00' if it stands for a missing value, or correct it; --column 'day=category' reads labels.",
            Assert.Single(source.Report.Notes));
        Assert.Equal((ColumnKind.Date, 1, "yyyy-MM-dd"), (source.Report.Columns[0].Kind, source.Report.Columns[0].Missing, source.Report.Columns[0].Form));
        Assert.Equal("2023-01-01", source.Table.Columns[0].Text(0));
        // The same rows are read again by their format, and in this column alone.
        Assert.Equal(["", "2024-01-01"], Texts.Read("day,v\n0000-00-00,1\n2024-01-01,2\n", new ReadOptions { Format = source.Table.Format }).Cells(0));
        Assert.Equal("0000-00-00", Texts.Read("day,other\n2024-01-01,0000-00-00\n", new ReadOptions { Format = source.Table.Format }).Columns[1].Text(0));
        Assert.Contains("'0000-00-01' found", Texts.Refusal("day,v\n0000-00-01,1\n2024-01-01,2\n", new ReadOptions { Format = source.Table.Format }), StringComparison.Ordinal);
        // As the user says it, there is nothing to say.
        Assert.Empty(Texts.Open("day,v\n" + Rows(300, day => day.DayOfYear == 18 ? "0000-00-00" : $"{day:yyyy-MM-dd}"), new ReadOptions { Missing = ["0000-00-00"] }).Report.Notes);
    }

    [Fact]
    public void Several_texts_among_dates_are_named_together()
    {
        string[] odd = ["soon", "n.d.", "tba", "??"];
        var source = Texts.Open("day,v\n" + Rows(300, day => day.DayOfYear % 60 == 0 ? odd[day.DayOfYear / 60 % 4] : $"{day:dd/MM/yyyy}"));
        string note = Assert.Single(source.Report.Notes);
        Assert.Contains("all but 5 of 300 are dates (dd/MM/yyyy); 'n.d.' (line 61), 'tba' (line 121), '??' (line 181), … are not", note, StringComparison.Ordinal);
        Assert.Contains("Give --missing 'n.d.' --missing 'tba' --missing '??' … if they stand", note, StringComparison.Ordinal);
    }

    [Fact]
    public void Few_dates_among_texts_stay_labels()
    {
        var source = Texts.Open("day,v\n" + Rows(300, day => day.DayOfYear % 5 == 0 ? "summer" : $"{day:yyyy-MM-dd}"));
        Assert.Equal(ColumnKind.Category, source.Table.Columns[0].Kind);
        Assert.Equal(ColumnKind.Category, Texts.Read("day,v\n2023-01-01,1\nsoon,2\n").Columns[0].Kind);
    }

    [Fact]
    public void Dates_in_two_orders_are_excluded_and_named_unless_the_order_is_given()
    {
        string text = "day,v\n" + Rows(200, day => day.ToString(day.DayOfYear % 2 == 0 ? "dd/MM/yyyy" : "MM/dd/yyyy", CultureInfo.InvariantCulture));
        var source = Texts.Open(text);
        Assert.Equal("dates in two orders", source.Report.Columns[0].Ignored);
        string note = Assert.Single(source.Report.Notes);
        Assert.Contains("dates in two orders: '14/01/2023' (line 15) is dd/MM/yyyy, '01/13/2023' (line 14) is MM/dd/yyyy. It is excluded.", note, StringComparison.Ordinal);
        Assert.Contains("--dates day-first or --dates month-first", note, StringComparison.Ordinal);
        source = Texts.Open(text, new ReadOptions { DayFirst = true });
        Assert.Equal(("dd/MM/yyyy", "2023-01-14", ""), (source.Report.Columns[0].Form, source.Table.Columns[0].Text(13), source.Table.Columns[0].Text(12)));
        Assert.Contains("'01/13/2023' (line 14)", Assert.Single(source.Report.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void One_date_of_the_other_order_is_a_slip()
    {
        var source = Texts.Open("day,v\n" + Rows(200, day => day.ToString(day.DayOfYear == 30 ? "MM/dd/yyyy" : "dd/MM/yyyy", CultureInfo.InvariantCulture)));
        Assert.Contains("all but 1 of 200 are dates (dd/MM/yyyy); '01/30/2023' (line 31) is not", Assert.Single(source.Report.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Dates_in_several_forms_are_excluded_and_named()
    {
        var source = Texts.Open("day;v\n" + Rows(100, day => day.ToString(day.DayOfYear % 2 == 0 ? "yyyy-MM-dd" : "MMM d, yyyy", CultureInfo.InvariantCulture), ';'));
        Assert.Contains("dates in several forms: ", Assert.Single(source.Report.Notes), StringComparison.Ordinal);
        Assert.Equal("dates in several forms", source.Report.Columns[0].Ignored);
    }

    [Fact]
    public void Durations_are_no_times_of_day()
    {
        var source = Texts.Open("took,v\n" + Rows(60, day => $"{day.DayOfYear / 2}:{day.DayOfYear % 60:00}"));
        Assert.Equal("durations", source.Report.Columns[0].Ignored);
        Assert.Contains("durations: '24:48' (line 49) is not a time of day", Assert.Single(source.Report.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Times_of_day_are_read_and_written_as_such()
    {
        var source = Texts.Open("at,v\n12:45,1\n7:05,2\nNA,3\n");
        Assert.Equal(["12:45", "07:05", ""], source.Table.Cells(0));
        Assert.Equal("HH:mm", source.Report.Columns[0].Form);
        Assert.True(Assert.IsType<DateColumn>(source.Table.Columns[0].Select([1]).Rename("x")).IsTimeOfDay);
    }

    [Theory]
    [InlineData("Mon\nTue\nWed")]
    [InlineData("Jan\nFeb\nMar")]
    [InlineData("3:1\n2:0\n0:0")]
    [InlineData("Jan 23\nFeb 14\nMar 31")]
    public void Names_of_weekdays_and_months_are_labels(string cells) =>
        Assert.Equal(ColumnKind.Category, Texts.Read("x;n\n" + cells.Replace("\n", ";1\n", StringComparison.Ordinal) + ";1\n").Columns[0].Kind);

    [Theory]
    [InlineData("13/01/2023;14/01/2023;soon;15/01/2023", "line 4, column 'day': 'soon' found, a date such as dd/MM/yyyy expected")]
    [InlineData("soon;Jan 3, 2023;Jan 4, 2023", "line 2, column 'day': 'soon' found, a date such as MMM dd, yyyy expected")]
    public void A_column_declared_as_dates_names_the_cell_that_is_unlike_the_others(string cells, string message)
    {
        var options = new ReadOptions { Columns = new Dictionary<string, ColumnType> { ["day"] = ColumnType.Date } };
        Assert.Contains(message, Texts.Refusal("day;v\n" + string.Concat(cells.Split(';').Select(cell => $"{cell};1\n")), options), StringComparison.Ordinal);
    }

    [Fact]
    public void The_order_of_dates_may_show_late()
    {
        string text = "day,v\n" + string.Concat(Enumerable.Repeat("1/2/2023,1\n", 2000)) + "13/2/2023,1\n";
        foreach (var options in new[] { new ReadOptions(), new ReadOptions { Columns = new Dictionary<string, ColumnType> { ["day"] = ColumnType.Date } } })
            Assert.Equal(["2023-02-01", "2023-02-13"], Texts.Read(text, options).Cells(0).Distinct());
    }

    private static DataFormat Format(string form) => new() { Columns = new Dictionary<string, ColumnFormat> { ["day"] = new(ColumnType.Date, form) } };

    private static string Rows(int count, Func<DateTime, string> write, char delimiter = ',') =>
        string.Concat(Enumerable.Range(0, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"{write(Start.AddDays(i))}{delimiter}{i}\n")));

    private static Func<DateTime, string> In(string format) => moment => moment.ToString(format, CultureInfo.InvariantCulture);

    private static Func<DateTime, string> Week(string format) => moment =>
        string.Format(CultureInfo.InvariantCulture, format, ISOWeek.GetYear(moment), ISOWeek.GetWeekOfYear(moment), ((int)moment.DayOfWeek + 6) % 7 + 1);

    private static Func<DateTime, string> Quarter(string format) => moment => string.Format(CultureInfo.InvariantCulture, format, moment.Year, (moment.Month + 2) / 3);

    private static DateTime Date(DateTime moment) => moment.Date;

    private static DateTime Minute(DateTime moment) => moment;

    private static DateTime Month(DateTime moment) => new(moment.Year, moment.Month, 1);

    private static DateTime QuarterStart(DateTime moment) => new(moment.Year, (moment.Month + 2) / 3 * 3 - 2, 1);

    private static DateTime Time(DateTime moment) => DateTime.UnixEpoch + moment.TimeOfDay;
}
