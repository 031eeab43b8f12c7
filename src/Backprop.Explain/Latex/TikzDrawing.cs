using System.Globalization;
using Backprop.Explain.Drawings;

namespace Backprop.Explain.Latex;

/// <summary>A drawing as TikZ, shrunk to the page where it is larger.</summary>
internal static class TikzDrawing
{
    // Points of a page between its margins; pixels are drawn at their natural size and then shrunk, so that letters keep their shape.
    private const double PageWidth = 488, PageHeight = 600, TurnedWidth = 700, TurnedHeight = 455, Natural = 0.66, Readable = 0.5;

    /// <summary>Whether a separate, rotated page would make the drawing larger, and it needs it.</summary>
    public static bool WantsPage(NetworkDrawing drawing) =>
        Scale(drawing, PageWidth, PageHeight) < Readable && Scale(drawing, TurnedWidth, TurnedHeight) > 1.1 * Scale(drawing, PageWidth, PageHeight);

    /// <summary>The lines of a <c>tikzpicture</c>; colours <c>positive</c>, <c>negative</c>, <c>neutral</c>, <c>faint</c> are the document's.</summary>
    public static IEnumerable<string> Lines(NetworkDrawing drawing, bool isTurned)
    {
        double scale = isTurned ? Scale(drawing, TurnedWidth, TurnedHeight) : Scale(drawing, PageWidth, PageHeight);
        yield return $@"\scalebox{{{N(scale / Natural, 4)}}}{{%";
        yield return $@"\begin{{tikzpicture}}[x={N(Natural, 4)}pt,y=-{N(Natural, 4)}pt,line cap=butt]";
        foreach (Shape shape in drawing.Shapes)
            yield return Line(shape, Natural);
        yield return @"\end{tikzpicture}}";
    }

    private static double Scale(NetworkDrawing drawing, double width, double height) =>
        Math.Min(Natural, Math.Min(width / drawing.Width, height / drawing.Height));

    private static string Line(Shape shape, double scale) => shape switch
    {
        Edge edge => Path(edge, scale),
        Frame f => $@"\draw[neutral,fill=white,rounded corners={N(6 * scale)}pt,line width=0.5pt] ({N(f.X)},{N(f.Y)}) rectangle ({N(f.X + f.Width)},{N(f.Y + f.Height)});",
        Cell { Depth: < 0.02, IsShown: false } => "%",
        Cell c => $@"\path[fill={Colour(c.Tone)}!{N(100 * c.Depth, 0)}!white{(c.IsShown ? ",draw=black,line width=0.3pt" : "")}] "
            + $"({N(c.X)},{N(c.Y)}) rectangle ({N(c.X + c.Size)},{N(c.Y + c.Size)});",
        Border b => $@"\draw[neutral,line width=0.2pt] ({N(b.X)},{N(b.Y)}) rectangle ({N(b.X + b.Width)},{N(b.Y + b.Height)});",
        Dot d => $@"\fill[faint] ({N(d.X)},{N(d.Y)}) circle[radius={N(d.Radius * scale)}pt];",
        Label l => $@"\node[anchor=base west,inner sep=0pt{(l.IsFaint ? ",faint" : "")}] at ({N(l.X)},{N(l.Y)}) "
            + $@"{{\fontsize{{{N(l.Size * scale * 1.06)}}}{{{N(l.Size * scale * 1.3)}}}\selectfont {string.Concat(l.Runs.Select(Words))}}};",
        _ => throw new NotSupportedException($"No TikZ for {shape.GetType().Name}."),
    };

    private static string Path(Edge e, double scale)
    {
        string style = $"{Colour(e.Tone)},line width={N(e.Width * scale, 2)}pt"
            + e.Tone switch { Tone.Negative => $",dash pattern=on {N(6 * scale)}pt off {N(3.5 * scale)}pt", Tone.Neutral => $",dash pattern=on {N(1.5 * scale)}pt off {N(3 * scale)}pt", _ => "" };
        double middle = (e.X + e.BendX) / 2;
        string curve = e.BendX > e.X ? $".. controls ({N(middle)},{N(e.Y)}) and ({N(middle)},{N(e.EndY)}) .. ({N(e.BendX)},{N(e.EndY)}) " : "";
        return $@"\draw[{style}] ({N(e.X)},{N(e.Y)}) {curve}-- ({N(e.EndX)},{N(e.EndY)});";
    }

    private static string Words(Run run) => run.Style switch
    {
        RunStyle.Symbol => "$" + LatexText.Letter(run.Text).TrimEnd() + "$",
        RunStyle.Subscript => "$_{" + run.Text + "}$",
        _ => LatexText.Words(run.Text.StartsWith(' ') ? "\u00a0" + run.Text[1..] : run.Text),
    };

    private static string Colour(Tone tone) => tone switch { Tone.Positive => "positive", Tone.Negative => "negative", _ => "neutral" };

    private static string N(double value, int decimals = 1) => value.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
