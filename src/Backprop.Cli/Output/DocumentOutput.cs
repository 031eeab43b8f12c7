using Backprop.Explain.Documents;
using Backprop.Explain.Html;
using Backprop.Explain.Latex;
using Backprop.Explain.Markdown;

namespace Backprop.Cli.Output;

/// <summary>Documents in the formats of <c>--format</c>.</summary>
internal static class DocumentOutput
{
    public static readonly string[] Formats = ["text", "markdown", "latex", "html", "json"];

    /// <summary>Writes a document as Markdown, LaTeX or HTML, always with the line ends of Unix.</summary>
    public static void Write(TextWriter writer, Document document, string format)
    {
        var text = new StringWriter { NewLine = "\n" };
        switch (format)
        {
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
