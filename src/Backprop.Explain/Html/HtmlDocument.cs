using System.Globalization;
using Backprop.Explain.Derivations;
using Backprop.Explain.Documents;

namespace Backprop.Explain.Html;

/// <summary>A document as one self-contained HTML page, which is XML as well: formulas in MathML, drawings in SVG, no script, light and dark.</summary>
public static class HtmlDocument
{
    private const int LineWidth = 100;

    /// <summary>Pixels that a page is wide; a wider drawing takes the width of the window.</summary>
    private const double PageWidth = 992;

    private const string Style = """
        :root { color-scheme: light dark; --page: #ffffff; --text: #1a1a1a; --remark: #5c5c5c; --rule: #d5d5d5; --plus: #1565c0; --minus: #cc5500; }
        @media screen and (prefers-color-scheme: dark) {
          :root { --page: #15171b; --text: #e8e8e8; --remark: #a8a8a8; --rule: #3a3f46; --plus: #64b5f6; --minus: #ffa040; }
        }
        body { margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 62rem; background: var(--page); color: var(--text);
          overflow-wrap: break-word; font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
        h1 { font-size: 1.65rem; line-height: 1.25; margin: 0 0 1rem; padding-bottom: .5rem; border-bottom: 1px solid var(--rule); }
        h2 { font-size: 1.25rem; margin: 2.25rem 0 .75rem; }
        h3 { font-size: 1.05rem; margin: 1.75rem 0 .5rem; }
        h4 { font-size: 1rem; margin: 1.25rem 0 .25rem; overflow-x: auto; overflow-y: hidden; }
        p { max-width: 46rem; }
        h1 i, h2 i, h3 i, p i { font-family: "STIX Two Text", Cambria, "Times New Roman", serif; }
        math { font-family: "Latin Modern Math", "STIX Two Math", "XITS Math", "Libertinus Math", "TeX Gyre Termes Math", "Cambria Math",
          "DejaVu Math TeX Gyre", "Noto Sans Math", math; font-size: 1.05rem; }
        .formulas { overflow-x: auto; overflow-y: hidden; padding: .2rem 0 .3rem 1.25rem; }
        h4 math { font-weight: 400; margin-left: .5em; } h4 math:only-child { margin-left: 0; }
        mtable.lines mtd { text-align: left; padding: .22em .1em .22em 0; }
        mtable.lines mtd:first-child { text-align: right; }
        mtable.given mtd { padding: .22em 0; text-align: left; }
        mtable.given mtd:nth-child(even) { padding-right: 2em; }
        mtable.cases mtd { text-align: left; padding: .1em .6em .1em .2em; }
        .name, .more, figcaption { color: var(--remark); }
        .more { margin: .1rem 0 .5rem 1.25rem; }
        figure { margin: 1rem 0; overflow-x: auto; }
        figure svg { max-width: 100%; height: auto; }
        figure.wide { margin-inline: min(0px, calc((62rem + 2.5rem - 100vw) / 2)); text-align: center; }
        figure.wide figcaption { max-width: 62rem; margin: 0 auto; text-align: left; }
        figcaption { font-size: .92rem; }
        .table { overflow-x: auto; margin: 1rem 0; }
        table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
        th, td { padding: .3rem .75rem; border-bottom: 1px solid var(--rule); text-align: left; }
        th { font-weight: 600; }
        .number { text-align: right; }
        .bar { width: 12rem; padding: 0 .75rem; }
        .bar svg { display: block; width: 100%; height: 1.1rem; }
        .bar .plus { fill: var(--plus); } .bar .minus { fill: var(--minus); } .bar line { stroke: var(--remark); }
        @media (max-width: 30rem) {
          body { padding: 1rem .75rem 3rem; }
          .formulas, .more { padding-left: .25rem; margin-left: 0; }
          th, td { padding: .3rem .4rem; }
          .bar { width: 4rem; padding: 0 .3rem; }
          .bar svg { min-width: 3.5rem; }
        }
        @media print {
          @page { size: A4; margin: 16mm 15mm; }
          :root { font-size: 10pt; }
          body { padding: 0; max-width: none; }
          h2, h3, h4 { break-after: avoid; }
          figure, mtr, tr { break-inside: avoid; }
          .formulas, .table, h4, figure { overflow: visible; }
          figure.wide { margin-inline: 0; }
          figure svg { min-width: 0 !important; }
        }
        """;

    /// <summary>Writes the document.</summary>
    public static void Write(TextWriter writer, Document document)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(document);
        writer.WriteLine("<!DOCTYPE html>");
        writer.WriteLine("<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\">");
        writer.WriteLine("<head>");
        writer.WriteLine("<meta charset=\"utf-8\"/>");
        writer.WriteLine("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>");
        writer.WriteLine($"<title>{HtmlText.Escaped(document.Title)}</title>");
        writer.WriteLine($"<style>\n{Style}\n{SvgDrawing.Style}\n</style>");
        writer.WriteLine("</head>");
        writer.WriteLine("<body>");
        writer.WriteLine($"<h1>{HtmlText.Words(document.Title)}</h1>");
        foreach (Block block in document.Blocks)
            foreach (string line in Lines(block, document.Digits))
                writer.WriteLine(line);
        writer.WriteLine("</body>");
        writer.WriteLine("</html>");
    }

    private static IEnumerable<string> Lines(Block block, int digits) => block switch
    {
        SectionHeading heading => [string.Create(CultureInfo.InvariantCulture, $"<h{heading.Level + 1}>{HtmlText.Words(heading.Words)}</h{heading.Level + 1}>")],
        Paragraph paragraph => [$"<p>{HtmlText.Words(paragraph.Words)}</p>"],
        PartFormulas formulas => HtmlFormulas.Lines(formulas.Part, digits, LineWidth),
        Figure figure => [$"<figure{(figure.Drawing.Width > PageWidth ? " class=\"wide\"" : "")}>", SvgDrawing.Inline(figure.Drawing) + $"<figcaption>{HtmlText.Words(figure.Caption)}</figcaption>", "</figure>"],
        Table table => Rows(table, digits),
        _ => throw new NotSupportedException($"No HTML for {block.GetType().Name}."),
    };

    private static IEnumerable<string> Rows(Table table, int digits)
    {
        bool IsRight(int c) => table.Rows.Count > 0 && table.Rows[0][c] is Figures;
        yield return "<div class=\"table\"><table>";
        yield return $"<thead><tr>{string.Concat(table.Heads.Select((h, c) => $"<th scope=\"col\"{(IsRight(c) ? " class=\"number\"" : "")}>{HtmlText.Words(h)}</th>"))}</tr></thead>";
        yield return "<tbody>";
        foreach (IReadOnlyList<Entry> row in table.Rows)
            yield return $"<tr>{string.Concat(row.Select(entry => Write(entry, digits)))}</tr>";
        yield return "</tbody>";
        yield return "</table></div>";
    }

    private static string Write(Entry entry, int digits) => entry switch
    {
        WordEntry words => $"<td>{HtmlText.Words(words.Text)}</td>",
        Formula formula => $"<td><math>{new MathmlMath(digits).Write(formula.Notation)}</math></td>",
        Figures figures => $"<td class=\"number\"><math>{new MathmlMath(figures.Digits).Write(new Number(figures.Value))}</math></td>",
        Bar bar => $"<td class=\"bar\">{Rectangle(bar.Share)}</td>",
        _ => throw new NotSupportedException($"No HTML for {entry.GetType().Name}."),
    };

    private static string Rectangle(double share)
    {
        string width = Math.Abs(100 * share).ToString("0.##", CultureInfo.InvariantCulture);
        string left = (share < 0 ? 100 - Math.Abs(100 * share) : 100).ToString("0.##", CultureInfo.InvariantCulture);
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 200 16\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"
            + $"<rect class=\"{(share < 0 ? "minus" : "plus")}\" x=\"{left}\" y=\"2\" width=\"{width}\" height=\"12\"/><line x1=\"100\" y1=\"0\" x2=\"100\" y2=\"16\"/></svg>";
    }
}
