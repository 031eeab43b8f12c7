using System.Text;
using Backprop.Cli.Shell;
using Backprop.Explain.Documents;
using Backprop.Explain.Html;
using Backprop.Explain.Latex;
using Backprop.Explain.Markdown;
using Backprop.Explain.Reports;
using Backprop.Explain.Text;
using Backprop.Files;

namespace Backprop.Cli.Output;

/// <summary>Documents in the formats of <c>--format</c>.</summary>
internal static class DocumentOutput
{
    public static readonly string[] Formats = ["text", "markdown", "latex", "html", "json"];

    /// <summary>Writes something to a file, as a whole or not at all, or to standard output where no file is named.</summary>
    public static void To(Host host, string? path, string format, bool isQuiet, Action<TextWriter> write)
    {
        if (path is null)
        {
            write(format == "text" ? host.Text : host.Out);
            return;
        }
        AtomicFile.Write(path, stream =>
        {
            using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
            write(writer);
        });
        if (!isQuiet)
            host.Note($"written to {path}");
    }

    /// <summary>Writes a document as text, Markdown, LaTeX or HTML; the last three always with the line ends of Unix.</summary>
    public static void Write(TextWriter writer, Document document, string format, TextOptions options)
    {
        var text = new StringWriter { NewLine = "\n" };
        switch (format)
        {
            case "text":
                TextDocument.Write(writer, document, options);
                return;
            case "markdown":
                MarkdownDocument.Write(text, document);
                break;
            case "latex":
                LatexDocument.Write(text, document);
                break;
            default:
                HtmlDocument.Write(text, document);
                break;
        }
        writer.Write(text.ToString());
    }
}
