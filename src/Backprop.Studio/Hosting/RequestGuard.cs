using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Backprop.Studio.Hosting;

/// <summary>
/// Admits only the studio's own page: requests for another host name (a page elsewhere whose name was pointed at this machine) and from
/// another origin are refused on every route and socket, and from other machines nobody is admitted without the token.
/// </summary>
/// <param name="hosts">Host names that the studio answers to, such as localhost.</param>
/// <param name="port">Its port.</param>
/// <param name="token">The required token; null for none.</param>
internal sealed class RequestGuard(IReadOnlyList<string> hosts, Func<int> port, AccessToken? token)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    // Cookies do not depend on the port: each studio of a machine needs its own cookie name.
    private string Cookie => string.Create(CultureInfo.InvariantCulture, $"backprop-studio-{port()}");

    public async Task Invoke(HttpContext context, RequestDelegate next)
    {
        HttpRequest request = context.Request;
        Harden(context.Response.Headers);
        if (!IsOwn(request.Host))
        {
            await Refuse(context, StatusCodes.Status421MisdirectedRequest, $"The studio does not answer to the host '{request.Host}'. Open it under the address it printed.");
            return;
        }
        bool isSocket = context.WebSockets.IsWebSocketRequest || request.Headers.Upgrade.Count > 0;
        if (!IsSameOrigin(request, isSocket || !HttpMethods.IsGet(request.Method)))
        {
            await Refuse(context, StatusCodes.Status403Forbidden, "The studio answers only its own page.");
            return;
        }
        if (token is not null && !InSession(request, token))
        {
            if (HttpMethods.IsGet(request.Method) && !isSocket && token.Admits(request.Query["token"]))
                LetIn(context, token);
            else
                await Refuse(context, StatusCodes.Status401Unauthorized, "The studio needs its token: open the whole address that it printed.");
            return;
        }
        await next(context);
    }

    /// <summary>Whether a request has the session's cookie and path; the studio is then below that path.</summary>
    private bool InSession(HttpRequest request, AccessToken access)
    {
        if (!access.IsSession(request.Cookies[Cookie]) || !request.Path.StartsWithSegments(access.Path, StringComparison.Ordinal, out PathString rest))
            return false;
        request.PathBase = access.Path;
        request.Path = rest.HasValue ? rest : "/";
        return true;
    }

    /// <summary>Headers that restrict what a page of another origin may do with a response, and what a page of this one may load.</summary>
    /// <remarks>
    /// The web server answers malformed requests (400, 414, 431, 505) before any middleware, with only its own headers, and clears those that others set. These responses have
    /// no body and no type and close the connection, so they contain nothing to be framed, read or run.
    /// </remarks>
    private static void Harden(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy =
            "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        // Not no-referrer: browsers would then send the origin "null" when the page closes its session, and the session would linger.
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
    }

    private bool IsOwn(HostString host) =>
        (host.Port ?? 80) == port() && hosts.Any(name => string.Equals(name, host.Host, StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// Whether a request comes from the studio's own page, or is one that a page elsewhere may make: a link to a page. Browsers send the origin with every
    /// socket and every request that is not read only, so there it is required. The host has been checked before.
    /// </summary>
    private static bool IsSameOrigin(HttpRequest request, bool mustTell)
    {
        // "none" is a request by the user; clients that are not browsers, and old browsers, do not send the header.
        if (request.Headers["Sec-Fetch-Site"].ToString() is not ("" or "same-origin" or "none") && !IsLink(request))
            return false;
        string origin = request.Headers.Origin.ToString();
        return origin.Length == 0 ? !mustTell : string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
    }

    // A frame navigates, too, but its destination is not a document.
    private static bool IsLink(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && request.Headers["Sec-Fetch-Mode"] == "navigate" && request.Headers["Sec-Fetch-Dest"] == "document";

    /// <summary>Gives the browser the session's cookie and sends it to the same page below the session's path, without the token, which is then in no history.</summary>
    private void LetIn(HttpContext context, AccessToken access)
    {
        HttpRequest request = context.Request;
        // Lax, so that the address also opens from a link in a mail or a chat; requests that change something, and every socket, also require an origin.
        // (Not Secure, nor with a name that begins with __Host-: the studio speaks plain HTTP, where not every browser keeps such cookies.)
        context.Response.Cookies.Append(Cookie, access.Session, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Path = access.Path });
        context.Response.Headers.CacheControl = "no-store";
        var rest = QueryString.Create(request.Query.Where(pair => pair.Key != "token"));
        PathString page = request.Path.StartsWithSegments(access.Path, StringComparison.Ordinal, out PathString below) ? below : request.Path;
        context.Response.Redirect($"{access.Path}/{page.ToUriComponent().TrimStart('/')}{rest}");
    }

    private static Task Refuse(HttpContext context, int status, string reason)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(reason + "\n");
    }

    /// <summary>The names that an address is opened under.</summary>
    public static IReadOnlyList<string> HostsOf(IPAddress address)
    {
        string[] loopback = ["localhost", "127.0.0.1", "[::1]"];
        if (address.Equals(IPAddress.Loopback) || address.Equals(IPAddress.IPv6Loopback))
            return loopback;
        if (!address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any))
            return [Literal(address)];
        var own = System.Net.NetworkInformation.NetworkInterface.GetAllNetworkInterfaces()
            .SelectMany(i => i.GetIPProperties().UnicastAddresses).Select(a => Literal(a.Address));
        return [.. loopback, .. NamesOf(Dns.GetHostName(), name => Dns.GetHostEntry(name).HostName), .. own.Except(loopback, StringComparer.Ordinal)];
    }

    /// <summary>The names of this machine: the short one, and with its domain where that is known within a moment.</summary>
    /// <param name="name">The short one.</param>
    /// <param name="whole">Finds the whole one.</param>
    internal static IReadOnlyList<string> NamesOf(string name, Func<string, string> whole)
    {
        string? found = null;
        // An unreachable name server must not delay the start.
        var looking = Task.Run(() => found = whole(name));
        try
        {
            looking.Wait(Patience);
        }
        catch (AggregateException exception) when (exception.InnerException is SocketException)
        {
            // The machine's own name cannot be resolved.
        }
        return found is null || string.Equals(found, name, StringComparison.OrdinalIgnoreCase) ? [name] : [name, found.TrimEnd('.')];
    }

    private static string Literal(IPAddress address) =>
        address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? $"[{address.ToString().Split('%')[0]}]" : address.ToString();
}
