using System.Text;

namespace Backprop.Cli.Shell;

/// <summary>The host of a real process: its console and its environment.</summary>
internal static class ProcessHost
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public static Host Create(Signals signals)
    {
        bool unicode = HasUnicode();
        // Our own buffer: the console's writer flushes every line, which is slow for many predictions.
        var output = new StreamWriter(StandardStream.Output(), Utf8, 1 << 16);
        return new Host
        {
            Input = StandardStream.Input(),
            // Programs get labels unchanged; a terminal gets them escaped.
            Out = Console.IsOutputRedirected ? output : new VisibleWriter(output),
            Error = new StreamWriter(StandardStream.Error(), Utf8, 1 << 10),
            Program = Variable("BACKPROP_COMMAND") is { Length: > 0 } command ? command : "backprop",
            Terminal = !Console.IsErrorRedirected && Variable("TERM") != "dumb",
            Color = !Console.IsErrorRedirected && Variable("NO_COLOR").Length == 0 && Variable("TERM") != "dumb",
            Screen = !Console.IsOutputRedirected,
            Unicode = unicode,
            Width = TerminalWidth(),
            Trace = Variable("BACKPROP_TRACE") is not ("" or "0"),
            Stop = signals.Token,
            StopStatus = () => signals.Status,
            Watching = signals.Watch,
        };
    }

    // Without a locale, a terminal of today shows UTF-8; with another character set named, it may not.
    private static bool HasUnicode()
    {
        if (OperatingSystem.IsWindows())
        {
            try
            {
                Console.OutputEncoding = Utf8;
                return true;
            }
            catch (IOException)
            {
                return false;
            }
        }
        string locale = new[] { "LC_ALL", "LC_CTYPE", "LANG" }.Select(Variable).FirstOrDefault(value => value.Length > 0) ?? "UTF-8";
        return locale.Contains("UTF-8", StringComparison.OrdinalIgnoreCase) || locale.Contains("UTF8", StringComparison.OrdinalIgnoreCase);
    }

    private static int TerminalWidth()
    {
        // For a terminal that it knows, the runtime would set up the keys for reading, with a sequence before all output.
        string terminal = Variable("TERM");
        Environment.SetEnvironmentVariable("TERM", null);
        try
        {
            int width = Console.IsOutputRedirected && Console.IsErrorRedirected ? 0 : Console.WindowWidth;
            return width > 0 ? width : 100;
        }
        catch (IOException)
        {
            return 100;
        }
        finally
        {
            Environment.SetEnvironmentVariable("TERM", terminal);
        }
    }

    private static string Variable(string name) => Environment.GetEnvironmentVariable(name) ?? "";
}
