using System.CommandLine;
using System.Globalization;

namespace Backprop.Cli.Options;

/// <summary>The options of the studio's server.</summary>
internal sealed class StudioOptions
{
    private readonly Option<int?> port = Make.Whole("--port", "the port to listen on; 0 for any free one (default: 5180, or a free one after it)", 0, 65535);
    private readonly Option<string?> host = Make.Text("--host", "ADDRESS", "the address to listen on (default: this machine alone); any other than a loopback address requires the token in the printed address");
    private readonly Option<bool> token = Make.Flag("--token", "requires the token on this machine, too, where other users could open the page");
    private readonly Option<bool> noBrowser = Make.Flag("--no-browser", "opens no browser; the address is printed either way");

    public IEnumerable<Option> All => [port, host, token, noBrowser];

    /// <summary>The arguments of the studio's program.</summary>
    public IEnumerable<string> Read(ParseResult line)
    {
        if (line.GetValue(port) is { } number)
            yield return string.Create(CultureInfo.InvariantCulture, $"--port={number}");
        if (line.GetValue(host) is { } address)
            yield return $"--host={address}";
        if (line.GetValue(token))
            yield return "--token";
        if (line.GetValue(noBrowser))
            yield return "--no-browser";
    }
}
