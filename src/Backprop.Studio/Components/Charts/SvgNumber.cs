using System.Globalization;

namespace Backprop.Studio.Components.Charts;

/// <summary>Lengths and places in SVG.</summary>
public static class SvgNumber
{
    /// <summary>To a hundredth of a pixel.</summary>
    public static string N(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
