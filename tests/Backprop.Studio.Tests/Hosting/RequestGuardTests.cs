using Backprop.Studio.Hosting;

namespace Backprop.Studio.Tests.Hosting;

/// <summary>Who is let in: every kind of route, asked in every wrong way.</summary>
public class RequestGuardTests(Chromium chromium)
{
    /// <summary>A page, a page that is not there, a file, the script of the framework, the beginning of a session, a socket.</summary>
    public static readonly (string Method, string Target, bool IsSocket)[] Routes =
    [
        ("GET", "/", false), ("GET", "/nothing", false), ("GET", "/studio.css", false), ("GET", "/_framework/blazor.web.js", false),
        ("POST", "/_blazor/negotiate?negotiateVersion=1", false), ("POST", "/_blazor/disconnect", false), ("GET", "/_blazor", true),
    ];

    private Uri Studio => new(chromium.Address);

    private int Port => Studio.Port;

    [Theory]
    [InlineData("evil.example", 421)]
    [InlineData("evil.example:PORT", 421)]
    [InlineData("localhost", 421)]
    [InlineData("localhost:1", 421)]
    [InlineData("localhost.evil.example:PORT", 421)]
    [InlineData("127.0.0.1.evil.example:PORT", 421)]
    [InlineData("localhost.:PORT", 421)]
    [InlineData("0.0.0.0:PORT", 421)]
    [InlineData("[::2]:PORT", 421)]
    [InlineData("", 421)]
    [InlineData("localhost:PORT@evil.example", 400)]
    public async Task Another_host_is_refused_on_every_route(string host, int status)
    {
        foreach (var route in Routes)
            Assert.Equal(status, (await Ask(route, Filled(host), $"http://localhost:{Port}")).Status);
    }

    [Theory]
    [InlineData("localhost:PORT")]
    [InlineData("LocalHost:PORT")]
    [InlineData("127.0.0.1:PORT")]
    [InlineData("[::1]:PORT")]
    public async Task Its_own_names_are_answered(string host)
    {
        foreach (var route in Routes)
            Assert.Contains((await Ask(route, Filled(host), $"http://{Filled(host)}")).Status, new[] { 200, 101, 404, 400 });
        Assert.Equal(200, (await Ask(Routes[0], Filled(host), null)).Status);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("null")]
    [InlineData("http://evil.example")]
    [InlineData("http://localhost")]
    [InlineData("http://localhost:1")]
    [InlineData("https://localhost:PORT")]
    [InlineData("http://127.0.0.1:PORT")]
    [InlineData("http://localhost:PORT.evil.example")]
    [InlineData("http://localhost:PORT@evil.example")]
    [InlineData("http://localhost:PORT/")]
    [InlineData("file://")]
    public async Task What_changes_something_and_every_socket_needs_its_own_origin(string? origin)
    {
        foreach (var route in Routes.Where(route => route.IsSocket || route.Method == "POST"))
            Assert.Equal(403, (await Ask(route, $"localhost:{Port}", origin is null ? null : Filled(origin))).Status);
        // Reading is refused as well where another origin says that it asks.
        if (origin is not null)
            Assert.Equal(403, (await Ask(Routes[0], $"localhost:{Port}", Filled(origin))).Status);
    }

    [Fact]
    public async Task Its_own_origin_begins_a_session_and_opens_a_socket()
    {
        string own = $"http://localhost:{Port}";
        Assert.Equal(200, (await Ask(Routes[4], $"localhost:{Port}", own)).Status);
        Assert.Equal(101, (await Ask(Routes[6], $"localhost:{Port}", own)).Status);
    }

    [Theory]
    [InlineData("GET", "cross-site", "navigate", "document", 200)]
    [InlineData("GET", "same-site", "navigate", "document", 200)]
    [InlineData("GET", "none", "navigate", "document", 200)]
    [InlineData("GET", "same-origin", "cors", "empty", 200)]
    [InlineData("GET", "cross-site", "navigate", "iframe", 403)]
    [InlineData("GET", "cross-site", "navigate", "object", 403)]
    [InlineData("GET", "cross-site", "no-cors", "script", 403)]
    [InlineData("GET", "same-site", "no-cors", "image", 403)]
    [InlineData("GET", "same-site", "cors", "empty", 403)]
    [InlineData("GET", "something-new", "cors", "empty", 403)]
    [InlineData("POST", "cross-site", "navigate", "document", 403)]
    [InlineData("POST", "same-origin", "navigate", "document", 403)]
    public async Task A_page_elsewhere_may_link_to_it_and_nothing_more(string method, string site, string mode, string destination, int status)
    {
        var answer = await RawRequest.Send(Studio, method, "/", [$"Host: localhost:{Port}", "Connection: close", "Content-Length: 0",
            $"Sec-Fetch-Site: {site}", $"Sec-Fetch-Mode: {mode}", $"Sec-Fetch-Dest: {destination}"]);
        Assert.Equal(status, answer.Status);
    }

    [Theory]
    [InlineData("http://evil.example/", "evil.example", 421)]
    [InlineData("http://evil.example:PORT/", "localhost:PORT", 400)]
    [InlineData("http://localhost:PORT/", "evil.example", 400)]
    [InlineData("http://localhost:PORT/", "localhost:PORT", 200)]
    [InlineData("//evil.example/", "localhost:PORT", 404)]
    public async Task The_whole_address_in_the_request_is_the_host_that_counts(string target, string host, int status) =>
        Assert.Equal(status, (await RawRequest.Send(Studio, "GET", Filled(target), [$"Host: {Filled(host)}", "Connection: close"])).Status);

    [Fact]
    public async Task Two_hosts_or_none_are_refused()
    {
        Assert.Equal(400, (await RawRequest.Send(Studio, "GET", "/", [$"Host: localhost:{Port}", "Host: evil.example", "Connection: close"])).Status);
        Assert.Equal(400, (await RawRequest.Send(Studio, "GET", "/", ["Connection: close"])).Status);
    }

    [Fact]
    public async Task Every_answer_and_every_refusal_is_hardened()
    {
        foreach (var route in Routes)
        {
            foreach (string host in (string[])[$"localhost:{Port}", "evil.example"])
            {
                RawAnswer answer = await Ask(route, host, route.Method == "POST" ? $"http://localhost:{Port}" : null);
                Assert.Equal("nosniff", answer["X-Content-Type-Options"]);
                Assert.Equal("same-origin", answer["Cross-Origin-Resource-Policy"]);
                Assert.Equal("same-origin", answer["Cross-Origin-Opener-Policy"]);
                Assert.Equal("same-origin", answer["Referrer-Policy"]);
                Assert.Contains("frame-ancestors 'none'", answer["Content-Security-Policy"], StringComparison.Ordinal);
                Assert.Contains("default-src 'self'", answer["Content-Security-Policy"], StringComparison.Ordinal);
                Assert.DoesNotContain("unsafe-eval", answer.Head, StringComparison.Ordinal);
                Assert.DoesNotContain("script-src", answer.Head, StringComparison.Ordinal);
                Assert.DoesNotContain("Access-Control", answer.Head, StringComparison.OrdinalIgnoreCase);
                Assert.Equal("", answer["Server"]);
            }
        }
    }

    [Theory]
    [InlineData("nonsense\r\n\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\n\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\nHost: a b\r\n\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\nHost: localhost:PORT@evil.example\r\n\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\nHost: localhost:PORT\r\nHost: evil.example\r\n\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\nHost: localhost:PORT\r\nno colon\r\n\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\nHost: localhost:PORT\r\nX-\0: 1\r\n\r\n", 400)]
    [InlineData("GET /\0 HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n", 400)]
    [InlineData("GET http://[ HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n", 400)]
    [InlineData("POST / HTTP/1.1\r\nHost: localhost:PORT\r\nContent-Length: -1\r\n\r\n", 400)]
    [InlineData("POST / HTTP/1.1\r\nHost: localhost:PORT\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400)]
    [InlineData("POST / HTTP/1.1\r\nHost: localhost:PORT\r\nTransfer-Encoding: other\r\n\r\n", 400)]
    [InlineData("GET / HTTP/9.9\r\nHost: localhost:PORT\r\n\r\n", 505)]
    [InlineData("GET /LONG HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n", 414)]
    [InlineData("GET / HTTP/1.1\r\nHost: localhost:PORT\r\nX: LONG\r\n\r\n", 431)]
    public async Task What_the_server_refuses_before_the_guard_sees_it_has_nothing_in_it(string request, int status)
    {
        RawAnswer answer = await RawRequest.Send(Studio, Filled(request).Replace("LONG", new string('x', 200_000), StringComparison.Ordinal));
        Assert.Equal(status, answer.Status);
        Assert.Equal("0", answer["Content-Length"]);
        Assert.Equal("close", answer["Connection"]);
        Assert.Equal(["Connection", "Content-Length", "Date"], answer.Head.Split("\r\n").Skip(1).Select(line => line.Split(':')[0]).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("/../../../../../../etc/passwd")]
    [InlineData("/..%2f..%2f..%2f..%2fetc/passwd")]
    [InlineData("/%2e%2e/%2e%2e/Backprop.Studio.deps.json")]
    [InlineData("/..%5c..%5cBackprop.Studio.dll")]
    [InlineData("/Backprop.Studio.dll")]
    [InlineData("/Backprop.Studio.runtimeconfig.json")]
    [InlineData("/_framework/../Backprop.Studio.dll")]
    [InlineData("/wwwroot/studio.css")]
    [InlineData("/studio.css%00.txt")]
    public async Task Nothing_but_its_own_files_is_served(string target) =>
        Assert.Contains((await RawRequest.Send(Studio, "GET", target, [$"Host: localhost:{Port}", "Connection: close"])).Status, new[] { 400, 404 });

    [Fact]
    public async Task What_is_too_long_is_refused()
    {
        string host = $"Host: localhost:{Port}";
        Assert.Equal(414, (await RawRequest.Send(Studio, "GET", "/?state=" + new string('x', 200_000), [host, "Connection: close"])).Status);
        Assert.Equal(200, (await RawRequest.Send(Studio, "GET", "/?x=" + new string('x', 60_000), [host, "Connection: close"])).Status);
        Assert.Equal(431, (await RawRequest.Send(Studio, "GET", "/", [host, "Connection: close", "X-Long: " + new string('x', 100_000)])).Status);
        RawAnswer form = await RawRequest.Send(Studio, "POST", "/", [host, "Connection: close", $"Origin: http://localhost:{Port}",
            "Content-Type: application/x-www-form-urlencoded", "Content-Length: 3000000"], "a=" + new string('x', 2_999_998));
        Assert.InRange(form.Status, 400, 499);
    }

    [Fact]
    public void A_machine_answers_to_its_name_with_and_without_its_domain()
    {
        Assert.Equal(["box", "box.example.org"], RequestGuard.NamesOf("box", _ => "box.example.org."));
        Assert.Equal(["box"], RequestGuard.NamesOf("box", _ => "Box"));
        Assert.Equal(["box"], RequestGuard.NamesOf("box", _ => throw new System.Net.Sockets.SocketException()));
    }

    private string Filled(string text) => text.Replace("PORT", Port.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);

    private Task<RawAnswer> Ask((string Method, string Target, bool IsSocket) route, string host, string? origin) => RawRequest.Send(Studio, route.Method, route.Target,
        [$"Host: {host}", .. origin is null ? [] : new[] { $"Origin: {origin}" }, .. route.IsSocket ? RawRequest.Upgrade : ["Connection: close", "Content-Length: 0"]]);
}
