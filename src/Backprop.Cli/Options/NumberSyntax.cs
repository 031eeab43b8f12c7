using System.Globalization;
using Backprop.Networks;
using Backprop.Spelling;

namespace Backprop.Cli.Options;

/// <summary>Reads the numbers of the command line: a decimal point in every culture, and fractions such as <c>1/3</c>.</summary>
internal static class NumberSyntax
{
    /// <summary>A finite number, or a fraction of two.</summary>
    /// <exception cref="FormatException">Anything else; the message says what is expected.</exception>
    public static double Parse(string text)
    {
        if (FractionText.TryParse(text, out double value))
            return value;
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash >= 0 && FractionText.TryParse(text[(slash + 1)..], out double divisor) && divisor == 0)
            throw new FormatException($"'{text}' divides by 0.");
        throw new FormatException(text.Contains(',', StringComparison.Ordinal)
            ? $"'{text}' is not a number: the decimal mark is a point, as in {text.Replace(',', '.')}."
            : $"'{text}' is not a number: expected one such as 0.01, 1e-3 or 1/3.");
    }

    /// <summary>A whole number from <paramref name="least"/>.</summary>
    /// <exception cref="FormatException">Anything else; the message says what is expected.</exception>
    public static long ParseWhole(string text, long least, long most)
    {
        bool isLong = long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value);
        if (!isLong || value < least || value > most)
        {
            bool tooLarge = isLong ? value > most : text.Length > 0 && text.All(char.IsAsciiDigit);
            throw new FormatException((most is int.MaxValue or long.MaxValue) && !tooLarge
                ? $"'{text}' is not a whole number from {least}."
                : $"'{text}' is not a whole number from {least} to {most}.");
        }
        return value;
    }

    /// <summary>Numbers separated by commas.</summary>
    /// <exception cref="FormatException">Anything else; the message says what is expected.</exception>
    public static double[] ParseList(string text) => text.Split(',').Select(part => Parse(part.Trim())).ToArray();

    /// <summary>A time such as <c>60s</c>, <c>5m</c>, <c>1h</c>; a bare number means seconds.</summary>
    /// <exception cref="FormatException">Anything else; the message says what is expected.</exception>
    public static TimeSpan ParseTime(string text)
    {
        double unit = text.Length > 0 ? text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, _ => 0 } : 0;
        double seconds;
        try
        {
            seconds = unit == 0 ? Parse(text) : Parse(text[..^1]) * unit;
        }
        catch (FormatException exception)
        {
            throw new FormatException($"'{text}' is not a time: expected a number with s, m or h, such as 60s.", exception);
        }
        return seconds is > 0 and < 1e9 ? TimeSpan.FromSeconds(seconds) : throw new FormatException($"'{text}' is not a time above 0.");
    }
}
