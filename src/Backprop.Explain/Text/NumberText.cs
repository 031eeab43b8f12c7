using System.Globalization;

namespace Backprop.Explain.Text;

/// <summary>Numbers in significant digits without needless zeros: 0.881, 3.64, 2, 1.2e-05.</summary>
internal static class NumberText
{
    /// <summary>The number rounded to a number of significant digits; whole parts up to 8 places are always written out.</summary>
    /// <param name="value">Any double.</param>
    /// <param name="digits">1 to 17.</param>
    public static string Format(double value, int digits)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(digits, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(digits, 17);
        if (value == 0)
            return "0";
        if (!double.IsFinite(value))
            return double.IsNaN(value) ? "NaN" : value > 0 ? "inf" : "-inf";
        string scientific = value.ToString("E" + (digits - 1).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        int e = scientific.IndexOf('E', StringComparison.Ordinal);
        int exponent = int.Parse(scientific.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        if (exponent is < -4 or > 7)
            return string.Create(CultureInfo.InvariantCulture, $"{Trim(scientific[..e])}e{exponent:+00;-00}");
        int decimals = Math.Max(0, digits - 1 - exponent);
        return Trim(value.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));
    }

    private static string Trim(string number) => number.Contains('.', StringComparison.Ordinal) ? number.TrimEnd('0').TrimEnd('.') : number;
}
