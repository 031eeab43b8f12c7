namespace Backprop.Tabular.Encoders;

/// <summary>
/// Finds values so far from all others, such as 999999 among percentages, that mean and deviation would be theirs: the others would be nearly one
/// number to the network.
/// </summary>
/// <remarks>
/// An outlier is more than <see cref="Widths"/> times the interquartile range away from the middle half, and more than <see cref="Gap"/> times as far as
/// any other value, where all outliers together make the deviation more than ten times as large as without them. The values of a long tail are not outliers:
/// there are always some that are nearly as far.
/// </remarks>
internal static class Outliers
{
    private const int FewestValues = 20;

    private const double Widths = 100;

    private const double Gap = 10;

    private const double ShareOfOthers = 0.1;

    /// <summary>The values with NaN for the outliers; the same array where there are none.</summary>
    /// <param name="values">Finite numbers, and NaN for missing ones.</param>
    public static double[] Without(double[] values)
    {
        double[] sorted = [.. values.Where(value => !double.IsNaN(value)).Order()];
        if (sorted.Length < FewestValues)
            return values;
        double first = sorted[sorted.Length / 4], third = sorted[3 * sorted.Length / 4], far = Widths * (third - first);
        if (far == 0 || (sorted[0] >= first - far && sorted[^1] <= third + far))
            return values;
        double Distance(double value) => Math.Max(first - value, value - third);
        double nearest = sorted.Where(value => Distance(value) > far).Min(Distance), farthest = sorted.Where(value => Distance(value) <= far).Max(Distance);
        if (nearest <= Gap * farthest)
            return values;
        double[] others = [.. values.Select(value => value < first - far || value > third + far ? double.NaN : value)];
        return Standardization.Fit(others)!.Value.Deviation < ShareOfOthers * Standardization.Fit(values)!.Value.Deviation ? others : values;
    }
}
