using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Backprop.Studio.Hosting;

/// <summary>
/// Lets only the studio's own page in: requests for another host name (a page elsewhere whose name was pointed at this machine) and from
/// another origin are refused on every route and socket, and beyond this machine nobody is let in without the token.
/// </summary>
/// <param name="hosts">Host names that the studio answers to, such as localhost.</param>
/// <param name="port">Its port.</param>
/// <param name="token">The token that is asked for; null for none.</param>
internal sealed class RequestGuard(IReadOnlyList<string> hosts, Func<int> port, string? token)
{
    private const string Cookie = "backprop-studio";

    public async Task Invoke(HttpContext context, RequestDelegate next)
    {
        HttpRequest request = context.Request;
        if (!IsOwn(request.Host))
        {
            await Refuse(context, StatusCodes.Status421MisdirectedRequest, $"The studio does not answer to the host '{request.Host}'. Open it under the address it printed.");
            return;
        }
        bool isSocket = context.WebSockets.IsWebSocketRequest || request.Headers.Upgrade.Count > 0;
        if (!IsSameOrigin(request, isSocket || !HttpMethods.IsGet(request.Method)))
        {
            await Refuse(context, StatusCodes.Status403Forbidden, "The studio answers its own page only.");
            return;
        }
        if (token is not null && !IsKnown(context, request))
        {
            await Refuse(context, StatusCodes.Status401Unauthorized, "The studio needs its token: open the whole address that it printed.");
            return;
        }
        IHeaderDictionary headers = context.Response.Headers;
        headers.ContentSecurityPolicy =
            "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        await next(context);
    }

    private bool IsOwn(HostString host) =>
        (host.Port ?? 80) == port() && hosts.Any(name => string.Equals(name, host.Host, StringComparison.OrdinalIgnoreCase));

    private bool IsSameOrigin(HttpRequest request, bool mustTell)
    {
        string site = request.Headers["Sec-Fetch-Site"].ToString();
        // A link from elsewhere may open the page itself, nothing more.
        if (site is "cross-site" or "same-site" && !(request.Headers["Sec-Fetch-Mode"] == "navigate" && HttpMethods.IsGet(request.Method)))
            return false;
        string origin = request.Headers.Origin.ToString();
        if (origin.Length == 0)
            return !mustTell || site == "same-origin";
        return Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Scheme == request.Scheme && IsOwn(new HostString(uri.Host, uri.Port));
    }

    private bool IsKnown(HttpContext context, HttpRequest request)
    {
        if (Equal(request.Cookies[Cookie]))
            return true;
        if (!Equal(request.Query["token"]))
            return false;
        context.Response.Cookies.Append(Cookie, token!, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Path = "/" });
        return true;
    }

    private bool Equal(string? given) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given ?? ""), Encoding.UTF8.GetBytes(token!));

    private static Task Refuse(HttpContext context, int status, string reason)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(reason + "\n");
    }

    /// <summary>A new token: 128 random bits.</summary>
    public static string NewToken() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>The names that an address is opened under.</summary>
    public static IReadOnlyList<string> HostsOf(IPAddress address)
    {
        string[] loopback = ["localhost", "127.0.0.1", "[::1]"];
        if (IPAddress.IsLoopback(address))
            return loopback;
        if (!address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any))
            return [Literal(address)];
        var own = System.Net.NetworkInformation.NetworkInterface.GetAllNetworkInterfaces()
            .SelectMany(i => i.GetIPProperties().UnicastAddresses).Select(a => Literal(a.Address));
        return [.. loopback, Dns.GetHostName(), .. own.Except(loopback, StringComparer.Ordinal)];
    }

    private static string Literal(IPAddress address) =>
        address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? $"[{address.ToString().Split('%')[0]}]" : address.ToString();
}
