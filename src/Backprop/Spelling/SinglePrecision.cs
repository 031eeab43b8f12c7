using System.Globalization;

namespace Backprop.Spelling;

/// <summary>Options are given in double precision, and the engine takes them in single precision.</summary>
internal static class SinglePrecision
{
    /// <summary>A number for a message; with what single precision makes of it, where that is 0, 1 or infinite and the number itself is not.</summary>
    public static string Text(double value)
    {
        float single = (float)value;
        return single is 0 or 1 or float.PositiveInfinity && single != value
            ? string.Create(CultureInfo.InvariantCulture, $"{value}, which is {single} in single precision") : value.ToString(CultureInfo.InvariantCulture);
    }
}
