using System.Xml.Linq;

namespace Backprop.Cli.Tests.Verbs;

public sealed class ExplainTests : IDisposable
{
    private readonly Workplace place = new();

    public void Dispose() => place.Dispose();

    [Theory]
    [InlineData("markdown", "# Error backpropagation")]
    [InlineData("latex", @"\documentclass")]
    [InlineData("html", "<!DOCTYPE html>")]
    public void The_lecture_is_a_handout_in_each_format(string format, string start)
    {
        var outcome = place.Run("lecture", "--format", format);
        outcome.Is(0);
        Assert.StartsWith(start, outcome.Out, StringComparison.Ordinal);
        Assert.All(new[] { "3.64", "2.77", "0.0603", "0.162" }, number => Assert.Contains(number, outcome.Out, StringComparison.Ordinal));
        Assert.Contains("0.88079708", place.Run("lecture", "--format", format, "--digits", "8").Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_may_be_named_instead_of_standard_output()
    {
        var outcome = place.Run("lecture", "--format", "html", "-o", place["lecture.html"]);
        outcome.Is(0);
        Assert.Empty(outcome.Out);
        Assert.Equal(place.Run("lecture", "--format", "html").Out, File.ReadAllText(place["lecture.html"]));
    }

    [Fact]
    public void Json_may_be_asked_for_as_a_format() =>
        Assert.Equal(place.Run("lecture", "--json").Out, place.Run("lecture", "--format", "json").Out);

    [Theory]
    [InlineData("markdown")]
    [InlineData("latex")]
    [InlineData("html")]
    public void A_row_is_derived_in_each_format(string format)
    {
        string network = Network("4-20-3");
        var outcome = place.Run("explain", network, "--input", "1,2,3,4", "--target", "1,0,0", "--format", format);
        outcome.Is(0);
        Assert.Contains("14 more units", outcome.Out, StringComparison.Ordinal);
        if (format == "html")
            XDocument.Parse(outcome.Out["<!DOCTYPE html>".Length..]);
    }

    [Fact]
    public void Units_are_as_many_as_asked_for_or_the_chosen_ones()
    {
        string network = Network("4-20-3");
        string[] row = ["explain", network, "--input", "1,2,3,4", "--target", "1,0,0"];
        Assert.Contains("… 11 more units", place.Run([.. row, "--units", "9"]).Out, StringComparison.Ordinal);
        string chosen = place.Run([.. row, "--units", "1:3,17", "--units", "0:2"]).Out;
        Assert.Contains("a₁₇⁽¹⁾", chosen, StringComparison.Ordinal);
        Assert.Contains("… 18 more units", chosen, StringComparison.Ordinal);
        Assert.DoesNotContain("a₁⁽¹⁾ =", chosen, StringComparison.Ordinal);
        place.Run([.. row, "--units", "3:1"]).Is(2);
        place.Run([.. row, "--units", "1:21"]).Is(2);
        place.Run([.. row, "--units", "1:x"]).Is(2);
    }

    [Fact]
    public void Why_shares_the_difference_out_among_the_inputs_and_needs_no_target()
    {
        string network = Network("4-20-3");
        var outcome = place.Run("explain", network, "--input", "1,2,3,4", "--why", "--json");
        outcome.Is(0);
        var json = outcome.Json;
        Assert.Equal(json.GetProperty("difference").GetDouble(), json.GetProperty("columns").EnumerateArray().Sum(c => c.GetProperty("integrated_gradients").GetDouble()), 1e-6);
        Assert.Equal("y2", place.Run("explain", network, "--input", "1,2,3,4", "--why", "--of", "y2", "--json").Json.GetProperty("output").GetString());
        place.Run("explain", network, "--input", "1,2,3,4", "--why", "--of", "y9").Is(2);
        place.Run("explain", network, "--input", "1,2,3,4", "--target", "1,0,0", "--of", "y2").Is(2);
    }

    [Theory]
    [InlineData("text")]
    [InlineData("markdown")]
    [InlineData("latex")]
    [InlineData("html")]
    public void Why_names_the_columns_of_a_model(string format)
    {
        string data = place.Write("flowers.csv", "size,colour,kind\n" + string.Concat(Enumerable.Range(0, 60).Select(n => $"{n % 7}.5,{(n % 3 == 0 ? "red" : "blue")},{(n % 7 > 3 ? "tall" : "short")}\n")));
        place.Train(data, "--target", "kind", "--hidden", "4", "--epochs", "20", "--model", place["flowers.safetensors"], "--quiet").Is(0);
        var row = place.Run("explain", place["flowers.safetensors"], data, "--row", "2", "--why", "--format", format);
        row.Is(0);
        Assert.All(new[] { "size", "colour", "blue", "flowers.csv" }, word => Assert.Contains(word, row.Out, StringComparison.Ordinal));
        var typed = place.Run("explain", place["flowers.safetensors"], "--input", "1.5,red", "--why", "--of", "tall", "--json").Json;
        Assert.Equal("tall", typed.GetProperty("output").GetString());
        Assert.Equal("size", typed.GetProperty("columns")[0].GetProperty("column").GetString());
    }

    private string Network(string sizes)
    {
        place.Run("new", sizes, "-o", place["net.safetensors"]).Is(0);
        return place["net.safetensors"];
    }

    [Theory]
    [InlineData(2, "--learning-rate must be a number above 0", "0.5,0.5", "0.5", "1e39")]
    [InlineData(2, "--learning-rate must be a number above 0", "0.5,0.5", "0.5", "1e-50")]
    [InlineData(1, "a step with this learning rate (1e+30) makes a weight overflow", "1,1", "1e20", "1e30")]
    public void An_update_that_cannot_be_held_is_reported_before_anything_is_printed(int status, string message, string x, string t, string rate)
    {
        var outcome = place.Run("explain", Network("2-1"), "--input", x, "--target", t, "--learning-rate", rate, "--update", place["after.safetensors"]);
        outcome.Is(status);
        Assert.Equal("", outcome.Out);
        Assert.StartsWith($"error: {message}", outcome.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(place["after.safetensors"]));
    }

    [Fact]
    public void A_wrong_typed_value_is_one_of_the_option_and_not_of_a_line()
    {
        string data = place.Write("data.csv", Tables.Numbers()), model = place["m.safetensors"];
        place.Train(data, "--target", "y", "--epochs", "1", "--quiet", "--model", model).Is(0);
        Assert.Equal("error: --input, column 'b': 'x' found, a number expected.\n", place.Run("explain", model, "--input", "1,x", "--target", "1").Error);
        Assert.Equal("error: --target, column 'y': 'x' found, a number expected.\n", place.Run("explain", model, "--input", "1,2", "--target", "x").Error);
        Assert.StartsWith("error: --input gives 1 value, but the model has 2 columns: a, b.", place.Run("explain", model, "--input", "1", "--target", "1").Error, StringComparison.Ordinal);
    }
}
