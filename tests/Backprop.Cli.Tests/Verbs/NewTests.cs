using Backprop.Files;

namespace Backprop.Cli.Tests.Verbs;

public sealed class NewTests : IDisposable
{
    private readonly Workplace place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public void It_writes_the_network_of_the_lecture()
    {
        var outcome = place.Run(
            "new", "2-3-1", "--activation", "sigmoid", "--output-activation", "identity", "--error", "sum-of-squares", "--initializer", "constant=1", "-o", place["net.safetensors"]);
        outcome.Is(0);
        Assert.Contains("network 2-3-1: sigmoid, identity output, error sum-of-squares, 13 parameters", outcome.Out, StringComparison.Ordinal);
        var network = NetworkFile.Load(place["net.safetensors"]);
        Assert.Equal("2-3-1", network.Sizes);
        Assert.All(network.DenseLayers, layer =>
        {
            for (int i = 0; i <= layer.Inputs; i++)
                for (int j = 0; j < layer.Units; j++)
                    Assert.Equal(1, layer[i, j]);
        });
    }

    [Fact]
    public void The_same_seed_makes_the_same_weights()
    {
        string Hash(string seed) => place.Run("new", "5-4-3", "--seed", seed, "--json", "-o", place["a.safetensors"]).Json.GetProperty("weights_sha256").GetString()!;
        Assert.Equal(Hash("7"), Hash("7"));
        Assert.NotEqual(Hash("7"), Hash("8"));
    }

    [Fact]
    public void Its_json_tells_the_network()
    {
        var json = place.Run("new", "5-4-3", "--json", "-o", place["a.safetensors"]).Json;
        Assert.Equal("5-4-3", json.GetProperty("network").GetString());
        Assert.Equal(39, json.GetProperty("parameters").GetInt32());
        Assert.Equal(place["a.safetensors"], json.GetProperty("model").GetString());
        Assert.Matches("^[0-9a-f]{64}$", json.GetProperty("weights_sha256").GetString()!);
    }

    [Fact]
    public void A_folder_that_does_not_exist_is_an_error_of_the_run()
    {
        var outcome = place.Run("new", "2-3-1", "-o", place["no/net.safetensors"]);
        outcome.Is(1);
        Assert.Contains("does not exist", outcome.Error, StringComparison.Ordinal);
    }
}
