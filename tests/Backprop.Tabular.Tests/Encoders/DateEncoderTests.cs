using Backprop.Tabular.Encoders;
using Backprop.Tabular.Tables;
using CsCheck;
using static Backprop.Tabular.Tests.Encoders.TestTables;

namespace Backprop.Tabular.Tests.Encoders;

public sealed class DateEncoderTests
{
    private static double Day(int year, int month, int day) => (new DateTime(year, month, day) - DateTime.UnixEpoch).TotalDays;

    private static DateEncoder Encoder(params double[] days) => Assert.IsType<DateEncoder>(Assert.Single(Of(new DateColumn("when", days)).Fit().Columns));

    private static double[] Every(double first, double step, int count) => [.. Enumerable.Range(0, count).Select(i => first + i * step)];

    [Fact]
    public void Days_are_standardized_in_full_precision()
    {
        // An hour apart near day 20,000: single precision alone would not tell them apart.
        var table = Of(new DateColumn("when", [20000.5, 20000.5 + (1 / 24.0), double.NaN]));
        var encoder = table.Fit();
        Assert.Equal(["when", "when: time of day sin", "when: time of day cos", "when missing"], encoder.InputNames);
        Assert.Equal([-1, 1, 0], encoder.Encode(table).Column(0));
    }

    [Theory]
    [InlineData("daily for 300 days", "week")]
    [InlineData("daily for 13 days", "")]
    [InlineData("daily for 400 days", "week year")]
    [InlineData("daily at 8:00 for 300 days", "week")]
    [InlineData("hourly for 300 hours", "day")]
    [InlineData("hourly for 400 hours", "day week")]
    [InlineData("every Monday for 100 weeks", "year")]
    [InlineData("monthly for 24 months", "year")]
    [InlineData("monthly for 12 months", "year")]
    [InlineData("monthly for 6 months", "")]
    [InlineData("quarterly for 8 quarters", "year")]
    [InlineData("yearly for 30 years", "")]
    [InlineData("birthdays", "week year")]
    [InlineData("some Sundays of a summer", "")]
    public void Cycles_are_those_that_the_training_rows_go_through(string what, string expected)
    {
        double start = Day(2023, 1, 2);
        double[] days = what switch
        {
            "daily for 300 days" => Every(start, 1, 300),
            "daily for 13 days" => Every(start, 1, 13),
            "daily for 400 days" => Every(start, 1, 400),
            "daily at 8:00 for 300 days" => Every(start + (8 / 24.0), 1, 300),
            "hourly for 300 hours" => Every(start, 1 / 24.0, 300),
            "hourly for 400 hours" => Every(start, 1 / 24.0, 400),
            "every Monday for 100 weeks" => Every(start, 7, 100),
            "monthly for 24 months" => [.. Enumerable.Range(0, 24).Select(i => Day(2020 + i / 12, i % 12 + 1, 1))],
            "monthly for 12 months" => [.. Enumerable.Range(0, 12).Select(i => Day(2020, i + 1, 1))],
            "monthly for 6 months" => [.. Enumerable.Range(0, 6).Select(i => Day(2020, i + 1, 1))],
            "quarterly for 8 quarters" => [.. Enumerable.Range(0, 8).Select(i => Day(2020 + i / 4, i % 4 * 3 + 1, 1))],
            "yearly for 30 years" => [.. Enumerable.Range(1990, 30).Select(year => Day(year, 12, 31))],
            "birthdays" => [.. Enumerable.Range(0, 300).Select(i => -10000.0 + (i * i * 37 % 20011))],
            _ => Every(Day(2023, 6, 4), 7, 12),
        };
        Assert.Equal(expected, string.Join(' ', Encoder(days).Cycles.Select(cycle => cycle.Name)));
    }

    [Fact]
    public void A_weekday_is_the_same_point_in_every_week_at_every_time()
    {
        double monday = Day(2023, 1, 2);
        Assert.Equal(DayOfWeek.Monday, new DateTime(2023, 1, 2).DayOfWeek);
        Assert.Equal((0f, 1f), DateCycle.Week.Point(monday));
        Assert.Equal(DateCycle.Week.Point(monday + 3.25), DateCycle.Week.Point(monday - 70000 + 3));
        Assert.Equal(7, Enumerable.Range(0, 700).Select(i => DateCycle.Week.Point(monday + i)).Distinct().Count());
        Assert.Equal("Monday", DateCycle.Week.Text(monday + 0.9));
    }

    [Fact]
    public void A_day_and_a_year_go_round_a_circle()
    {
        Assert.Equal([(0f, 1f), (1f, 0f), (0f, -1f), (-1f, 0f)], new[] { 0, 0.25, 0.5, 0.75 }.Select(time => DateCycle.Day.Point(19000 + time)));
        Assert.Equal((0f, 1f), DateCycle.Year.Point(Day(1900, 1, 1)));
        var (sine, cosine) = DateCycle.Year.Point(Day(2023, 12, 31));
        Assert.Equal(-Math.Sin(2 * Math.PI / 365), sine, 1e-7);
        Assert.Equal(Math.Cos(2 * Math.PI / 365), cosine, 1e-7);
        Assert.Equal(-0.0172, DateCycle.Year.Point(Day(2024, 12, 31)).Sine, 1e-4);
        Assert.Equal("31 December", DateCycle.Year.Text(Day(2024, 12, 31)));
        Assert.Equal("18:00", DateCycle.Day.Text(19000.75));
    }

    [Fact]
    public void Every_point_lies_on_the_circle() => Gen.Double[-719_162, 2_932_896].Sample(days =>
    {
        foreach (var cycle in DateCycle.All)
        {
            Assert.InRange(cycle.Phase(days), 0, 1);
            var (sine, cosine) = cycle.Point(days);
            Assert.Equal(1, (double)sine * sine + (double)cosine * cosine, 1e-6);
        }
    });

    [Fact]
    public void Times_of_day_are_a_cycle_alone()
    {
        var table = Of(new DateColumn("at", [0.25, 0.5, double.NaN], isTimeOfDay: true));
        var encoder = table.Fit();
        Assert.Equal(["at: time of day sin", "at: time of day cos", "at missing"], encoder.InputNames);
        var inputs = encoder.Encode(table);
        Assert.Equal([1, 0, 0], inputs.Column(0));
        Assert.Equal([0, -1, 0], inputs.Column(1));
        Assert.Equal([0, 0, 1], inputs.Column(2));
        var exception = Assert.Throws<DataException>(() => encoder.Encode(Of(new DateColumn("at", [double.NaN, 19000]))));
        Assert.Equal("Column 'at', row 2: expected a time of day, found '2022-01-08'.", exception.Message);
        Assert.Throws<DataException>(() => Of(new DateColumn("at", [1, 2, 3])).Fit().Encode(table));
    }

    [Fact]
    public void Missing_dates_stand_in_the_middle_of_everything()
    {
        var encoder = Of(new DateColumn("when", Every(19000, 1, 30))).Fit();
        var inputs = encoder.Encode(Of(new DateColumn("when", [double.NaN])));
        Assert.Equal(new float[3], inputs.Values.Row(0).ToArray());
        Assert.Equal(EncodingNoteKind.UnexpectedMissing, Assert.Single(inputs.Notes).Kind);
    }

    [Fact]
    public void Columns_that_say_nothing_are_excluded()
    {
        Assert.Equal(
            [new IgnoredColumn("one", "one value only, 2022-01-08"), new IgnoredColumn("none", "no value in the training rows")],
            Of(new DateColumn("one", [19000, 19000]), new DateColumn("none", [double.NaN, double.NaN]), Numbers("x", 1, 2)).Fit().Ignored);
        Assert.Equal(["when missing"], Of(new DateColumn("when", [19000, double.NaN])).Fit().InputNames);
    }

    [Fact]
    public void The_values_of_a_row_are_reported_input_by_input()
    {
        var column = new DateColumn("when", [.. Every(Day(2023, 1, 1) + 0.5, 10.1, 40), double.NaN]);
        var encoder = Encoder(column.Days.ToArray());
        Assert.Equal(
            ["2023-01-01T12:00:00", "12:00", "12:00", "1 January", "1 January", null], Enumerable.Range(0, encoder.Inputs).Select(input => encoder.ValueText(column, 0, input)));
        Assert.Equal("missing", encoder.ValueText(column, 40, 0));
    }

    [Fact]
    public void Json_gives_back_the_same_encoder() => Gen.Select(Gen.Int[-70_000, 60_000].Array[2, 30], Gen.Int[0, 86_399].Array[30], Gen.Int[0, 2]).Sample((dates, seconds, kind) =>
    {
        var days = dates.Select((day, i) => kind == 2 ? seconds[i] / 86400.0 : day + (kind == 1 ? seconds[i] / 86400.0 : 0)).Append(double.NaN).ToArray();
        var table = Of(new DateColumn("when", days, isTimeOfDay: kind == 2));
        var encoder = table.Fit();
        var read = InputEncoder.Read(Parse(Json(encoder.Write)));
        Assert.Equal(Json(encoder.Write), Json(read.Write));
        Assert.Equal(encoder.InputNames, read.InputNames);
        for (int row = 0; row < table.Rows; row++)
            Assert.Equal(encoder.Encode(table).Values.Row(row), read.Encode(table).Values.Row(row));
    }, iter: 200);

    [Fact]
    public void A_model_of_before_dates_had_cycles_gives_the_same_inputs()
    {
        var read = InputEncoder.Read(Parse("""{"columns":[{"kind":"date","column":"when","scale":{"mean":19000.25,"deviation":3},"missing":true}],"ignored":[]}"""));
        Assert.Equal(["when", "when missing"], read.InputNames);
        var inputs = read.Encode(Of(new DateColumn("when", [19001.5, double.NaN])));
        Assert.Equal([new Standardization(19000.25, 3).Apply(19001.5), 0], inputs.Column(0));
        Assert.Equal([0, 1], inputs.Column(1));
    }

    [Theory]
    [InlineData("""{"kind":"date","column":"x","scale":{"mean":1,"deviation":2},"cycles":["month"],"missing":false}""", "cycles: expected some of day, week and year")]
    [InlineData("""{"kind":"date","column":"x","scale":{"mean":1,"deviation":2},"cycles":["year","day"],"missing":false}""", "in this order")]
    [InlineData("""{"kind":"date","column":"x","scale":null,"cycles":["week"],"missing":false}""", "cycles: expected day alone")]
    [InlineData("""{"kind":"date","column":"x","scale":null,"cycles":[],"missing":false}""", "missing: expected true")]
    [InlineData("""{"kind":"date","column":"x","scale":null,"cycles":["day"]}""", "'missing' is missing")]
    public void Json_of_another_form_is_refused_with_its_place(string json, string message) =>
        Assert.Contains(message, Assert.Throws<DataException>(() => InputEncoder.Read(Parse($$"""{"columns":[{{json}}],"ignored":[]}"""))).Message, StringComparison.Ordinal);
}
