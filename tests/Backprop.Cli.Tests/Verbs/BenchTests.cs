namespace Backprop.Cli.Tests.Verbs;

public sealed class BenchTests : IDisposable
{
    private readonly Workplace place = new();

    public void Dispose() => place.Dispose();

    [Theory]
    [InlineData("sgd", "cross-entropy", "6-5-3")]
    [InlineData("adam", "sum-of-squares", "6-5-1")]
    [InlineData("momentum", "cross-entropy", "6-1")]
    public void It_prints_one_line_of_the_agreed_form(string optimizer, string error, string sizes)
    {
        var outcome = place.Run("bench", sizes, "--batch", "4", "--error", error, "--optimizer", optimizer, "--steps", "50", "--threads", "1");
        outcome.Is(0);
        Assert.Single(outcome.Lines);
        var json = outcome.Json;
        Assert.Equal(
            ["system", "network", "batch", "optimizer", "threads", "microseconds_per_step", "gigaflops", "allocated_bytes_per_step"],
            json.EnumerateObject().Select(property => property.Name));
        Assert.Equal("backprop", json.GetProperty("system").GetString());
        Assert.Equal(sizes, json.GetProperty("network").GetString());
        Assert.Equal(4, json.GetProperty("batch").GetInt32());
        Assert.Equal(1, json.GetProperty("threads").GetInt32());
        Assert.True(json.GetProperty("microseconds_per_step").GetDouble() > 0);
        Assert.Equal(0, json.GetProperty("allocated_bytes_per_step").GetInt64());
    }

    [Fact]
    public void It_times_predictions_too()
    {
        var json = place.Run("bench", "6-5-3", "--batch", "4", "--steps", "50", "--threads", "1", "--predict").Json;
        Assert.Equal(
            ["system", "network", "batch", "optimizer", "predict", "threads", "microseconds_per_step", "rows_per_second", "gigaflops", "allocated_bytes_per_step"],
            json.EnumerateObject().Select(property => property.Name));
        Assert.Equal(System.Text.Json.JsonValueKind.Null, json.GetProperty("optimizer").ValueKind);
        Assert.True(json.GetProperty("predict").GetBoolean());
        Assert.True(json.GetProperty("rows_per_second").GetDouble() > 0);
    }
}
