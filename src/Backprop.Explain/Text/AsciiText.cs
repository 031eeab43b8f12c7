using System.Text;

namespace Backprop.Explain.Text;

/// <summary>The symbols of this project in ASCII.</summary>
internal static class AsciiText
{
    private static readonly (string Symbol, string Ascii)[] Spellings =
    [
        ("δ", "delta"), ("η", "eta"), ("σ", "sigma"), ("Φ", "Phi"), ("φ", "phi"), ("∂", "d"), ("Σ", "sum"), ("′", "'"), ("→", "->"),
        ("×", "*"),
        ("−", "-"), ("½", "1/2 "), ("…", "..."), ("ₖ", "_k"), ("ₙ", "_n"), ("▶", ">"), ("⋮", ":"),
        .. SmallLetters.Digits.Select((digit, n) => (digit.ToString(), FormattableString.Invariant($"_{n}"))),
    ];

    public static string Of(string text)
    {
        var ascii = new StringBuilder(text);
        foreach ((string symbol, string spelling) in Spellings)
            ascii.Replace(symbol, spelling);
        return ascii.ToString();
    }
}
