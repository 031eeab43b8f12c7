namespace Backprop.Cli.Tests.Verbs;

/// <summary>Options of explain and lecture that do not go together are refused, and files do not depend on the terminal.</summary>
public sealed class ExplainOptionsTests : IDisposable
{
    private readonly Workplace place = new();

    public void Dispose() => place.Dispose();

    [Theory]
    [InlineData("lecture")]
    [InlineData("explain MODEL --input 1,2 --target 1")]
    [InlineData("predict MODEL DATA")]
    [InlineData("new 2-1")]
    public void The_name_of_a_file_is_not_empty(string line) => Refused("--output: the file name is empty", [.. line.Split(' '), "-o", ""]);

    [Theory]
    [InlineData("explain MODEL --input 1,2 --target 1 --row 1", "--row needs DATA")]
    [InlineData("explain MODEL --input 1,2 --why --learning-rate 1", "--why takes no step")]
    [InlineData("explain MODEL --input 1,2 --why --units 1:1", "--units N is the number of columns shown")]
    [InlineData("explain MODEL --input 1,2 --target 1 --json --format html", "--json and --format html contradict each other")]
    [InlineData("lecture --json --format text", "--json and --format text contradict each other")]
    public void Options_that_say_two_things_are_refused(string line, string message) => Refused(message, line.Split(' '));

    [Fact]
    public void The_number_of_columns_of_why_is_chosen()
    {
        string[] row = ["explain", Network("9-3-1"), "--input", "1,2,3,4,5,6,7,8,9", "--why"];
        Assert.Contains("6 more", place.Run([.. row, "--units", "3"]).Out, StringComparison.Ordinal);
        Assert.DoesNotContain(" more", place.Run(row).Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_does_not_depend_on_the_terminal()
    {
        var terminal = new RunSettings { Screen = true, Width = 50, Unicode = false };
        place.Run(terminal, "lecture", "-o", place["lecture.txt"]).Is(0);
        Assert.Equal(place.Run("lecture").Out, File.ReadAllText(place["lecture.txt"]));
        Assert.Equal(place.Run("lecture").Out, place.Run(new RunSettings { Width = 50 }, "lecture").Out);
        Assert.NotEqual(place.Run("lecture").Out, place.Run(new RunSettings { Screen = true, Width = 50 }, "lecture").Out);
    }

    [Theory]
    [InlineData("a,b,y\n1,2,3\n")]
    [InlineData("a")]
    public void A_table_in_place_of_the_model_is_recognised(string text)
    {
        string data = place.Write("data.csv", text);
        foreach (string[] line in new[] { new[] { "inspect", data }, ["explain", data, "m.safetensors", "--row", "1"] })
        {
            var outcome = place.Run(line);
            outcome.Is(1);
            Assert.Contains("this is a table or other text, not a model (a .safetensors file). MODEL comes first, then DATA.", outcome.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Inputs_are_named_once_and_with_any_name()
    {
        string data = place.Write("inch.csv", "\"6\"\" pipe\",\"a,b\",y\n" + string.Concat(Enumerable.Range(0, 40).Select(n => $"{n % 7},{n % 5},{n % 3}.5\n")));
        place.Train(data, "--target", "y", "--epochs", "1", "--quiet", "--model", place["m.safetensors"]).Is(0);
        place.Run("explain", place["m.safetensors"], "--input", "\"6\"\" pipe\"=1,\"a,b\"=2", "--why").Is(0);
        var doubled = place.Run("explain", place["m.safetensors"], "--input", "\"a,b\"=2,\"a,b\"=2", "--why");
        doubled.Is(2);
        Assert.StartsWith("error: --input names the column a,b 2 times.", doubled.Error, StringComparison.Ordinal);
    }

    private void Refused(string message, params string[] line)
    {
        string model = Network("2-1"), data = place.Write("data.csv", "1,2\n");
        var outcome = place.Run([.. line.Select(word => word == "MODEL" ? model : word == "DATA" ? data : word)]);
        outcome.Is(2);
        Assert.Equal("", outcome.Out);
        Assert.Contains(message, outcome.Error, StringComparison.Ordinal);
        Assert.Single(place.Models);
    }

    private string Network(string sizes)
    {
        place.Run("new", sizes, "-o", place["net.safetensors"]).Is(0);
        return place["net.safetensors"];
    }
}
