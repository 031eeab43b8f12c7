using System.Globalization;
using System.Text;
using Backprop.Numerics.Randomness;

namespace Backprop.Cli.Tests;

/// <summary>Small tables of made-up rows.</summary>
internal static class Tables
{
    /// <summary>Columns a, b (numbers), c (red or blue) and kind: large where a + b is above 1.</summary>
    public static string Classes(int rows = 120, ulong seed = 1)
    {
        var random = new RandomStream(seed, Purpose.Test);
        return Lines("a,b,c,kind", rows, () =>
        {
            double a = Math.Round(random.NextDouble(), 3), b = Math.Round(random.NextDouble(), 3);
            return FormattableString.Invariant($"{a},{b},{(random.NextInt(2) == 0 ? "red" : "blue")},{(a + b > 1 ? "large" : "small")}");
        });
    }

    /// <summary>Columns a, b and y = 10 a − 5 b + 3.</summary>
    public static string Numbers(int rows = 120, ulong seed = 1)
    {
        var random = new RandomStream(seed, Purpose.Test);
        return Lines("a,b,y", rows, () =>
        {
            double a = Math.Round(random.NextDouble(), 3), b = Math.Round(random.NextDouble(), 3);
            return FormattableString.Invariant($"{a},{b},{10 * a - 5 * b + 3}");
        });
    }

    private static string Lines(string header, int rows, Func<string> row)
    {
        var text = new StringBuilder(header).Append('\n');
        for (int n = 0; n < rows; n++)
            text.Append(CultureInfo.InvariantCulture, $"{row()}\n");
        return text.ToString();
    }
}
