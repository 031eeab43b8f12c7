using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Backprop.Explain.Latex;

/// <summary>Words in LaTeX: special characters escaped, the symbols of this project as formulas.</summary>
internal static partial class LatexText
{
    private static readonly Dictionary<char, string> Special = new()
    {
        ['\\'] = @"\textbackslash{}", ['{'] = @"\{", ['}'] = @"\}", ['$'] = @"\$", ['&'] = @"\&", ['#'] = @"\#", ['%'] = @"\%", ['_'] = @"\_",
        ['^'] = @"\textasciicircum{}", ['~'] = @"\textasciitilde{}", ['<'] = @"\textless{}", ['>'] = @"\textgreater{}", ['|'] = @"\textbar{}",
        ['"'] = @"\textquotedbl{}", ['…'] = @"\dots{}", ['−'] = "$-$", ['→'] = @"$\to$", ['×'] = @"$\times$", ['½'] = @"$\tfrac12$", ['′'] = "$'$",
        ['·'] = @"$\cdot$", ['–'] = "--", ['—'] = "---", ['’'] = "'", ['‘'] = "`", ['“'] = "``", ['”'] = "''", ['€'] = @"\texteuro{}", ['°'] = @"\textdegree{}",
        ['∞'] = @"$\infty$", ['∂'] = @"$\partial$", ['Σ'] = @"$\sum$", ['\t'] = " ", ['\n'] = " ", ['\r'] = " ", ['\u00a0'] = "~",
    };

    private const string Indices = "₀₁₂₃₄₅₆₇₈₉ᵢⱼₖₗₘₙ", PlainIndices = "0123456789ijklmn";

    /// <summary>The words.</summary>
    public static string Words(string text)
    {
        var latex = new StringBuilder();
        int at = 0;
        foreach (Match match in Symbols().Matches(text))
        {
            latex.Append(Escaped(text[at..match.Index])).Append('$').Append(Math(match.Value)).Append('$');
            at = match.Index + match.Length;
        }
        return latex.Append(Escaped(text[at..])).ToString();
    }

    /// <summary>A letter of a formula.</summary>
    public static string Letter(string letter) => letter switch
    {
        "δ" => @"\delta", "η" => @"\eta", "σ" => @"\sigma", "σ′" => @"\sigma'", "h′" => "h'", "Φ" => @"\Phi", "φ" => @"\varphi", "∂" => @"\partial ", _ => letter,
    };

    // A letter with an index, a derivative and the letter before it, a number with an exponent, or one with its sign.
    [GeneratedRegex("∂[A-Z]/∂[a-z]|(?<=\\|)[a-z](?= ∂)|[A-Za-zδησ][₀-₉ᵢⱼₖₗₘₙ]+|[δησλ]|(?<![\\w.])−?[0-9]+(?:\\.[0-9]+)?e[−+-][0-9]+|−[0-9]+(?:\\.[0-9]+)?", RegexOptions.CultureInvariant)]
    private static partial Regex Symbols();

    private static string Math(string symbol)
    {
        if (symbol.Split('e') is [var number, var exponent] && char.IsAsciiDigit(symbol[^1]))
            return number.Replace('−', '-') + @"\times 10^{" + int.Parse(exponent.Replace('−', '-'), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture) + "}";
        var latex = new StringBuilder();
        for (int c = 0; c < symbol.Length; c++)
        {
            int index = Indices.IndexOf(symbol[c], StringComparison.Ordinal);
            if (index >= 0 && (c == 0 || Indices.IndexOf(symbol[c - 1], StringComparison.Ordinal) < 0))
                latex.Append("_{");
            latex.Append(index >= 0 ? PlainIndices[index] : symbol[c] switch { '−' => "-", 'λ' => @"\lambda", var other => Letter(other.ToString()) });
            if (index >= 0 && (c + 1 == symbol.Length || Indices.IndexOf(symbol[c + 1], StringComparison.Ordinal) < 0))
                latex.Append('}');
        }
        return latex.ToString();
    }

    /// <summary>Characters that pdfTeX has no sign for are written by their number.</summary>
    private static string Escaped(string text)
    {
        var latex = new StringBuilder();
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (rune.IsBmp && Special.TryGetValue((char)rune.Value, out string? escaped))
                latex.Append(escaped);
            else if (rune.Value is (>= 0x20 and < 0x7f) or (>= 0xc0 and <= 0xff))
                latex.Append(rune);
            else if (Decomposed(rune) is { } plain)
                latex.Append(plain);
            else
                latex.Append(CultureInfo.InvariantCulture, $@"\texttt{{U+{rune.Value:X4}}}");
        }
        return latex.ToString();
    }

    // Indices alone, such as in the name of a column: log₁₀.
    private static string? Decomposed(Rune rune) => rune.IsBmp && Indices.IndexOf((char)rune.Value, StringComparison.Ordinal) is >= 0 and var index
        ? $"$_{{{PlainIndices[index]}}}$"
        : rune.Value == '²' ? "$^2$" : rune.Value == '³' ? "$^3$" : rune.Value == 'µ' ? @"$\mu$" : null;
}
