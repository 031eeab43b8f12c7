using System.Diagnostics;
using System.Text.Json;

namespace Backprop.Cli.Tests.Verbs;

/// <summary>Starting and ending the studio; what it serves is tested with it.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class StudioTests : IDisposable
{
    private readonly Workplace place = new();

    public void Dispose() => place.Dispose();

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public async Task It_serves_until_a_signal_and_leaves_nothing(string signal, int status)
    {
        place.Write("data.csv", Tables.Classes());
        using var process = place.Start(["studio", "data.csv", "--port", "0", "--no-browser", "--json"]);
        string address = JsonDocument.Parse((await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!).RootElement.GetProperty("address").GetString()!;
        using var client = new HttpClient();
        Assert.Contains("<html", await client.GetStringAsync(address, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Process.Start("kill", ["-s", signal, process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)])!.WaitForExit();
        Workplace.Finish(process).Is(status);
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetStringAsync(address, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task It_ends_when_the_command_line_is_killed()
    {
        using var process = place.Start(["studio", "--port", "0", "--no-browser", "--quiet"]);
        string address = (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!;
        using var client = new HttpClient();
        await client.GetStringAsync(address, TestContext.Current.CancellationToken);
        process.Kill();
        var since = Stopwatch.StartNew();
        while (since.Elapsed < TimeSpan.FromMinutes(2))
        {
            try
            {
                await client.GetStringAsync(address, TestContext.Current.CancellationToken);
            }
            catch (HttpRequestException)
            {
                return;
            }
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
        Assert.Fail("the studio still answers");
    }

    [Fact]
    public void A_training_that_is_followed_gives_the_same_bits_and_the_same_output()
    {
        place.Write("data.csv", Tables.Classes(500));
        string[] train = ["train", "--recipe", "plain", "data.csv", "--target", "kind", "--epochs", "20", "--patience", "20", "--json"];
        var alone = place.RunProcess(train);
        var followed = place.RunProcess([.. train, "--studio", "--no-browser"]);
        followed.Is(0);
        Assert.Equal(alone.Json.GetProperty("weights_sha256").GetString(), followed.Json.GetProperty("weights_sha256").GetString());
        Assert.Equal(alone.Lines.Length, followed.Lines.Length);
        Assert.Matches("^studio: http://127.0.0.1:[0-9]+/follow\n$", followed.Error);
    }

    [Fact]
    public void What_is_not_there_is_reported_before_anything_starts()
    {
        place.Write("penguins.csv", Tables.Classes());
        var outcome = place.Run("studio", place["pengiuns.csv"], "--no-browser");
        outcome.Is(1);
        Assert.Contains("there is no such file or folder. Did you mean", outcome.Error, StringComparison.Ordinal);
        Assert.Equal("", outcome.Out);
    }

    [Theory]
    [InlineData("--port", "65536")]
    [InlineData("--port", "x")]
    [InlineData("--host", "example.org")]
    public void A_wrong_option_is_a_wrong_command_line(string option, string value) => place.RunProcess(["studio", "--no-browser", option, value]).Is(2);
}
