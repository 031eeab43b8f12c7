using System.Globalization;

namespace Backprop.Training.Schedules;

/// <summary>Reads and writes the numbers of a schedule's text.</summary>
internal static class ScheduleParameters
{
    public static long Count(IReadOnlyList<string> parameters, int index, long fallback, string what)
    {
        if (index >= parameters.Count)
            return fallback;
        return long.TryParse(parameters[index], NumberStyles.None, CultureInfo.InvariantCulture, out long count) && count >= 1 ? count
            : throw new FormatException($"{what} must be a whole number from 1, but is '{parameters[index]}'.");
    }

    public static double Factor(IReadOnlyList<string> parameters, int index, double fallback, string what)
    {
        if (index >= parameters.Count)
            return fallback;
        return Spelling.FractionText.TryParse(parameters[index].Trim(), out double factor) && factor is > 0 and <= 1 ? factor
            : throw new FormatException($"{what} must be a number above 0 and at most 1, but is '{parameters[index]}'.");
    }

    public static string Text(double factor) => factor.ToString("R", CultureInfo.InvariantCulture);
}
