using System.Text;

namespace Backprop.Cli.Tests.Verbs;

/// <summary>What train takes the data for, how it says so, and how to choose otherwise.</summary>
public sealed class TrainChoicesTests : IDisposable
{
    private readonly Workplace place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public void As_many_prices_as_rows_are_a_regression_and_the_report_says_why()
    {
        string data = place.Write("houses.csv", Table("size,rooms,price", 15, row => FormattableString.Invariant($"{50 + row * 9},{2 + row / 3},{150000 + row * row * 1000}")));
        var outcome = Train(data, "price");
        Assert.Contains(
            "price: regression (whole numbers with 15 different values in 15 rows, too few rows of each for classes; --task classification overrides this)",
            outcome.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("determines the target", outcome.Out, StringComparison.Ordinal);
        var json = Train(data, "price", "--json").Json;
        Assert.Equal("whole numbers with 15 different values in 15 rows, too few rows of each for classes", json.GetProperty("task_reason").GetString());
        Assert.DoesNotContain(json.GetProperty("notes").EnumerateArray(), note => note.GetString()!.Contains("determines the target", StringComparison.Ordinal));
        Assert.Equal("classification", Train(data, "price", "--task", "classification", "--test", "0", "--validation", "0", "--json").Json.GetProperty("task").GetString());
    }

    [Fact]
    public void An_identifier_is_excluded_with_a_note_and_column_keeps_it()
    {
        string data = place.Write("patients.csv", Table("patient_id,age,ill", 100, row => FormattableString.Invariant($"{1001 + row},{30 + row * 7 % 40},{(row < 50 ? "no" : "yes")}")));
        var outcome = Train(data, "ill");
        Assert.Contains("column 'patient_id' is excluded: 64 different whole numbers in 64 rows, and the name of an identifier", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("(--column patient_id=number or category keeps such a column)", outcome.Out, StringComparison.Ordinal);
        var json = Train(data, "ill", "--json").Json;
        Assert.Equal(1, json.GetProperty("inputs").GetInt32());
        Assert.Contains(json.GetProperty("notes").EnumerateArray(), note => note.GetString()!.StartsWith("column 'patient_id' is excluded", StringComparison.Ordinal));
        Assert.Equal(2, Train(data, "ill", "--json", "--column", "patient_id=number").Json.GetProperty("inputs").GetInt32());
    }

    [Theory]
    [InlineData("--quiet")]
    [InlineData("--json")]
    public void Where_nothing_is_left_to_learn_from_the_error_says_what_was_excluded_in_reading(string option)
    {
        string data = place.Write("mixed.csv", Table("day,v", 40, row => FormattableString.Invariant($"{(row < 20 ? $"{row + 1:D2}/{row % 12 + 1:D2}/2023" : $"{row % 12 + 1:D2}/{row - 12:D2}/2023")},{row * 1.5}")));
        Refused(1, "there is none besides the target. Excluded while reading: 'day' (dates in two orders).", data, "v", option);
    }

    [Fact]
    public void Copies_among_the_test_rows_are_in_the_notes()
    {
        string data = place.Write("copies.csv", Table("a,b,t", 300, row => FormattableString.Invariant($"{row % 30 / 7.0:F3},{row % 30 * 3 / 11.0:F3},{(row % 30 * 7 % 5 < 2 ? "yes" : "no")}")));
        string note = Assert.Single(Train(data, "t", "--json").Json.GetProperty("notes").EnumerateArray()).GetString()!;
        Assert.StartsWith("60 of 60 test rows have the inputs and the target of a training row", note, StringComparison.Ordinal);
    }

    [Fact]
    public void The_rows_of_a_group_stay_together()
    {
        string data = place.Write("visits.csv", Table("patient,x,y", 200, row => FormattableString.Invariant($"p{row / 5},{row / 5 * 1.25},{row / 5 * 0.5 + row % 5}")));
        var outcome = Train(data, "y", "--group", "patient");
        Assert.Contains("rows      130 rows for training, 30 for validation, 40 for testing, rows with the same patient kept together", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("inputs    1 input from 1 column", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("group", place.Run("inspect", place["m.safetensors"]).Out, StringComparison.Ordinal);
        Refused(2, "either in a column or by groups", data, "y", "--group", "patient", "--split-column", "x");
        Refused(1, "the nearest is 'patient'", data, "y", "--group", "patent");
        string two = place.Write("two.csv", Table("g,x,y", 40, row => FormattableString.Invariant($"{(row < 20 ? "a" : "b")},{row % 7},{row / 7.0}")));
        Refused(1, "Column 'g' has 2 groups of rows with a target, but training, validation, test need at least one each", two, "y", "--group", "g");
        Train(two, "y", "--group", "g", "--validation", "0");
    }

    [Theory]
    [InlineData("balanced", "balanced")]
    [InlineData("large=3", "large=3")]
    [InlineData("large=3,small=1/2", "large=3,small=0.5")]
    [InlineData("large=3, small=2", "large=3,small=2")]
    public void Classes_have_weights_that_are_in_the_settings(string written, string recorded)
    {
        Train(place.Write("data.csv", Tables.Classes()), "kind", "--class-weights", written);
        Assert.Equal(recorded, Settings().GetProperty("class-weights").GetString());
    }

    [Fact]
    public void Names_of_classes_may_hold_commas_and_equals_signs()
    {
        string data = place.Write("names.csv", Table("x,t", 90, row => FormattableString.Invariant($"{row % 8},\"{(row % 3) switch { 0 => "a, b", 1 => "c=1,d", _ => "e" }}\"")));
        Train(data, "t", "--class-weights", "a, b=2", "--class-weights", "c=1,d=3", "--class-weights", "e=0.5");
        Assert.Equal("a, b=2,c=1,d=3,e=0.5", Settings().GetProperty("class-weights").GetString());
        Train(data, "t", "--class-weights", "a, b=2,e=0.5");
        Assert.Equal("a, b=2,e=0.5", Settings().GetProperty("class-weights").GetString());
    }

    [Fact]
    public void Wrong_class_weights_are_refused_with_what_is_right()
    {
        string data = place.Write("data.csv", Tables.Classes());
        Refused(1, "Did you mean 'large'? Classes: large, small.", data, "kind", "--class-weights", "larg=3");
        Refused(2, "--class-weights: 'balansed' was given, but balanced, none or CLASS=X was expected", data, "kind", "--class-weights", "balansed");
        Refused(2, "'small' was given, but", data, "kind", "--class-weights", "large=3,small");
        Refused(2, "it must be a number above 0", data, "kind", "--class-weights", "large=-1");
        Refused(2, "'large' has two weights", data, "kind", "--class-weights", "large=1,large=2");
        Refused(2, "Only classes can have weights", data, "a", "--class-weights", "balanced");
        Train(data, "kind", "--class-weights", "none");
        Assert.False(Settings().TryGetProperty("class-weights", out _));
    }

    private Outcome Train(string data, string target, params string[] more)
    {
        var outcome = place.Train([data, "--target", target, "--epochs", "2", "--model", place["m.safetensors"], .. more]);
        outcome.Is(0);
        return outcome;
    }

    private void Refused(int status, string message, string data, string target, params string[] more)
    {
        var outcome = place.Train([data, "--target", target, "--epochs", "2", "--model", place["m.safetensors"], .. more]);
        outcome.Is(status);
        Assert.Contains(message, outcome.Error, StringComparison.Ordinal);
    }

    private System.Text.Json.JsonElement Settings() => place.Run("inspect", place["m.safetensors"], "--json").Json.GetProperty("training").GetProperty("settings");

    private static string Table(string header, int rows, Func<int, string> row)
    {
        var text = new StringBuilder(header).Append('\n');
        for (int n = 0; n < rows; n++)
            text.Append(row(n)).Append('\n');
        return text.ToString();
    }
}
