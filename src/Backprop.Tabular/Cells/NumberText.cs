using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Backprop.Tabular.Cells;

/// <summary>Plain numbers as data files write them: to the nearest double, without a string or a culture.</summary>
internal static class NumberText
{
    private const NumberStyles Styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    private static readonly SearchValues<char> DigitsAndPoint = SearchValues.Create("0123456789.");

    /// <summary>Whole numbers up to 2⁵³ are all doubles.</summary>
    private const ulong MaxExact = 1UL << 53;

    private static readonly double[] Tens =
        [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22];

    /// <summary>
    /// Reads <c>[+-]digits[mark digits][e[+-]digits]</c>, with digits on at least one side of the mark, to the double nearest to it (ties to
    /// even, as double.Parse); infinite where it is too large, and for <c>inf</c> and <c>infinity</c>. No blanks, no thousands separators.
    /// </summary>
    /// <param name="text">The whole cell, without blanks around it.</param>
    /// <param name="mark">The decimal mark.</param>
    /// <param name="value">The number.</param>
    /// <returns>Whether the text is a number.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, char mark, out double value)
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
        if ((digits > 19 && digits - LeadingZeros(text[start..], mark) > 19) || !TryExact(mantissa, scale, out value))
            value = Slow(text, mark);
        else if (negative)
            value = -value;
        return true;
    }

    /// <summary>As <see cref="TryParse"/>, for up to nine digits and nothing else: most cells of most tables. Else false.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryDigits(ReadOnlySpan<char> text, out double value)
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

    /// <summary>
    /// Whether a number is a whole one, written with all its digits, that no double equals: an account or a key rather than a quantity, and
    /// another one as soon as it is rounded.
    /// </summary>
    /// <param name="text">A number.</param>
    /// <param name="value">The double nearest to it.</param>
    public static bool IsInexactWhole(ReadOnlySpan<char> text, double value)
    {
        if (Math.Abs(value) < MaxExact)
            return false;
        if (text[0] is '-' or '+')
            text = text[1..];
        return !text.ContainsAnyExceptInRange('0', '9') && double.IsFinite(value)
            && !Math.Abs(value).ToString("F0", CultureInfo.InvariantCulture).AsSpan().SequenceEqual(text.TrimStart('0'));
    }

    /// <summary>
    /// Whether a plain number has its simplest spelling: 02138, 2.10, .5, +1 and 1E2 are not, and neither are numbers with a decimal
    /// comma. As labels, those stand for themselves.
    /// </summary>
    /// <param name="text">A number.</param>
    /// <param name="value">Its value.</param>
    public static bool IsSimple(ReadOnlySpan<char> text, double value)
    {
        // Beyond these, the shortest spelling of a double has an exponent, or fewer digits.
        if (text.Length > 17 || (value != 0 && Math.Abs(value) is < 1e-4 or >= 1e15))
            return false;
        if (text[0] == '-')
            text = text[1..];
        if (!char.IsAsciiDigit(text[0]) || !char.IsAsciiDigit(text[^1]) || (text.Length > 1 && text[0] == '0' && text[1] != '.'))
            return false;
        return !text.ContainsAnyExcept(DigitsAndPoint) && (text[^1] != '0' || !text.Contains('.'));
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

    // A whole number and a power of ten that are doubles both: one operation between them rounds once, to the nearest.
    private static bool TryExact(ulong mantissa, int scale, out double value)
    {
        value = mantissa;
        if (mantissa == 0)
            return true;
        if (mantissa > MaxExact || scale is < -22 or > 22)
            return false;
        value = scale < 0 ? value / Tens[-scale] : value * Tens[scale];
        return true;
    }

    private static double Slow(ReadOnlySpan<char> text, char mark)
    {
        if (mark == '.')
            return double.Parse(text, Styles, CultureInfo.InvariantCulture);
        return double.Parse(text.ToString().Replace(mark, '.'), Styles, CultureInfo.InvariantCulture);
    }

    private static bool IsInfinity(ReadOnlySpan<char> text, bool negative, out double value)
    {
        value = negative ? double.NegativeInfinity : double.PositiveInfinity;
        return text.Equals("inf", StringComparison.OrdinalIgnoreCase) || text.Equals("infinity", StringComparison.OrdinalIgnoreCase);
    }
}
