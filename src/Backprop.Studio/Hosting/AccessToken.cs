using System.Security.Cryptography;
using System.Text;

namespace Backprop.Studio.Hosting;

/// <summary>
/// Admits a browser where others can reach the studio: with a secret of 128 random bits, which the user copies from the terminal, or a ticket that
/// is valid for one visit. The ticket is in the command that opens the browser, where every user of the machine can read it. An admitted browser has a
/// session of this start: a value in a cookie, and a path that nobody can guess. Browsers send cookies to every port of a host, but only below their
/// path, so no other server of the machine receives it; and neither of the two opens anything without the other.
/// </summary>
internal sealed class AccessToken
{
    private string? ticket;

    /// <summary>The secret.</summary>
    public string Secret { get; } = NewSecret();

    /// <summary>The value of the session's cookie.</summary>
    public string Session { get; } = NewSecret();

    /// <summary>The path below which the session finds the studio.</summary>
    public PathString Path { get; } = $"/{NewSecret()}";

    /// <summary>Whether this is the value of the session's cookie.</summary>
    public bool IsSession(string? given) => AreEqual(given, Session);

    /// <summary>A new ticket; an earlier unused one becomes invalid.</summary>
    public string NewTicket() => ticket = NewSecret();

    /// <summary>Whether this is the secret.</summary>
    public bool IsSecret(string? given) => AreEqual(given, Secret);

    /// <summary>Whether this is the secret or the ticket, which is then used up.</summary>
    public bool Admits(string? given) => IsSecret(given) || (ticket is { } once && AreEqual(given, once) && Interlocked.CompareExchange(ref ticket, null, once) == once);

    private static bool AreEqual(string? given, string expected) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given ?? ""), Encoding.UTF8.GetBytes(expected));

    private static string NewSecret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}
