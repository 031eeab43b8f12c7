using System.Globalization;
using System.Net;

namespace Backprop.Studio.Hosting;

/// <summary>The arguments of the studio: its own options, and the files and folders that it may open.</summary>
/// <param name="Host">The address to listen on; by default a loopback address.</param>
/// <param name="Port">The port; 0 for any free one, null for the default one or a free one after it.</param>
/// <param name="Paths">Models, data and folders named on the command line; nothing else is opened.</param>
/// <param name="OpensBrowser">Whether the page is opened in the browser.</param>
internal sealed record StudioArguments(IPAddress Host, int? Port, IReadOnlyList<string> Paths, bool OpensBrowser)
{
    /// <summary>The first port to try where none is given.</summary>
    public const int DefaultPort = 5180;

    /// <summary>Whether it listens on this machine's standard loopback address, which needs no token; any other address does.</summary>
    public bool IsLoopback => Host.Equals(IPAddress.Loopback) || Host.Equals(IPAddress.IPv6Loopback);

    /// <summary>Whether a token is required on the loopback address, too: every user of a machine can reach it.</summary>
    public bool WantsToken { get; init; }

    /// <summary>
    /// Whether the command line started it: it then prints the bare address, leaves signals to the command line, and ends when its standard input does.
    /// </summary>
    public bool IsAttached { get; init; }

    /// <summary>
    /// Whether it follows a training, which started it and communicates over its standard input and output; it outlives that training while a page is open.
    /// </summary>
    public bool IsFollowing { get; init; }

    /// <summary>Reads the arguments. A value follows its option, or is part of it after =.</summary>
    /// <exception cref="FormatException">An unknown option, or an invalid value; the message says which.</exception>
    public static StudioArguments Parse(IReadOnlyList<string> args)
    {
        var arguments = new StudioArguments(IPAddress.Loopback, null, [], OpensBrowser: true);
        var paths = new List<string>();
        for (int n = 0; n < args.Count; n++)
        {
            if (args[n] is not ['-', ..])
            {
                paths.Add(args[n]);
                continue;
            }
            int equals = args[n].IndexOf('=', StringComparison.Ordinal);
            string option = equals < 0 ? args[n] : args[n][..equals];
            string Value() => equals >= 0 ? args[n][(equals + 1)..] : n + 1 < args.Count ? args[++n] : throw new FormatException($"'{option}' needs a value.");
            arguments = option switch
            {
                "--host" => arguments with { Host = Address(Value()) },
                "--port" => arguments with { Port = PortOf(Value()) },
                "--no-browser" when equals < 0 => arguments with { OpensBrowser = false },
                "--token" when equals < 0 => arguments with { WantsToken = true },
                "--attached" when equals < 0 => arguments with { IsAttached = true },
                "--follow" when equals < 0 => arguments with { IsFollowing = true },
                _ => throw new FormatException($"The studio has no option '{args[n]}'."),
            };
        }
        return arguments with { Paths = paths };
    }

    private static IPAddress Address(string text) => text == "localhost" ? IPAddress.Loopback : IPAddress.TryParse(text, out var address) ? address
        : throw new FormatException($"'{text}' is not an address to listen on; expected localhost, 0.0.0.0 for all, or the address of one of this machine's networks.");

    private static int PortOf(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port <= 65535 ? port
        : throw new FormatException($"'{text}' is not a port; expected a whole number from 0 (any free one) to 65535.");
}
