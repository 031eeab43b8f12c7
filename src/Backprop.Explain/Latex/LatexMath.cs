using Backprop.Explain.Derivations;
using Backprop.Explain.Documents;
using Backprop.Explain.Text;

namespace Backprop.Explain.Latex;

/// <summary>Formulas in LaTeX's mathematics mode; needs amsmath for <c>cases</c> and <c>\tfrac</c>, as GitHub's and others' renderers have it.</summary>
internal sealed class LatexMath(int digits) : MathWriter(digits)
{
    /// <inheritdoc/>
    protected internal override string Indent => @"\qquad ";

    /// <inheritdoc/>
    protected internal override string Sign(string sign) => sign switch
    {
        "·" => @"\cdot ", "−" => " - ", "=" => "= ", "+" => " + ", "(" => @"\bigl(", ")" => @"\bigr)", _ => sign + " ",
    };

    /// <inheritdoc/>
    protected internal override string Remark(string name) => @"\quad\text{(" + LatexText.Words(name) + ")}";

    /// <inheritdoc/>
    protected override string Prefix(string sign) => sign == "−" ? "-" : sign;

    /// <inheritdoc/>
    protected override string Digit(string number) => number switch { "inf" => @"\infty", "NaN" => @"\mathrm{NaN}", _ => number };

    /// <inheritdoc/>
    protected override string Scientific(string number, string exponent) => number + @"\times 10^{" + exponent + "}";

    /// <inheritdoc/>
    protected override string Letter(Symbol symbol)
    {
        ArgumentNullException.ThrowIfNull(symbol);
        string indices = SmallLetters.Joined(symbol.Subscripts);
        string above = (symbol.Layer is { } layer ? FormattableString.Invariant($"({layer})") : "") + (symbol.IsNew ? @"\thinspace\mathrm{new}" : "");
        return LatexText.Letter(symbol.Letter) + (indices.Length > 0 ? "_{" + indices + "}" : "") + (above.Length > 0 ? "^{" + above + "}" : "");
    }

    /// <inheritdoc/>
    protected override string Over(string numerator, string denominator) =>
        (numerator + denominator).All(char.IsAsciiLetterOrDigit) ? @"\tfrac{" + numerator + "}{" + denominator + "}" : @"\frac{" + numerator + "}{" + denominator + "}";

    /// <inheritdoc/>
    protected override string Squared(string operand) => (operand is [.., '}'] ? "{" + operand + "}" : operand) + "^{2}";

    /// <inheritdoc/>
    protected override string Group(string inner) => NeedsRoom(inner) ? @"\left(" + inner + @"\right)" : "(" + inner + ")";

    /// <inheritdoc/>
    protected internal override string Small(string inner) => @"{\textstyle " + inner + "}";

    /// <inheritdoc/>
    protected override string Absolute(string inner) => @"\left|" + inner + @"\right|";

    /// <inheritdoc/>
    protected override string Function(string name, IEnumerable<string> arguments, bool isBare)
    {
        string function = name switch
        {
            "exp" or "ln" or "tanh" or "max" or "min" => @"\" + name,
            _ when LatexText.Letter(name) != name || name.Length == 1 => LatexText.Letter(name),
            _ => @"\operatorname{" + name.Replace("′", "'", StringComparison.Ordinal) + "}",
        };
        string inner = string.Join(", ", arguments);
        return isBare ? function + " " + inner : function + Group(inner);
    }

    /// <inheritdoc/>
    protected override string SumOver(string index, string body) => @"\sum_{" + index + "} " + body;

    /// <inheritdoc/>
    protected override string Partial(string of, string by) => Slashes
        ? @"\thinspace\partial " + of + @"/\partial " + by
        : @"\frac{\partial " + of + @"}{\partial " + by + "}";

    /// <inheritdoc/>
    protected override string Cases(string positive, string condition, string otherwise) =>
        @"\begin{cases} " + positive + @" & \text{if } " + condition + @" \gt 0 \\ " + otherwise + @" & \text{else} \end{cases}";

    /// <inheritdoc/>
    protected override string Dots(string remark, string? total) =>
        @"\dots\enspace(\text{" + remark + (total is null ? "})" : @": }{" + total + "})");

    /// <inheritdoc/>
    protected override string Beside(IEnumerable<string> pieces) => string.Concat(pieces.Select((p, i) => i > 0 && char.IsLetter(p[0]) ? " " + p : p));

    private static bool NeedsRoom(string inner) => inner.Contains(@"\frac", StringComparison.Ordinal) || inner.Contains("cases", StringComparison.Ordinal);
}
