using Backprop.Files;

namespace Backprop.Cli.Tests.Verbs;

public sealed class LectureTests : IDisposable
{
    private readonly Workplace place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public void It_shows_the_six_steps_the_drawings_the_test_point_and_the_engine()
    {
        var outcome = place.Run("lecture");
        outcome.Is(0);
        foreach (string part in new[]
        {
            "1. Initialize the weights", "2. Apply the input vector", "3. Evaluate the δₖ of the output units", "4. Backpropagate", "5. Evaluate the derivatives", "6. Update the weights",
            "= 3.64", "= 3.14", "= 2.77", "0.165", "A test point", "= 0.162", "The largest difference is",
        })
            Assert.Contains(part, outcome.Out, StringComparison.Ordinal);
        Assert.Equal(2, outcome.Out.Split(" inputs  ").Length - 1);
    }

    [Fact]
    public void The_engine_agrees_with_the_textbook_to_single_precision()
    {
        string line = place.Run("lecture").Lines.Single(line => line.Contains("The largest difference is", StringComparison.Ordinal));
        double difference = double.Parse(line.Split("is ")[1].TrimEnd('.', ' ').Replace('−', '-'), System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(difference, 0, 1e-6);
    }

    [Fact]
    public void Without_utf8_it_needs_only_ascii() =>
        Assert.DoesNotMatch("[^\x00-\x7f]", place.Run(new RunSettings { Unicode = false }, "lecture").Out);

    [Fact]
    public void Its_json_has_the_numbers_of_the_worked_example_in_full()
    {
        var json = place.Run("lecture", "--json").Json;
        var step = json.GetProperty("step");
        Assert.Equal(3.642391233933647, step.GetProperty("outputs")[0].GetDouble(), 1e-12);
        Assert.Equal(4.937311333551515, step.GetProperty("error").GetDouble(), 1e-12);
        Assert.Equal(0.8807970779778823, step.GetProperty("layers")[0].GetProperty("z")[2].GetDouble(), 1e-12);
        Assert.Equal(0.060284835514373136, json.GetProperty("again").GetProperty("error").GetDouble(), 1e-12);
        Assert.Equal(0.16183653607572984, json.GetProperty("test").GetProperty("outputs")[0].GetDouble(), 1e-12);
        Assert.Equal(
            ["activation", "a", "z", "delta", "weights", "gradient", "updated"],
            step.GetProperty("layers")[0].EnumerateObject().Select(member => member.Name));
    }

    [Fact]
    public void Explain_on_its_network_gives_the_same_and_saves_the_step()
    {
        place.Run("new", "2-3-1", "--activation", "sigmoid", "--initializer", "constant=1", "-o", place["net.safetensors"]).Is(0);
        var outcome = place.Run(
            "explain", place["net.safetensors"], "--input", "0.5,1/2", "--target", "0.5", "--learning-rate", "1/3", "--json", "--update", place["after.safetensors"]);
        outcome.Is(0);
        Assert.Equal(place.Run("lecture", "--json").Json.GetProperty("step").GetRawText(), outcome.Json.GetRawText());
        Assert.Equal(0.07739699442931058, NetworkFile.Load(place["after.safetensors"]).DenseLayers[1][1, 0], 1e-6);
        place.Run("explain", place["net.safetensors"], "--input", "0.5", "--target", "0.5").Is(2);
        place.Run("explain", place["net.safetensors"], "--input", "0.5,0.5").Is(2);
    }
}
