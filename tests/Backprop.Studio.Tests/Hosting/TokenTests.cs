using System.Diagnostics;

namespace Backprop.Studio.Tests.Hosting;

/// <summary>A studio that others could reach: nobody is let in without the token.</summary>
public sealed class TokenTests(Chromium chromium) : IAsyncLifetime
{
    private StudioProcess? studio;

    private Uri Whole => new(studio!.Address);

    private string Token => Whole.Query["?token=".Length..];

    public async ValueTask InitializeAsync() => studio = await StudioProcess.Start("--host", "127.0.0.2");

    public ValueTask DisposeAsync() => studio!.DisposeAsync();

    [Fact]
    public async Task Without_the_token_nothing_is_answered()
    {
        Assert.Matches("^[0-9a-f]{32}$", Token);
        foreach (var (method, target, isSocket) in RequestGuardTests.Routes)
        {
            string join = target.Contains('?', StringComparison.Ordinal) ? "&" : "?";
            Assert.Equal(401, (await Ask(method, target, isSocket)).Status);
            Assert.Equal(401, (await Ask(method, $"{target}{join}token={Token[..31]}", isSocket)).Status);
            Assert.Equal(401, (await Ask(method, $"{target}{join}token=", isSocket)).Status);
            Assert.Equal(401, (await Ask(method, target, isSocket, $"Cookie: backprop-studio-{Whole.Port}={new string('0', 32)}")).Status);
            // The token in an address is for opening a page, not for a session or a socket.
            if (isSocket || method == "POST")
                Assert.Equal(401, (await Ask(method, $"{target}{join}token={Token}", isSocket)).Status);
        }
    }

    [Fact]
    public async Task The_token_becomes_a_session_and_leaves_the_address()
    {
        RawAnswer answer = await Ask("GET", $"/inspect?a=1&token={Token}&b=2", isSocket: false);
        Assert.Equal(302, answer.Status);
        Assert.Matches("^/[0-9a-f]{32}/inspect\\?a=1&b=2$", answer["Location"]);
        string path = answer["Location"][..33];
        Assert.Equal("no-store", answer["Cache-Control"]);
        Assert.Matches($"^backprop-studio-{Whole.Port}=[0-9a-f]{{32}}; path={path}; samesite=lax; httponly$", answer["Set-Cookie"]);
        Assert.DoesNotContain(Token, answer["Set-Cookie"] + path, StringComparison.Ordinal);
        string cookie = $"Cookie: {answer["Set-Cookie"].Split(';')[0]}";
        Assert.Equal(200, (await Ask("GET", $"{path}/", isSocket: false, cookie)).Status);
        Assert.Equal(200, (await Ask("GET", $"{path}/studio.css", isSocket: false, cookie)).Status);
        Assert.Equal(101, (await Ask("GET", $"{path}/_blazor", isSocket: true, cookie)).Status);
        Assert.Equal($"{path}/evil.example/", (await Ask("GET", $"//evil.example/?token={Token}", isSocket: false))["Location"]);
    }

    [Fact]
    public async Task Neither_the_cookie_nor_the_path_opens_anything_without_the_other()
    {
        var (path, cookie) = await Session();
        foreach (var (method, target, isSocket) in RequestGuardTests.Routes)
        {
            Assert.Equal(401, (await Ask(method, target, isSocket, cookie)).Status);
            Assert.Equal(401, (await Ask(method, path + target, isSocket)).Status);
            Assert.Equal(401, (await Ask(method, path + target, isSocket, $"Cookie: backprop-studio-{Whole.Port}={Token}")).Status);
            Assert.Equal(401, (await Ask(method, $"{path}x{target}", isSocket, cookie)).Status);
        }
        // Another start knows neither.
        await using StudioProcess other = await StudioProcess.Start("--host", "127.0.0.2");
        var address = new Uri(other.Address);
        string renamed = cookie.Replace($"{Whole.Port}=", $"{address.Port}=", StringComparison.Ordinal);
        Assert.Equal(401, (await RawRequest.Send(address, "GET", $"{path}/", [$"Host: {address.Authority}", "Connection: close", renamed])).Status);
    }

    [Fact]
    public async Task The_token_does_not_open_it_to_other_hosts_and_origins()
    {
        var (path, cookie) = await Session();
        Assert.Equal(421, (await RawRequest.Send(Whole, "GET", $"/?token={Token}", ["Host: evil.example", "Connection: close", cookie])).Status);
        Assert.Equal(403, (await RawRequest.Send(Whole, "GET", $"{path}/_blazor", [$"Host: {Whole.Authority}", "Origin: http://evil.example", cookie, .. RawRequest.Upgrade])).Status);
        Assert.Equal(421, (await RawRequest.Send(Whole, "GET", $"{path}/", [$"Host: localhost:{Whole.Port}", "Connection: close", cookie])).Status);
    }

    [Fact]
    public async Task A_browser_is_admitted_and_shows_no_token()
    {
        await using StudioPage page = await chromium.Open(Whole.Query, address: Whole.GetLeftPart(UriPartial.Authority));
        Assert.Matches($"^{Whole.GetLeftPart(UriPartial.Authority)}/[0-9a-f]{{32}}/$", page.Page.Url);
    }

    [Fact]
    public async Task On_this_machine_alone_it_is_asked_for_where_the_user_wants_it()
    {
        await using StudioProcess own = await StudioProcess.Start("--token");
        var whole = new Uri(own.Address);
        string[] headers = [$"Host: {whole.Authority}", "Connection: close"];
        Assert.Equal(401, (await RawRequest.Send(whole, "GET", "/", headers)).Status);
        Assert.Equal(302, (await RawRequest.Send(whole, "GET", whole.PathAndQuery, headers)).Status);
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task The_browser_is_opened_with_a_ticket_for_one_visit_and_may_write_what_it_likes()
    {
        string folder = Directory.CreateTempSubdirectory("backprop-browser-").FullName;
        try
        {
            // A browser that writes more than a pipe holds before it is done.
            string program = Path.Combine(folder, "xdg-open"), opened = Path.Combine(folder, "opened");
            await File.WriteAllTextAsync(program, $"#!/bin/sh\nhead -c 300000 /dev/zero\ncat\necho \"$1\" > {opened}.part\nmv {opened}.part {opened}\n", TestContext.Current.CancellationToken);
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            using Process process = StudioProcess.Launch(start =>
            {
                start.Environment["PATH"] = $"{folder}:{Environment.GetEnvironmentVariable("PATH")}";
                start.Environment["DISPLAY"] = ":99";
            }, ["--token", "--port", "0"]);
            try
            {
                string printed = (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!;
                Assert.True(SpinWait.SpinUntil(() => File.Exists(opened), TimeSpan.FromMinutes(2)), "no browser was opened, or it waits for somebody to read what it writes");
                var address = new Uri((await File.ReadAllTextAsync(opened, TestContext.Current.CancellationToken)).Trim());
                var whole = new Uri(printed[printed.IndexOf("http", StringComparison.Ordinal)..]);
                Assert.NotEqual(whole.Query, address.Query);
                string[] headers = [$"Host: {address.Authority}", "Connection: close"];
                Assert.Equal(302, (await RawRequest.Send(address, "GET", address.PathAndQuery, headers)).Status);
                Assert.Equal(401, (await RawRequest.Send(address, "GET", address.PathAndQuery, headers)).Status);
                Assert.Equal(302, (await RawRequest.Send(whole, "GET", whole.PathAndQuery, headers)).Status);
            }
            finally
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<(string Path, string Cookie)> Session()
    {
        RawAnswer answer = await Ask("GET", $"/?token={Token}", isSocket: false);
        return (answer["Location"].TrimEnd('/'), $"Cookie: {answer["Set-Cookie"].Split(';')[0]}");
    }

    private Task<RawAnswer> Ask(string method, string target, bool isSocket, params string[] more) => RawRequest.Send(Whole, method, target,
        [$"Host: {Whole.Authority}", $"Origin: http://{Whole.Authority}", .. more, .. isSocket ? RawRequest.Upgrade : ["Connection: close", "Content-Length: 0"]]);
}
