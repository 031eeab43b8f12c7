using System.Text;
using System.Text.RegularExpressions;
using Backprop.Explain.Text;

namespace Backprop.Explain.Html;

/// <summary>Words in HTML and XML.</summary>
internal static partial class HtmlText
{
    /// <summary>Text with the characters of markup replaced, and without those that XML does not allow.</summary>
    public static string Escaped(string text)
    {
        var escaped = new StringBuilder();
        foreach (Rune rune in text.EnumerateRunes())
        {
            escaped.Append(rune.Value switch
            {
                '<' => "&lt;",
                '>' => "&gt;",
                '&' => "&amp;",
                '"' => "&quot;",
                '\t' or '\n' => " ",
                < 0x20 or 0xfffe or 0xffff => "\ufffd",
                _ => rune.ToString(),
            });
        }
        return escaped.ToString();
    }

    /// <summary>Words whose symbols (δₖ, xₙ, ∂E/∂w) are set as letters of formulas.</summary>
    public static string Words(string text)
    {
        var html = new StringBuilder();
        int at = 0;
        foreach (Match match in Symbols().Matches(text))
        {
            html.Append(Escaped(text[at..match.Index])).Append("<i>").Append(Escaped(match.Groups[1].Value)).Append("</i>");
            if (match.Groups[2].Length > 0)
                html.Append("<sub>").Append(SmallLetters.Plain(match.Groups[2].Value)).Append("</sub>");
            at = match.Index + match.Length;
        }
        return html.Append(Escaped(text[at..])).ToString();
    }

    [GeneratedRegex("(∂[A-Z]/∂[a-z]|(?<=\\|)[a-z](?= ∂)|[δησλ]|[A-Za-z](?=[₀-₉ᵢⱼₖₗₘₙ]))([₀-₉ᵢⱼₖₗₘₙ]*)", RegexOptions.CultureInvariant)]
    private static partial Regex Symbols();
}
