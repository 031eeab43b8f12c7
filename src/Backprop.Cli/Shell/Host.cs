namespace Backprop.Cli.Shell;

/// <summary>The environment of a command: its streams, the abilities of its terminal, and whether it has been asked to stop.</summary>
internal sealed class Host
{
    private TextWriter? text, errorText;

    /// <summary>Standard input, in bytes.</summary>
    public required Stream Input { get; init; }

    /// <summary>Results for programs: CSV and JSON, always UTF-8.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>Progress, notes and errors.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>The name under which the user runs this program, for help and for the next command to type.</summary>
    public string Program { get; init; } = "./backprop";

    /// <summary>Whether <see cref="Error"/> is a terminal, where progress is drawn.</summary>
    public bool Terminal { get; init; }

    /// <summary>Whether <see cref="Error"/> may be coloured.</summary>
    public bool Color { get; init; }

    /// <summary>Whether the terminal shows more than ASCII.</summary>
    public bool Unicode { get; init; } = true;

    /// <summary>Whether <see cref="Out"/> is a terminal, so that its width and its characters matter.</summary>
    public bool Screen { get; init; }

    /// <summary>Characters per line of the terminal.</summary>
    public int Width { get; init; } = 100;

    /// <summary>Whether exceptions are shown with their stack traces (BACKPROP_TRACE=1).</summary>
    public bool Trace { get; init; }

    /// <summary>Cancelled by Ctrl-C, SIGTERM and SIGHUP.</summary>
    public CancellationToken Stop { get; init; }

    /// <summary>The exit status when <see cref="Stop"/> is cancelled.</summary>
    public Func<int> StopStatus { get; init; } = () => ExitCode.Interrupted;

    /// <summary>
    /// Declares that the command itself watches <see cref="Stop"/> until the result is disposed; otherwise the process ends at once.
    /// </summary>
    public Func<IDisposable> Watching { get; init; } = () => new NoWatch();

    /// <summary>Results for people, in the characters that the terminal supports.</summary>
    public TextWriter Text => text ??= new VisibleWriter(Unicode ? Out : new AsciiWriter(Out));

    /// <summary>A line for the user that is not a result.</summary>
    public void Note(string text) => Line("", text, null);

    /// <summary>A line that begins with a yellow "warning:".</summary>
    public void Warn(string text) => Line("warning: ", text, "33");

    /// <summary>A line that begins with a red "error:".</summary>
    public void Fail(string text) => Line("error: ", text, "31");

    private void Line(string start, string line, string? color)
    {
        errorText ??= new VisibleWriter(Unicode ? Error : new AsciiWriter(Error));
        try
        {
            Out.Flush();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The message is often about that very name.
        }
        try
        {
            Error.Write(Color && color is not null ? $"\e[{color}m{start}\e[0m" : start);
            errorText.WriteLine(line);
            errorText.Flush();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Standard error cannot be written either; the exit status still reports the failure.
        }
    }

    private sealed class NoWatch : IDisposable
    {
        public void Dispose() { }
    }
}
