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
    public async Task The_token_becomes_a_cookie_and_leaves_the_address()
    {
        RawAnswer answer = await Ask("GET", $"/inspect?a=1&token={Token}&b=2", isSocket: false);
        Assert.Equal(302, answer.Status);
        Assert.Equal("/inspect?a=1&b=2", answer["Location"]);
        Assert.Equal("no-store", answer["Cache-Control"]);
        Assert.Equal($"backprop-studio-{Whole.Port}={Token}; path=/; samesite=strict; httponly", answer["Set-Cookie"]);
        string cookie = $"Cookie: backprop-studio-{Whole.Port}={Token}";
        Assert.Equal(200, (await Ask("GET", "/", isSocket: false, cookie)).Status);
        Assert.Equal(200, (await Ask("GET", "/studio.css", isSocket: false, cookie)).Status);
        Assert.Equal(101, (await Ask("GET", "/_blazor", isSocket: true, cookie)).Status);
        Assert.Equal("/evil.example/", (await Ask("GET", $"//evil.example/?token={Token}", isSocket: false))["Location"]);
    }

    [Fact]
    public async Task The_token_does_not_open_it_to_other_hosts_and_origins()
    {
        string cookie = $"Cookie: backprop-studio-{Whole.Port}={Token}";
        Assert.Equal(421, (await RawRequest.Send(Whole, "GET", $"/?token={Token}", ["Host: evil.example", "Connection: close", cookie])).Status);
        Assert.Equal(403, (await RawRequest.Send(Whole, "GET", "/_blazor", [$"Host: {Whole.Authority}", "Origin: http://evil.example", cookie, .. RawRequest.Upgrade])).Status);
        Assert.Equal(421, (await RawRequest.Send(Whole, "GET", "/", [$"Host: localhost:{Whole.Port}", "Connection: close", cookie])).Status);
    }

    [Fact]
    public async Task A_browser_is_let_in_and_shows_no_token()
    {
        await using StudioPage page = await chromium.Open(Whole.Query, address: Whole.GetLeftPart(UriPartial.Authority));
        Assert.Equal(Whole.GetLeftPart(UriPartial.Authority) + "/", page.Page.Url);
    }

    private Task<RawAnswer> Ask(string method, string target, bool isSocket, params string[] more) => RawRequest.Send(Whole, method, target,
        [$"Host: {Whole.Authority}", $"Origin: http://{Whole.Authority}", .. more, .. isSocket ? RawRequest.Upgrade : ["Connection: close", "Content-Length: 0"]]);
}
