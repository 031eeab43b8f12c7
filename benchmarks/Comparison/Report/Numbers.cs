using System.Globalization;

namespace Backprop.Benchmarks.Report;

/// <summary>Numbers as the report writes them: three digits, the same on every machine.</summary>
internal static class Numbers
{
    /// <summary>A time, in microseconds.</summary>
    public static string Microseconds(double seconds) => Digits(seconds * 1e6);

    public static string Giga(double value) => Digits(value / 1e9);

    public static string Percent(double share) => (100 * share).ToString("F0", CultureInfo.InvariantCulture) + " %";

    public static string Ratio(double ratio) => Digits(ratio) + " ×";

    public static string Digits(double value)
    {
        if (value <= 0 || !double.IsFinite(value))
            return value.ToString(CultureInfo.InvariantCulture);
        int decimals = Math.Max(0, 2 - (int)Math.Floor(Math.Log10(value)));
        return Math.Round(value, Math.Min(decimals, 15)).ToString("N" + Math.Min(decimals, 4), CultureInfo.InvariantCulture);
    }
}
