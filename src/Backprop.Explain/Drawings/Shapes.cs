using Backprop.Explain.Derivations;

namespace Backprop.Explain.Drawings;

/// <summary>The colour of a shape by what it means. Negative values are dashed or ringed as well, so that colour is never the only sign.</summary>
internal enum Tone
{
    /// <summary>Above 0: blue.</summary>
    Positive,

    /// <summary>Below 0: orange.</summary>
    Negative,

    /// <summary>Neither: grey.</summary>
    Neutral,
}

/// <summary>A part of a drawing. Lengths are in pixels, y counts downwards.</summary>
internal abstract record Shape
{
    /// <summary>The number it shows: a line its weight, a frame its input or z; null for none.</summary>
    public Quantity? Quantity { get; init; }
}

/// <summary>The line of a weight: a curve from its unit to its place before the next, then straight into the unit.</summary>
/// <param name="X">Where it begins.</param>
/// <param name="Y">Where it begins.</param>
/// <param name="BendX">Where the curve ends.</param>
/// <param name="EndX">Where the straight line ends.</param>
/// <param name="EndY">The height of the straight line.</param>
/// <param name="Width">Its width.</param>
/// <param name="Tone">Its colour; negative ones are dashed.</param>
/// <param name="Title">What it is, in full precision.</param>
internal sealed record Edge(double X, double Y, double BendX, double EndX, double EndY, double Width, Tone Tone, string Title) : Shape;

/// <summary>The frame of an input or a unit.</summary>
internal sealed record Frame(double X, double Y, double Width, double Height, string Title) : Shape;

/// <summary>The border of the picture of a folded layer.</summary>
internal sealed record Border(double X, double Y, double Width, double Height) : Shape;

/// <summary>One unit in the picture of a folded layer: a cell whose depth of colour is the size of its value.</summary>
/// <param name="X">Left.</param>
/// <param name="Y">Top.</param>
/// <param name="Size">Width and height.</param>
/// <param name="Depth">0 to 1.</param>
/// <param name="Tone">The sign.</param>
/// <param name="IsShown">Whether its unit is drawn out, too.</param>
internal sealed record Cell(double X, double Y, double Size, double Depth, Tone Tone, bool IsShown) : Shape;

/// <summary>The dot of a bias: the constant 1 that its line comes from.</summary>
internal sealed record Dot(double X, double Y, double Radius) : Shape;

/// <summary>Words.</summary>
/// <param name="X">Left.</param>
/// <param name="Y">Base line.</param>
/// <param name="Size">Height of the letters.</param>
/// <param name="Runs">The words, piece by piece.</param>
/// <param name="IsFaint">Whether it steps back: headings and remarks.</param>
internal sealed record Label(double X, double Y, double Size, IReadOnlyList<Run> Runs, bool IsFaint = false) : Shape
{
    /// <summary>Its width, or somewhat more: fonts differ.</summary>
    public double Width => Runs.Sum(r => r.Width(Size));
}

/// <summary>How a piece of a label is written.</summary>
internal enum RunStyle
{
    /// <summary>Words and numbers.</summary>
    Plain,

    /// <summary>A letter of a formula.</summary>
    Symbol,

    /// <summary>An index.</summary>
    Subscript,
}

/// <summary>A piece of a label.</summary>
internal readonly record struct Run(string Text, RunStyle Style = RunStyle.Plain)
{
    /// <summary>The width at a size of letters, by the wider ones of the usual fonts.</summary>
    public double Width(double size)
    {
        double width = 0;
        foreach (char c in Text)
            width += c is 'm' or 'w' or 'M' or 'W' or '%' or '@' or '∂' ? 0.9 : c is ' ' or '.' or ',' or 'i' or 'l' or 'j' or ':' or '(' or ')' ? 0.36
                : char.IsUpper(c) ? 0.72 : c > '\u2fff' ? 1.0 : c is '=' or '−' or '+' ? 0.72 : 0.62;
        return width * size * (Style == RunStyle.Subscript ? 0.72 : 1);
    }
}
