using System.Globalization;
using System.Runtime.CompilerServices;

namespace Backprop.Tabular.Cells;

/// <summary>Numbers as data files write them: to the nearest float, without a string or a culture.</summary>
internal static class NumberText
{
    private const NumberStyles Styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    private static readonly double[] Tens =
        [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22];

    /// <summary>
    /// Reads <c>[+-]digits[mark digits][e[+-]digits]</c>, with digits on at least one side of the mark, to the float nearest to it (ties to
    /// even, as float.Parse); infinite where it is too large, and for <c>inf</c> and <c>infinity</c>. No blanks, no thousands.
    /// </summary>
    /// <param name="text">The whole cell, without blanks around it.</param>
    /// <param name="mark">The decimal mark.</param>
    /// <param name="value">The number.</param>
    /// <returns>Whether the text is a number.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, char mark, out float value)
    {
        value = 0;
        int i = 0;
        bool negative = false;
        if (text.Length > 0 && text[0] is '-' or '+')
        {
            negative = text[0] == '-';
            i = 1;
        }
        int start = i, digits, scale = 0;
        ulong mantissa = 0;
        for (; i < text.Length && text[i] - '0' is >= 0 and <= 9 and var digit; i++)
            mantissa = unchecked(mantissa * 10 + (uint)digit);
        digits = i - start;
        if (i < text.Length && text[i] == mark)
        {
            int point = ++i;
            for (; i < text.Length && text[i] - '0' is >= 0 and <= 9 and var digit; i++)
                mantissa = unchecked(mantissa * 10 + (uint)digit);
            scale = point - i;
            digits -= scale;
        }
        if (digits == 0)
            return IsInfinity(text[i..], negative, out value);
        if (i < text.Length)
        {
            if (text[i] is not ('e' or 'E') || !TryExponent(text[(i + 1)..], out int exponent))
                return false;
            scale += exponent;
        }
        // 19 digits fit into the mantissa, and more if those before them are zeros.
        if ((digits > 19 && digits - LeadingZeros(text[start..], mark) > 19) || !TryNearest(mantissa, scale, out value))
            value = Slow(text, mark);
        else if (negative)
            value = -value;
        return true;
    }

    /// <summary>As <see cref="TryParse"/>, for up to nine digits and nothing else: most cells of most tables. Else false.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryDigits(ReadOnlySpan<char> text, out float value)
    {
        uint number = 0;
        value = 0;
        if (text.Length - 1 is < 0 or > 8)
            return false;
        foreach (char c in text)
        {
            uint digit = (uint)c - '0';
            if (digit > 9)
                return false;
            number = number * 10 + digit;
        }
        value = number;
        return true;
    }

    private static int LeadingZeros(ReadOnlySpan<char> text, char mark)
    {
        int first = text.IndexOfAnyExcept('0', mark);
        return first < 0 ? text.Length : first - (text[..first].Contains(mark) ? 1 : 0);
    }

    private static bool TryExponent(ReadOnlySpan<char> text, out int exponent)
    {
        exponent = 0;
        bool negative = text.Length > 0 && text[0] == '-';
        if (text.Length > 0 && text[0] is '-' or '+')
            text = text[1..];
        if (text.IsEmpty)
            return false;
        foreach (char c in text)
        {
            if (!char.IsAsciiDigit(c))
                return false;
            exponent = Math.Min(exponent * 10 + (c - '0'), 100_000);
        }
        if (negative)
            exponent = -exponent;
        return true;
    }

    // The double nearby is wrong by at most two units in its last place, and every midpoint between two floats is a double: unless it lies
    // at one of those (the 29 bits that a float lacks read about 2^28), rounding it gives the float nearest to the text.
    private static bool TryNearest(ulong mantissa, int scale, out float value)
    {
        value = 0;
        if (mantissa == 0)
            return true;
        if (scale is < -22 or > 22)
            return false;
        double near = scale < 0 ? mantissa / Tens[-scale] : mantissa * Tens[scale];
        if (near is < 1e-30 or > 3e38)
            return false;
        long beyond = BitConverter.DoubleToInt64Bits(near) & ((1L << 29) - 1);
        value = (float)near;
        return Math.Abs(beyond - (1L << 28)) > 8;
    }

    private static float Slow(ReadOnlySpan<char> text, char mark)
    {
        if (mark == '.')
            return float.Parse(text, Styles, CultureInfo.InvariantCulture);
        return float.Parse(text.ToString().Replace(mark, '.'), Styles, CultureInfo.InvariantCulture);
    }

    private static bool IsInfinity(ReadOnlySpan<char> text, bool negative, out float value)
    {
        value = negative ? float.NegativeInfinity : float.PositiveInfinity;
        return text.Equals("inf", StringComparison.OrdinalIgnoreCase) || text.Equals("infinity", StringComparison.OrdinalIgnoreCase);
    }
}
