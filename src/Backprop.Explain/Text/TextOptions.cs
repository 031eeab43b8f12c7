namespace Backprop.Explain.Text;

/// <summary>How numbers and formulas are written as text.</summary>
public sealed record TextOptions
{
    /// <summary>Significant digits, 1 to 17; default 3, as the lecture's slides.</summary>
    public int Digits { get; init; } = 3;

    /// <summary>Whether only ASCII is written, for terminals without UTF-8: <c>w_11^(1)</c>, <c>delta</c>, <c>+--+</c>; default false.</summary>
    public bool Ascii { get; init; }

    /// <summary>The maximum width of lines, as far as formulas can be broken; at least 40, default 100.</summary>
    public int Width { get; init; } = 100;
}
