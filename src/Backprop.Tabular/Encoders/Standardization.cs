using System.Text.Json.Serialization;

namespace Backprop.Tabular.Encoders;

/// <summary>x ↦ (x − mean)/deviation and back, in double precision; results for the network are rounded to float once, at the end.</summary>
/// <param name="Mean">The mean of the training rows, in the column's unit.</param>
/// <param name="Deviation">Their standard deviation (of the population: divided by N, not N − 1), above 0, in the column's unit.</param>
[method: JsonConstructor]
internal readonly record struct Standardization(double Mean, double Deviation)
{
    /// <summary>Leaves values unchanged.</summary>
    public static Standardization None { get; } = new(0, 1);

    /// <summary>The value in deviations from the mean.</summary>
    public float Apply(double value) => (float)((value - Mean) / Deviation);

    /// <summary>The value in the column's unit.</summary>
    public double Undo(double standardized) => Mean + (Deviation * standardized);

    /// <summary>
    /// Mean and deviation of the values that are not NaN, summed in their order in two passes; null where there are none, or only one distinct.
    /// </summary>
    internal static Standardization? Fit(ReadOnlySpan<double> values)
    {
        double sum = 0, least = double.PositiveInfinity, most = double.NegativeInfinity;
        int count = 0;
        foreach (double value in values)
        {
            if (double.IsNaN(value))
                continue;
            sum += value;
            least = Math.Min(least, value);
            most = Math.Max(most, value);
            count++;
        }
        if (!(least < most))
            return null;
        double mean = sum / count, squares = 0;
        foreach (double value in values)
        {
            if (!double.IsNaN(value))
                squares += (value - mean) * (value - mean);
        }
        return new Standardization(mean, Math.Sqrt(squares / count));
    }

    /// <summary>
    /// The median for the mean and the distance of the quartiles for the deviation, of the values that are not NaN; half of their range where the quartiles are equal. Null where there
    /// are none, or only one distinct.
    /// </summary>
    internal static Standardization? FitQuartiles(ReadOnlySpan<double> values)
    {
        double[] sorted = [.. values.ToArray().Where(value => !double.IsNaN(value)).Order()];
        if (sorted.Length == 0 || !(sorted[0] < sorted[^1]))
            return null;
        double Quantile(double share)
        {
            double place = share * (sorted.Length - 1);
            int below = (int)place;
            return below + 1 < sorted.Length ? sorted[below] + (place - below) * (sorted[below + 1] - sorted[below]) : sorted[below];
        }
        double width = Quantile(0.75) - Quantile(0.25);
        double scale = width > 0 ? width : (sorted[^1] / 2) - (sorted[0] / 2);
        return new Standardization(Quantile(0.5), double.IsFinite(scale) && scale > 0 ? scale : double.MaxValue);
    }

    /// <summary>Mean and deviation in words.</summary>
    /// <param name="number">Writes a number.</param>
    internal string InWords(Func<double, string> number) => $"standardized with mean {number(Mean)}, deviation {number(Deviation)}";

    /// <summary>The same, once it has been found to be one.</summary>
    internal Standardization Checked(string path) => Deviation > 0 ? this : throw DescriptionJson.Unexpected($"{path}.deviation", "a number above 0", Deviation);
}
