using System.Globalization;
using System.Text;
using Backprop.Explain.Drawings;

namespace Backprop.Explain.Html;

/// <summary>A drawing as SVG: a separate file, or part of a page.</summary>
internal static class SvgDrawing
{
    /// <summary>Colours by meaning, light and dark, distinguishable with colour blindness, too.</summary>
    internal const string Style = """
        .network { --ink: #1a1a1a; --faint: #5c5c5c; --paper: #ffffff; --line: #9a9a9a; --positive: #1565c0; --negative: #cc5500;
          font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; font-variant-numeric: tabular-nums; }
        .network text { fill: var(--ink); white-space: pre; }
        .network .faint { fill: var(--faint); }
        .network .symbol { font-family: "STIX Two Text", "Cambria", "Times New Roman", serif; font-style: italic; font-size: 1.08em; }
        .network path { fill: none; stroke: var(--line); }
        .network .positive { stroke: var(--positive); }
        .network .negative { stroke: var(--negative); stroke-dasharray: 6 3.5; }
        .network .neutral { stroke-dasharray: 1.5 3; }
        .network .frame { fill: var(--paper); stroke: var(--line); }
        .network .dot { fill: var(--faint); }
        .network .picture { fill: none; stroke: var(--line); stroke-width: 0.5; }
        .network .cell { stroke: none; fill: var(--positive); }
        .network .cell.minus { fill: var(--negative); }
        .network .cell.ink { fill: var(--ink); }
        .network .shown { fill: none; stroke: var(--ink); stroke-width: 0.8; }
        @media screen and (prefers-color-scheme: dark) {
          .network { --ink: #e8e8e8; --faint: #a8a8a8; --paper: #1c1f24; --line: #6b6f76; --positive: #64b5f6; --negative: #ffa040; }
        }
        """;

    // Of the natural size: smaller letters are scrolled to rather than deciphered.
    private const double Readable = 0.75;

    /// <summary>The drawing as an SVG file.</summary>
    public static string Write(NetworkDrawing drawing) => Write(drawing, isAlone: true);

    /// <summary>The drawing as an element of a page, which styles its classes.</summary>
    public static string Inline(NetworkDrawing drawing) => Write(drawing, isAlone: false);

    private static string Write(NetworkDrawing drawing, bool isAlone)
    {
        ArgumentNullException.ThrowIfNull(drawing);
        var svg = new StringBuilder();
        // On a narrow page it is scrolled rather than shrunk until it is unreadable.
        string least = isAlone ? "" : $" style=\"min-width: {N(Math.Min(drawing.Width, Math.Max(300 + 0.45 * drawing.Width, Readable * drawing.Width)))}px\"";
        svg.Append(CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"network\" viewBox=\"0 0 {N(drawing.Width)} {N(drawing.Height)}\" width=\"{N(drawing.Width)}\" height=\"{N(drawing.Height)}\"{least} role=\"img\">\n");
        svg.Append(CultureInfo.InvariantCulture, $"<title>{HtmlText.Escaped(drawing.Description)}</title>\n");
        if (isAlone)
            svg.Append(CultureInfo.InvariantCulture, $"<style>\n{Style}\n</style>\n<rect class=\"paper\" width=\"100%\" height=\"100%\" style=\"fill: var(--paper)\"/>\n");
        foreach (Shape shape in drawing.Shapes)
            svg.Append(Element(shape));
        return svg.Append("</svg>\n").ToString();
    }

    private static string Element(Shape shape) => shape switch
    {
        Edge e => $"<path class=\"{Class(e.Tone)}\" stroke-width=\"{N(e.Width)}\" d=\"{Path(e)}\"><title>{HtmlText.Escaped(e.Title)}</title></path>\n",
        Frame f => $"<rect class=\"frame\" x=\"{N(f.X)}\" y=\"{N(f.Y)}\" width=\"{N(f.Width)}\" height=\"{N(f.Height)}\" rx=\"7\"><title>{HtmlText.Escaped(f.Title)}</title></rect>\n",
        Cell c => (c.Depth < 0.02 ? "" : $"<rect class=\"cell{c.Tone switch { Tone.Negative => " minus", Tone.Neutral => " ink", _ => "" }}\" x=\"{N(c.X)}\" y=\"{N(c.Y)}\" width=\"{N(c.Size)}\" height=\"{N(c.Size)}\" fill-opacity=\"{N(c.Depth, 2)}\"/>\n")
            + (c.IsShown ? $"<rect class=\"shown\" x=\"{N(c.X)}\" y=\"{N(c.Y)}\" width=\"{N(c.Size)}\" height=\"{N(c.Size)}\"/>\n" : ""),
        Border b => $"<rect class=\"picture\" x=\"{N(b.X)}\" y=\"{N(b.Y)}\" width=\"{N(b.Width)}\" height=\"{N(b.Height)}\"/>\n",
        Dot d => $"<circle class=\"dot\" cx=\"{N(d.X)}\" cy=\"{N(d.Y)}\" r=\"{N(d.Radius)}\"/>\n",
        Label l => $"<text{(l.IsFaint ? " class=\"faint\"" : "")} x=\"{N(l.X)}\" y=\"{N(l.Y)}\" font-size=\"{N(l.Size)}\">{Words(l)}</text>\n",
        _ => throw new NotSupportedException($"No SVG for {shape.GetType().Name}."),
    };

    /// <summary>The line of a weight, as the data of an SVG path.</summary>
    public static string Path(Edge e)
    {
        ArgumentNullException.ThrowIfNull(e);
        string middle = N((e.X + e.BendX) / 2);
        string curve = e.BendX > e.X ? $"C{middle} {N(e.Y)} {middle} {N(e.EndY)} {N(e.BendX)} {N(e.EndY)}" : "";
        return $"M{N(e.X)} {N(e.Y)}{curve}H{N(e.EndX)}";
    }

    private static string Words(Label label)
    {
        var words = new StringBuilder();
        bool isLow = false;
        foreach (Run run in label.Runs)
        {
            bool isIndex = run.Style == RunStyle.Subscript;
            string shift = isIndex == isLow ? "" : $" dy=\"{N((isIndex ? 1 : -1) * label.Size * 0.25)}\"";
            string style = isIndex ? $" font-size=\"{N(label.Size * 0.72)}\"" : run.Style == RunStyle.Symbol ? " class=\"symbol\"" : "";
            words.Append(shift.Length + style.Length > 0 ? $"<tspan{style}{shift}>{HtmlText.Escaped(run.Text)}</tspan>" : HtmlText.Escaped(run.Text));
            isLow = isIndex;
        }
        return words.ToString();
    }

    private static string Class(Tone tone) => tone switch { Tone.Positive => "positive", Tone.Negative => "negative", _ => "neutral" };

    private static string N(double value, int decimals = 1) =>
        value.ToString(decimals == 1 ? "0.#" : "0.##", CultureInfo.InvariantCulture);
}
