using System.Globalization;

namespace Backprop.Studio.Components.Charts;

/// <summary>The format of numbers in charts.</summary>
public static class ChartText
{
    /// <summary>Short: 0.25, 20k, 3M, 1e-5.</summary>
    public static string Short(double value)
    {
        double size = Math.Abs(value);
        (double scaled, string unit) = size >= 1e9 && size < 1e12 ? (value / 1e9, "G") : size >= 1e6 ? (value / 1e6, "M") : size >= 1e4 ? (value / 1e3, "k") : (value, "");
        return size is >= 1e12 or (> 0 and < 1e-3)
            ? value.ToString("0.##e-0", CultureInfo.InvariantCulture) : scaled.ToString("0.####", CultureInfo.InvariantCulture) + unit;
    }

    /// <summary>Four significant digits.</summary>
    public static string Number(double? value) => value is { } number
        ? Math.Abs(number) is > 0 and < 1e-3 ? number.ToString("0.000e-0", CultureInfo.InvariantCulture) : number.ToString("G4", CultureInfo.InvariantCulture)
        : "–";

    /// <summary>A count with thousands separators.</summary>
    public static string Count(double value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A coordinate of a drawing.</summary>
    public static string Place(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
