using Backprop.Tabular.Models;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Tests.Models;

/// <summary>What repeats every day, week or year is learned from one column of dates, and models read dates as they were trained.</summary>
public sealed class DateModelTests
{
    private static double Day(int year, int month, int day) => (new DateTime(year, month, day) - DateTime.UnixEpoch).TotalDays;

    [Fact]
    public void A_weekly_pattern_is_learned()
    {
        float[] visits = [20, 22, 21, 25, 40, 80, 65];
        double[] days = [.. Enumerable.Range(0, 330).Select(i => Day(2023, 1, 2) + i)];
        Assert.True(R2(new DateColumn("day", days), days.Select((_, i) => visits[i % 7] + Noise(i))) > 0.95);
    }

    [Fact]
    public void A_daily_pattern_is_learned()
    {
        double[] days = [.. Enumerable.Range(0, 600).Select(i => Day(2023, 1, 2) + i / 8.0)];
        Assert.True(R2(new DateColumn("when", days), days.Select((_, i) => i % 8 is >= 2 and <= 5 ? 50 + Noise(i) : 10 + Noise(i))) > 0.95);
    }

    [Fact]
    public void A_yearly_pattern_is_learned()
    {
        double[] days = [.. Enumerable.Range(0, 600).Select(i => Day(2015, 1, 1) + (i * 97 % 3000))];
        Assert.True(R2(new DateColumn("day", days), days.Select((day, i) => 10 - (float)(12 * Math.Cos(2 * Math.PI * (day - 20) / 365.25)) + Noise(i))) > 0.95);
    }

    [Fact]
    public void A_pattern_of_times_of_day_goes_over_midnight()
    {
        double[] times = [.. Enumerable.Range(0, 400).Select(i => i * 37 % 96 / 96.0)];
        Assert.True(R2(new DateColumn("at", times, isTimeOfDay: true), times.Select((time, i) => time is < 0.2 or > 0.85 ? 5 + Noise(i) : 20 + Noise(i))) > 0.9);
    }

    [Fact]
    public void Rows_by_name_have_dates_as_the_training_data_were_written()
    {
        double[] days = [.. Enumerable.Range(0, 120).Select(i => Day(2023, 1, 1) + i)];
        var columns = new Dictionary<string, ColumnFormat> { ["day"] = new(ColumnType.Date, "dd/MM/yyyy") };
        var table = new Table([new DateColumn("day", days), new NumberColumn("y", [.. Enumerable.Range(0, 120).Select(i => i + 0.5f)])]) { Format = new DataFormat { Columns = columns } };
        var model = Model.Train(table, "y", new ModelOptions { Recipe = "plain", Hidden = [4], Epochs = 2 });
        float[] expected = model.Encode([KeyValuePair.Create("day", (object?)new DateOnly(2023, 4, 3))]);
        foreach (object value in new object[] { "03/04/2023", " 2023-04-03 ", "April 3, 2023", "20230403", "3.4.2023", new DateTime(2023, 4, 3), new DateTimeOffset(2023, 4, 3, 2, 0, 0, TimeSpan.FromHours(2)) })
            Assert.Equal(expected, model.Encode([KeyValuePair.Create("day", (object?)value)]));
        foreach (object value in new object[] { "soon", "12:45", new TimeOnly(12, 45), 19000 })
            Assert.Contains("expected a date such as 2024-12-31", Refusal(model, "day", value), StringComparison.Ordinal);

        // Where nothing is known of the training data, only what leaves no doubt.
        model = Model.Train(new Table([table.Columns[0], table.Columns[1]]), "y", new ModelOptions { Recipe = "plain", Hidden = [4], Epochs = 2 });
        Assert.Contains("found '03/04/2023'", Refusal(model, "day", "03/04/2023"), StringComparison.Ordinal);
        Assert.Equal(model.Encode([KeyValuePair.Create("day", (object?)"2023-04-30")]), model.Encode([KeyValuePair.Create("day", (object?)"30/04/2023")]));
    }

    [Fact]
    public void Rows_by_name_have_times_of_day()
    {
        var table = new Table(
        [
            new DateColumn("at", [.. Enumerable.Range(0, 96).Select(i => i / 96.0)], isTimeOfDay: true),
            new NumberColumn("y", [.. Enumerable.Range(0, 96).Select(i => i + 0.5f)]),
        ]);
        var model = Model.Train(table, "y", new ModelOptions { Recipe = "plain", Hidden = [4], Epochs = 2 });
        float[] expected = model.Encode([KeyValuePair.Create("at", (object?)"18:00")]);
        Assert.Equal([-1, 0], expected);
        foreach (object value in new object[] { "6 pm", new TimeOnly(18, 0), TimeSpan.FromHours(18) })
            Assert.Equal(expected, model.Encode([KeyValuePair.Create("at", (object?)value)]));
        foreach (object value in new object[] { "36:15", "2023-01-01", TimeSpan.FromHours(36), new DateOnly(2023, 1, 1) })
            Assert.Contains("expected a time of day such as 13:30", Refusal(model, "at", value), StringComparison.Ordinal);
    }

    private static string Refusal(Model model, string column, object value) =>
        Assert.Throws<DataException>(() => model.Encode([KeyValuePair.Create(column, (object?)value)])).Message;

    // The same on every run, from −1 to 1.
    private static float Noise(int i) => (i * 7919L % 2001 / 1000f) - 1;

    private static double R2(Column dates, IEnumerable<float> target) => Model.Train(new Table([dates, new NumberColumn("y", [.. target])]), "y", new ModelOptions { Recipe = "plain" }).Test.R2!.Value;
}
