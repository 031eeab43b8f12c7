namespace Backprop.Cli.Tests.Verbs;

/// <summary>Explanations say which row they are about, what the model made of it, and what is true.</summary>
public sealed class RowAccountTests : IDisposable
{
    private readonly Workplace place = new();

    public void Dispose() => place.Dispose();

    [Theory]
    [InlineData("text")]
    [InlineData("markdown")]
    [InlineData("latex")]
    [InlineData("html")]
    public void A_wrong_prediction_is_reported_with_what_is_true(string format)
    {
        string model = Classes(), data = place.Write("wrong.csv", "a,b,c,kind\n0.1,0.1,red,small\n0.95,0.95,red,small\n");
        foreach (string[] how in new[] { Array.Empty<string>(), ["--why"] })
        {
            string wrong = place.Run(["explain", model, data, "--row", "2", "--format", format, .. how]).Out.ReplaceLineEndings(" ");
            Assert.Contains("Row 2 of wrong.csv: kind is predicted to be large, with probability 0.9", wrong, StringComparison.Ordinal);
            Assert.Contains("That is wrong: the true class is small, with probability ", wrong, StringComparison.Ordinal);
            Assert.Contains("which is correct.", place.Run(["explain", model, data, "--row", "1", "--format", format, .. how]).Out.ReplaceLineEndings(" "), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Even_odds_are_decided_as_in_the_predictions()
    {
        // Weights that are as good as 0: every probability is exactly 0.5.
        string data = place.Write("data.csv", Tables.Classes()), model = place["even.safetensors"];
        place.Train(data, "--target", "kind", "--hidden", "0", "--initializer", "constant=0", "--learning-rate", "1e-30", "--epochs", "1", "--quiet", "--model", model).Is(0);
        Assert.All(place.Run("predict", model, data).Lines.Skip(1), line => Assert.StartsWith("large,0.5,0.5", line, StringComparison.Ordinal));
        Assert.Contains("kind is predicted to be large, with probability 0.5", place.Run("explain", model, data, "--row", "1").Out.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Contains("large", place.Run("explain", model, data, "--row", "1", "--why").Out.Split("small")[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_is_shown_in_its_own_unit_and_so_are_the_values_of_the_row()
    {
        string data = place.Write("numbers.csv", Tables.Numbers()), model = Train(data, "y");
        string row = place.Run("explain", model, "--input", "0.25,0.75", "--target", "40").Out.ReplaceLineEndings(" ");
        Assert.Contains("The row as typed: y is predicted to be ", row, StringComparison.Ordinal);
        Assert.Matches(@"and is 40, so the prediction is [0-9.]+ too low\.", row);
        Assert.Contains("in standardized units: y = ", row, StringComparison.Ordinal);
        Assert.Contains("(b = 0.75)", row, StringComparison.Ordinal);
        Assert.Contains("(y = 40)", row, StringComparison.Ordinal);
        Assert.Contains("the true value is not known.", place.Run("explain", model, "--input", "0.25,0.75", "--why").Out, StringComparison.Ordinal);
    }

    [Fact]
    public void The_step_is_reported_beside_those_of_the_training()
    {
        string data = place.Write("numbers.csv", Tables.Numbers());
        string row = place.Run("explain", Train(data, "y"), data, "--row", "1", "--learning-rate", "1/7").Out.ReplaceLineEndings(" ");
        Assert.Contains("plain gradient descent on this row alone, η = 1/7; the model was trained by other steps, adamw with η = 0.001.", row, StringComparison.Ordinal);
        Assert.Contains("1. Initialize the weights: here the trained ones", row, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_has_the_names_on_the_drawing_and_the_network_after_the_step()
    {
        string data = place.Write("numbers.csv", Tables.Numbers()), row = place.Run("explain", Train(data, "y"), data, "--row", "1").Out;
        Assert.Contains(" a  x₁ = ", row, StringComparison.Ordinal);
        Assert.Contains("The network after the step, on the same row", row, StringComparison.Ordinal);
        Assert.Matches("The output goes from .* to .*; its target is ", row.ReplaceLineEndings(" "));
    }

    [Fact]
    public void What_the_row_holds_that_training_did_not_is_noted()
    {
        string model = Classes();
        Assert.Contains("note: column 'c': 1 row with labels that are in no training row ('green')", place.Run("explain", model, "--input", "a=0.5,b=0.5,c=green", "--why").Error, StringComparison.Ordinal);
        Assert.Equal("", place.Run("explain", model, "--input", "0.5,0.5,green", "--why", "--quiet").Error);
        var misspelt = place.Run("explain", model, "--input", "0.5,0.5,red", "--target", "smal");
        misspelt.Is(1);
        Assert.Equal("error: 'smal' is not a class of the target 'kind' that the model knows. Did you mean 'small'? Classes: large, small.\n", misspelt.Error);
    }

    [Fact]
    public void A_saved_step_stands_in_the_record_of_the_training()
    {
        string data = place.Write("numbers.csv", Tables.Numbers()), after = place["after.safetensors"];
        place.Run("explain", Train(data, "y"), data, "--row", "3", "--learning-rate", "0.01", "--update", after).Is(0);
        Assert.Contains("note: after this training came one step on row 3 of numbers.csv, η = 0.01: the metrics are those before it", place.Run("inspect", after).Out, StringComparison.Ordinal);
        place.Run("explain", after, data, "--row", "3", "--update", after).Is(0);
        Assert.Equal(2, place.Run("inspect", after, "--json").Json.GetProperty("training").GetProperty("notes").EnumerateArray().Count(note => note.GetString()!.Contains("one step", StringComparison.Ordinal)));
    }

    [Fact]
    public void Json_has_names_and_row_where_they_are_known()
    {
        string data = place.Write("numbers.csv", Tables.Numbers());
        var json = place.Run("explain", Train(data, "y"), data, "--row", "2", "--json").Json;
        Assert.Equal(["a", "b"], json.GetProperty("input_names").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal(["y"], json.GetProperty("output_names").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal(2, json.GetProperty("row").GetInt32());
    }

    [Fact]
    public void Numbers_that_overflow_are_warned_of()
    {
        place.Run("new", "1-1", "-o", place["net.safetensors"]).Is(0);
        Assert.StartsWith("warning: some numbers", place.Run("explain", place["net.safetensors"], "--input", "1e308", "--target", "-1e308").Error, StringComparison.Ordinal);
        var update = place.Run("explain", place["net.safetensors"], "--input", "1e30", "--target", "0", "--update", place["after.safetensors"]);
        update.Is(1);
        Assert.Contains("so --update wrote nothing", update.Error, StringComparison.Ordinal);
    }

    private string Classes() => Train(place.Write("data.csv", Tables.Classes()), "kind");

    private string Train(string data, string target)
    {
        place.Train(data, "--target", target, "--hidden", "3", "--epochs", "200", "--quiet", "--model", place["m.safetensors"]).Is(0);
        return place["m.safetensors"];
    }
}
