using System.CommandLine;
using Backprop.Cli.Output;
using Backprop.Cli.Shell;
using Backprop.Explain.Text;

namespace Backprop.Cli.Options;

/// <summary>The options for the format of a document and the file to write it to.</summary>
internal sealed class DocumentOptions
{
    private const int MinWidth = 40;

    private readonly Option<string?> format = Make.Choice("--format", "the output format (default text); markdown, latex and html are handouts", DocumentOutput.Formats);
    private readonly Option<string?> output = Make.File("--output", "writes it to a file, as a whole or not at all, instead of standard output", "-o");

    public IEnumerable<Option> All => [format, output];

    /// <summary>One of <see cref="DocumentOutput.Formats"/>.</summary>
    public string Form(ParseResult line) => (line.GetValue(CommonOptions.Json), line.GetValue(format)) switch
    {
        (true, { } other and not "json") => throw new UsageException($"--json and --format {other} contradict each other; give one of them."),
        (true, _) => "json",
        (_, var form) => form ?? "text",
    };

    /// <summary>Digits, width and characters of text. The terminal's abilities matter only where the text goes to the terminal.</summary>
    public TextOptions Text(ParseResult line, Host host)
    {
        var text = new TextOptions { Digits = line.GetValue(CommonOptions.Digits) ?? 3 };
        return line.GetValue(output) is not null ? text
            : text with { Ascii = !host.Unicode, Width = host.Screen ? Math.Max(MinWidth, host.Width) : text.Width };
    }

    /// <summary>Refuses to overwrite a file that is read.</summary>
    /// <exception cref="UsageException">The document would replace one of these files.</exception>
    public void RequireNotRead(ParseResult line, params IEnumerable<(string? Path, string What)> read)
    {
        if (line.GetValue(output) is { Length: > 0 } path)
            OutputFile.RequireNotRead("--output", path, read);
    }

    /// <summary>Writes a document to where the command line says.</summary>
    public void Print(ParseResult line, Host host, Action<TextWriter> write) =>
        DocumentOutput.To(host, line.GetValue(output), Form(line), line.GetValue(CommonOptions.Quiet), write);
}
