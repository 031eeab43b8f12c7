using Backprop.Explain.Derivations;
using Backprop.Explain.Documents;
using Backprop.Explain.Text;

namespace Backprop.Explain.Html;

/// <summary>Formulas in MathML, with the elements that every browser of today draws (MathML Core).</summary>
internal sealed class MathmlMath(int digits) : MathWriter(digits)
{
    /// <inheritdoc/>
    protected internal override string Indent => "<mspace width=\"2em\"/>";

    /// <inheritdoc/>
    protected internal override string Sign(string sign) =>
        sign is "(" or ")" ? $"<mo stretchy=\"false\">{sign}</mo>" : sign == "·" ? "<mo>⋅</mo>" : $"<mo>{sign}</mo>";

    /// <inheritdoc/>
    protected internal override string Remark(string name) => $"<mtext class=\"name\">\u2003({HtmlText.Escaped(name)})</mtext>";

    /// <inheritdoc/>
    protected override string Prefix(string sign) => $"<mo form=\"prefix\">{sign}</mo>";

    /// <inheritdoc/>
    protected override string Digit(string number) => number switch { "inf" => "<mi>∞</mi>", "NaN" => "<mi>NaN</mi>", _ => $"<mn>{number}</mn>" };

    /// <inheritdoc/>
    protected override string Scientific(string number, string exponent) =>
        $"<mn>{number}</mn><mo>×</mo><msup><mn>10</mn><mn>{exponent.Replace('-', '−')}</mn></msup>";

    /// <inheritdoc/>
    protected override string Letter(Symbol symbol)
    {
        ArgumentNullException.ThrowIfNull(symbol);
        string letter = $"<mi>{symbol.Letter}</mi>";
        string indices = SmallLetters.Joined(symbol.Subscripts);
        string below = indices.Length == 0 ? "" : indices.All(char.IsAsciiDigit) && symbol.Subscripts.All(i => i.Length == 1 || symbol.Subscripts.Count == 1) ? $"<mn>{indices}</mn>" : $"<mrow>{string.Join(symbol.Subscripts.All(i => i.Length == 1) ? "" : "<mo>,</mo>", symbol.Subscripts.Select(i => i.All(char.IsAsciiDigit) ? $"<mn>{i}</mn>" : $"<mi>{i}</mi>"))}</mrow>";
        string layer = symbol.Layer is { } l ? FormattableString.Invariant($"<mo stretchy=\"false\">(</mo><mn>{l}</mn><mo stretchy=\"false\">)</mo>") : "";
        string above = symbol.IsNew ? $"<mrow>{layer}<mtext>\u2009new</mtext></mrow>" : layer.Length > 0 ? $"<mrow>{layer}</mrow>" : "";
        return (below.Length, above.Length) switch
        {
            (0, 0) => letter,
            (_, 0) => $"<msub>{letter}{below}</msub>",
            (0, _) => $"<msup>{letter}{above}</msup>",
            _ => $"<msubsup>{letter}{below}{above}</msubsup>",
        };
    }

    /// <inheritdoc/>
    protected override string Over(string numerator, string denominator) =>
        (numerator + denominator).Length > "<mn>1</mn><mn>1000</mn>".Length
            ? $"<mfrac><mrow>{numerator}</mrow><mrow>{denominator}</mrow></mfrac>"
            : Small($"<mfrac>{numerator}{denominator}</mfrac>");

    /// <inheritdoc/>
    protected override string Squared(string operand) => $"<msup><mrow>{operand}</mrow><mn>2</mn></msup>";

    /// <inheritdoc/>
    protected override string Group(string inner)
    {
        // Parentheses grow around fractions only: around indices they would be larger than print has them.
        string stretch = inner.Contains("<mfrac", StringComparison.Ordinal) || inner.Contains("<mtable", StringComparison.Ordinal) ? "" : " stretchy=\"false\"";
        return $"<mrow><mo{stretch}>(</mo>{inner}<mo{stretch}>)</mo></mrow>";
    }

    /// <inheritdoc/>
    protected internal override string Small(string inner) => $"<mstyle displaystyle=\"false\">{inner}</mstyle>";

    /// <inheritdoc/>
    protected override string Absolute(string inner) => $"<mrow><mo form=\"prefix\" stretchy=\"true\">|</mo>{inner}<mo form=\"postfix\" stretchy=\"true\">|</mo></mrow>";

    /// <inheritdoc/>
    protected override string Function(string name, IEnumerable<string> arguments, bool isBare)
    {
        string function = name.EndsWith('′') ? $"<msup><mi>{name[..^1]}</mi><mo>′</mo></msup>" : $"<mi>{name}</mi>";
        string inner = string.Join("<mo>,</mo>", arguments);
        return isBare
            ? $"<mrow>{function}<mspace width=\"0.17em\"/>{inner}</mrow>"
            : $"<mrow>{function}<mo>&#x2061;</mo>{Group(inner)}</mrow>";
    }

    /// <inheritdoc/>
    protected override string SumOver(string index, string body) => $"<mrow><munder><mo>∑</mo><mi>{index}</mi></munder><mrow>{body}</mrow></mrow>";

    /// <inheritdoc/>
    protected override string Partial(string of, string by) => Slashes
        ? $"<mrow><mspace width=\"0.17em\"/><mi>∂</mi>{of}<mo lspace=\"0\" rspace=\"0\">/</mo><mi>∂</mi>{by}</mrow>"
        : $"<mfrac><mrow><mi>∂</mi>{of}</mrow><mrow><mi>∂</mi>{by}</mrow></mfrac>";

    /// <inheritdoc/>
    protected override string Cases(string positive, string condition, string otherwise) =>
        $"<mrow><mo>{{</mo><mtable class=\"cases\"><mtr><mtd>{positive}</mtd><mtd><mtext>if </mtext>{condition}<mo>&gt;</mo><mn>0</mn></mtd></mtr>"
        + $"<mtr><mtd>{otherwise}</mtd><mtd><mtext>else</mtext></mtd></mtr></mtable></mrow>";

    /// <inheritdoc/>
    protected override string Dots(string remark, string? total) =>
        $"<mrow><mo>…</mo><mo stretchy=\"false\">(</mo><mtext>{remark}{(total is null ? "" : ":\u00a0")}</mtext>{total}<mo stretchy=\"false\">)</mo></mrow>";

    /// <inheritdoc/>
    protected override string Beside(IEnumerable<string> pieces) => string.Concat(pieces);
}
