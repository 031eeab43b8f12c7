using System.Globalization;

namespace Backprop.Spelling;

/// <summary>Numbers as people write them in options and names: <c>0.01</c>, <c>1e-3</c>, and fractions such as <c>1/3</c>; a point in every culture.</summary>
internal static class FractionText
{
    private const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    /// <summary>Reads a number, or a fraction of two; false where the text is neither, or not finite.</summary>
    public static bool TryParse(string? text, out double value)
    {
        value = 0;
        if (text is null)
            return false;
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        double divisor = 1;
        if (!Plain(slash < 0 ? text : text.AsSpan(0, slash), out double number) || (slash >= 0 && !Plain(text.AsSpan(slash + 1), out divisor)))
            return false;
        value = number / divisor;
        return double.IsFinite(value);
    }

    private static bool Plain(ReadOnlySpan<char> text, out double value) =>
        double.TryParse(text, Style, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
}
