using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Backprop.Studio.Tests.Hosting;

/// <summary>An answer as it came over the wire.</summary>
internal sealed record RawAnswer(int Status, string Head)
{
    /// <summary>A header's value; empty where there is none.</summary>
    public string this[string header] => Head.Split("\r\n").Where(line => line.StartsWith(header + ":", StringComparison.OrdinalIgnoreCase)).Select(line => line[(header.Length + 1)..].Trim()).FirstOrDefault() ?? "";
}

/// <summary>Requests that no well-behaved client would let one write.</summary>
internal static class RawRequest
{
    /// <summary>Sends a request with exactly these headers and reads the answer's head.</summary>
    public static Task<RawAnswer> Send(Uri studio, string method, string target, IEnumerable<string> headers, string body = "") =>
        Send(studio, $"{method} {target} HTTP/1.1\r\n{string.Concat(headers.Select(header => header + "\r\n"))}\r\n{body}");

    /// <summary>Sends whatever it is and reads the answer's head.</summary>
    public static async Task<RawAnswer> Send(Uri studio, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(studio.Host.Trim('[', ']'), studio.Port, TestContext.Current.CancellationToken);
        await using NetworkStream stream = client.GetStream();
        try
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(request), TestContext.Current.CancellationToken);
        }
        catch (IOException)
        {
            // Refused before its end.
        }
        var text = new StringBuilder();
        byte[] buffer = new byte[8192];
        while (!text.ToString().Contains("\r\n\r\n", StringComparison.Ordinal) && await Read(stream, buffer) is > 0 and var count)
            text.Append(Encoding.Latin1.GetString(buffer, 0, count));
        string head = text.ToString().Split("\r\n\r\n")[0];
        return new(head.Length > 12 ? int.Parse(head.AsSpan(9, 3), CultureInfo.InvariantCulture) : 0, head);
    }

    /// <summary>The headers that ask for a socket.</summary>
    public static IEnumerable<string> Upgrade => ["Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="];

    private static async Task<int> Read(NetworkStream stream, byte[] buffer)
    {
        try
        {
            return await stream.ReadAsync(buffer, TestContext.Current.CancellationToken);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
