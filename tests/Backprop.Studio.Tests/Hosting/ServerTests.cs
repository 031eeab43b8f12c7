using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Backprop.Studio.Tests.Hosting;

/// <summary>How it starts and ends, and what it leaves.</summary>
public class ServerTests(Chromium chromium)
{
    [Fact]
    public async Task A_port_that_is_taken_is_reported()
    {
        string port = new Uri(chromium.Address).Port.ToString(CultureInfo.InvariantCulture);
        var (status, error) = await Finish(["--port", port, "--no-browser"]);
        Assert.Equal(1, status);
        Assert.Equal($"error: the studio cannot listen on 127.0.0.1, port {port}: another program listens there. Without --port a free port is used.\n", error);
    }

    [Fact]
    public async Task An_address_of_another_machine_is_reported()
    {
        var (status, error) = await Finish(["--host", "192.0.2.1", "--port", "0", "--no-browser"]);
        Assert.Equal(1, status);
        Assert.Contains("this machine has no such address", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--port", "x")]
    [InlineData("--port=70000", "")]
    [InlineData("--host", "example.org")]
    [InlineData("--no-such", "")]
    [InlineData("--no-browser=yes", "")]
    public async Task A_wrong_option_is_refused(string option, string value)
    {
        var (status, error) = await Finish(value.Length > 0 ? [option, value] : [option]);
        Assert.Equal(2, status);
        Assert.StartsWith("error: ", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task A_signal_ends_it_while_a_page_is_open_and_it_leaves_nothing(string signal)
    {
        string home = Directory.CreateTempSubdirectory("backprop-home-").FullName;
        try
        {
            await using StudioProcess studio = await StudioProcess.Start(start =>
            {
                start.Environment["HOME"] = start.Environment["XDG_CONFIG_HOME"] = start.Environment["XDG_DATA_HOME"] = home;
                start.WorkingDirectory = home;
            });
            using (var client = new HttpClient())
                Assert.Contains("<html", await client.GetStringAsync(studio.Address, TestContext.Current.CancellationToken), StringComparison.Ordinal);
            var address = new Uri(studio.Address);
            using var socket = new System.Net.WebSockets.ClientWebSocket();
            socket.Options.SetRequestHeader("Origin", $"http://localhost:{address.Port}");
            await socket.ConnectAsync(new Uri($"ws://localhost:{address.Port}/_blazor"), TestContext.Current.CancellationToken);
            using (Process kill = Process.Start("kill", ["-s", signal, studio.Process.Id.ToString(CultureInfo.InvariantCulture)])!)
                await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(studio.Process.WaitForExit(TimeSpan.FromMinutes(2)), "it did not end");
            Assert.Equal(0, studio.Process.ExitCode);
            using var probe = new TcpClient();
            await Assert.ThrowsAsync<SocketException>(async () => await probe.ConnectAsync(IPAddress.Loopback, address.Port, TestContext.Current.CancellationToken));
            Assert.Empty(Directory.EnumerateFileSystemEntries(home));
        }
        finally
        {
            Directory.Delete(home, recursive: true);
        }
    }

    [Fact]
    public async Task Every_request_goes_to_the_studio_itself()
    {
        await using StudioPage page = await chromium.Open();
        page.Forgive("404");
        var strangers = new List<string>();
        page.Page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(chromium.Address, StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal) && !request.Url.StartsWith("blob:", StringComparison.Ordinal))
                strangers.Add(request.Url);
        };
        foreach (string view in (string[])["", "train", "inspect", "share", "follow", "nothing-here"])
        {
            await page.Page.GotoAsync(chromium.Address + view);
            await page.UntilLive();
        }
        Assert.Empty(strangers);
    }

    private static async Task<(int Status, string Error)> Finish(string[] args)
    {
        using Process process = StudioProcess.Launch(_ => { }, args);
        string error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, error);
    }
}
