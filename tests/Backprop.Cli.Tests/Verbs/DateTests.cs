using System.Globalization;

namespace Backprop.Cli.Tests.Verbs;

/// <summary>Dates from training to prediction.</summary>
public sealed class DateTests : IDisposable
{
    private static readonly DateTime Start = new(2023, 1, 1);
    private readonly Workplace place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public void A_model_reads_dates_as_its_training_data_were_written()
    {
        Train("dd/MM/yyyy", 330);
        place.Write("new.csv", "day\n03/04/2023\n05/11/2023\n");
        var outcome = place.Run("predict", place["m.safetensors"], place["new.csv"]);
        outcome.Is(0);
        double[] predictions = [.. outcome.Lines.Skip(1).Select(line => double.Parse(line, CultureInfo.InvariantCulture))];
        Assert.Equal(92, predictions[0], 5.0);
        Assert.Equal(308, predictions[1], 5.0);
        place.Write("other.csv", "day\n2023-04-03\nsoon\n");
        outcome = place.Run("predict", place["m.safetensors"], place["other.csv"]);
        outcome.Is(1);
        Assert.Contains("line 2, column 'day': '2023-04-03' found, a date such as dd/MM/yyyy, the form of the training data, expected", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_order_of_ambiguous_dates_can_be_given_and_belongs_to_the_model()
    {
        string rows = string.Concat(Enumerable.Range(0, 144).Select(i => $"{i % 12 + 1:00}/{i * 5 % 12 + 1:00}/2023,{i % 12 + 1 + i * 5 % 12 * 30.5}\n"));
        place.Write("data.csv", "day,v\n" + rows);
        string[] train = ["train", "--recipe", "plain", place["data.csv"], "--target", "v", "--hidden", "4", "--epochs", "2", "--model", place["m.safetensors"], "--json"];
        Assert.Contains("it was read as MM/dd/yyyy. Give --dates day-first", place.Run(train).Json.GetProperty("notes")[0].GetString(), StringComparison.Ordinal);
        var outcome = place.Run([.. train, "--dates", "day-first"]);
        outcome.Is(0);
        Assert.DoesNotContain(outcome.Json.GetProperty("notes").EnumerateArray(), note => note.GetString()!.Contains("Column 'day'", StringComparison.Ordinal));
        string[] row = ["explain", place["m.safetensors"], "--target", "1", "--input"];
        Assert.Contains("2023-04-03", place.Run([.. row, "03/04/2023"]).Out, StringComparison.Ordinal);
        outcome = place.Run([.. train, "--dates", "year-first"]);
        outcome.Is(2);
        Assert.Contains("'year-first' was given, but one of day-first, month-first was expected", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Inspect_and_explain_name_the_cycles()
    {
        Train("yyyy-MM-dd", 400);
        Assert.Contains("days, standardized with mean 2023-0", place.Run("inspect", place["m.safetensors"]).Out, StringComparison.Ordinal);
        Assert.Contains("sine and cosine of weekday, time of year", place.Run("inspect", place["m.safetensors"]).Out, StringComparison.Ordinal);
        string explained = place.Run("explain", place["m.safetensors"], "--input", "2023-03-04", "--target", "80").Out;
        Assert.Contains("day: weekday sin", explained, StringComparison.Ordinal);
        Assert.Contains("Saturday", explained, StringComparison.Ordinal);
        var why = place.Run("explain", place["m.safetensors"], "--input", "2023-03-04", "--why");
        why.Is(0);
        Assert.Contains("2023-03-04", why.Out, StringComparison.Ordinal);
    }

    private void Train(string form, int count)
    {
        string rows = string.Concat(Enumerable.Range(0, count).Select(i => $"{Start.AddDays(i).ToString(form, CultureInfo.InvariantCulture)},{i}\n"));
        place.Write("data.csv", "day,v\n" + rows);
        place.Train(place["data.csv"], "--target", "v", "--quiet", "--model", place["m.safetensors"]).Is(0);
    }
}
