namespace Backprop.Explain.Text;

/// <summary>Indices in Unicode's small digits and letters.</summary>
internal static class SmallLetters
{
    private const string Letters = "0123456789ijklmn()", Subscripts = "₀₁₂₃₄₅₆₇₈₉ᵢⱼₖₗₘₙ₍₎", Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹ⁱʲᵏˡᵐⁿ⁽⁾";

    /// <summary>The digits 0 to 9 as indices.</summary>
    public static string Digits => Subscripts[..10];

    /// <summary>Indices side by side, with commas where one has more than one place: 11, but 1,12.</summary>
    public static string Joined(IReadOnlyList<string> indices) => string.Join(indices.All(i => i.Length == 1) ? "" : ",", indices);

    public static string Sub(string text) => Map(text, Subscripts);

    public static bool IsSubscript(char c) => Subscripts.Contains(c, StringComparison.Ordinal);

    public static bool IsSuperscript(char c) => c is '²' or 'ᵉ' or 'ʷ' || Superscripts.Contains(c, StringComparison.Ordinal);

    public static string Super(string text) => Map(text, Superscripts);

    /// <summary>The indices in normal size.</summary>
    public static string Plain(string small) =>
        string.Concat(small.Select(c => Subscripts.IndexOf(c, StringComparison.Ordinal) is >= 0 and var at ? Letters[at] : c));

    private static string Map(string text, string to) =>
        string.Concat(text.Select(c => Letters.IndexOf(c, StringComparison.Ordinal) is >= 0 and var at ? to[at] : c));
}
