using System.CommandLine;
using Backprop.Cli.Output;
using Backprop.Cli.Shell;
using Backprop.Explain.Text;

namespace Backprop.Cli.Options;

/// <summary>The options that say how a document is written, and where to.</summary>
internal sealed class DocumentOptions
{
    private const int MinWidth = 40;

    private readonly Option<string?> format = Make.Choice("--format", "how it is written (default text); markdown, latex and html are handouts", DocumentOutput.Formats);
    private readonly Option<string?> output = Make.File("--output", "writes it to a file, as a whole or not at all, instead of standard output", "-o");

    public IEnumerable<Option> All => [format, output];

    /// <summary>One of <see cref="DocumentOutput.Formats"/>.</summary>
    public string Form(ParseResult line) => (line.GetValue(CommonOptions.Json), line.GetValue(format)) switch
    {
        (true, { } other and not "json") => throw new UsageException($"--json and --format {other} are two forms at once; give one of them."),
        (true, _) => "json",
        (_, var form) => form ?? "text",
    };

    /// <summary>Digits, width and characters of text. What the terminal can show matters only where it is the terminal that shows it.</summary>
    public TextOptions Text(ParseResult line, Host host)
    {
        var text = new TextOptions { Digits = line.GetValue(CommonOptions.Digits) ?? 3 };
        return line.GetValue(output) is not null ? text
            : text with { Ascii = !host.Unicode, Width = host.Screen ? Math.Max(MinWidth, host.Width) : text.Width };
    }

    /// <summary>Refuses to write over what is read.</summary>
    /// <exception cref="UsageException">The document goes to one of these files.</exception>
    public void RequireNotRead(ParseResult line, params IEnumerable<(string? Path, string What)> read)
    {
        if (line.GetValue(output) is { Length: > 0 } path)
            OutputFile.RequireNotRead("--output", path, read);
    }

    /// <summary>Lets a document be written where the command line says.</summary>
    public void Print(ParseResult line, Host host, Action<TextWriter> write) =>
        DocumentOutput.To(host, line.GetValue(output), Form(line), line.GetValue(CommonOptions.Quiet), write);
}
