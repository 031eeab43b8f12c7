namespace Backprop.Tabular.Cells;

/// <summary>Decimal marks by which a text can be read as a number.</summary>
[Flags]
internal enum NumberMarks
{
    None = 0,
    Point = 1,
    Comma = 2,
    Both = Point | Comma,
}

/// <summary>
/// A number as people format it, cut into its parts: <c>-$1,234.50</c>, <c>(270)</c>, <c>1.234,5 €</c>, <c>12 %</c>, <c>4.14 kg</c>, <c>1'000</c>,
/// <c>270-</c>, <c>−3</c>, <c>9.5D-01</c>.
/// </summary>
internal readonly ref struct NumberCell
{
    private const char NoGroup = '\0';

    private readonly ReadOnlySpan<char> body, exponent;
    private readonly bool negative;

    private NumberCell(ReadOnlySpan<char> prefix, ReadOnlySpan<char> body, ReadOnlySpan<char> exponent, ReadOnlySpan<char> suffix, bool negative, bool parentheses)
    {
        Prefix = prefix;
        Suffix = suffix;
        this.body = body;
        this.exponent = exponent;
        this.negative = negative;
        HasParentheses = parentheses;
        (Marks, Group, Either) = Reading(body, hasExponent: !exponent.IsEmpty);
    }

    /// <summary>The text before the number.</summary>
    public ReadOnlySpan<char> Prefix { get; }

    /// <summary>The text after it.</summary>
    public ReadOnlySpan<char> Suffix { get; }

    /// <summary>Whether parentheses say that it is negative, as accountants write it.</summary>
    public bool HasParentheses { get; }

    /// <summary>The decimal marks by which it can be read: both where it has neither mark, and for <c>1,234</c>.</summary>
    public NumberMarks Marks { get; }

    /// <summary>The separator of its thousands, where it has one whatever the mark is; else 0.</summary>
    public char Group { get; }

    /// <summary>The one comma or point in it that can be the decimal mark or separate thousands, as in <c>1,234</c>; else 0.</summary>
    public char Either { get; }

    /// <summary>Whether its digits are all 0.</summary>
    public bool IsZero => body.IndexOfAnyInRange('1', '9') < 0;

    /// <summary>Cuts a cell, without blanks around it; false where it is not a number with at most a currency before it and a currency, percent sign or unit after it.</summary>
    public static bool TryCut(ReadOnlySpan<char> text, out NumberCell cell)
    {
        cell = default;
        int start = 0;
        while (start < text.Length && !char.IsAsciiDigit(text[start]) && !(text[start] is '.' or ',' && start + 1 < text.Length && char.IsAsciiDigit(text[start + 1])))
            start++;
        // The point of an abbreviation, as in Rs.500.
        if (start > 0 && start < text.Length && text[start] == '.' && char.IsLetter(text[start - 1]))
            start++;
        // Most labels have no digit at all, or not near their start.
        if (start == text.Length || start > 8)
            return false;
        int end = EndOfBody(text, start);
        int tail = EndOfExponent(text, end);
        var power = text[end..tail];
        if (power.IsEmpty && EndOfDashes(text, end) is > 0 and var dashes)
            (end, tail) = (end + 1, dashes);
        var signs = new NumberSigns(text[..start], text[tail..]);
        if (!signs.AreSound || !IsAffix(signs.Before, signs.After))
            return false;
        cell = new NumberCell(signs.Before, text[start..end], power, signs.After, signs.IsNegative, signs.HasParentheses);
        return cell.Marks != NumberMarks.None;
    }

    private static bool IsAffix(ReadOnlySpan<char> prefix, ReadOnlySpan<char> suffix) => prefix.IsEmpty
        ? suffix.IsEmpty || NumberAffix.IsUnit(suffix)
        : suffix.IsEmpty && NumberAffix.IsCurrency(prefix);

    /// <summary>Whether it is a whole number that no double equals.</summary>
    public bool IsInexactWhole
    {
        get
        {
            if (exponent.Length > 0 || body.Length <= 15 || Either != NoGroup)
                return false;
            Span<char> digits = body.Length <= 64 ? stackalloc char[64] : new char[body.Length];
            int length = 0;
            foreach (char c in body)
            {
                if (char.IsAsciiDigit(c))
                    digits[length++] = c;
                else if (GroupOf(c) != Group)
                    return false;
            }
            return NumberText.TryParse(digits[..length], '.', out double value) && NumberText.IsInexactWhole(digits[..length], value);
        }
    }

    /// <summary>The number, read by a decimal mark that is among <see cref="Marks"/>.</summary>
    public double Value(char mark)
    {
        Span<char> plain = body.Length + exponent.Length < 64 ? stackalloc char[66] : new char[body.Length + exponent.Length + 2];
        int length = 0;
        if (negative)
            plain[length++] = '-';
        foreach (char c in body)
        {
            if (char.IsAsciiDigit(c))
                plain[length++] = c;
            else if (c == mark)
                plain[length++] = '.';
        }
        for (int i = 0; i < exponent.Length; i++)
            plain[length++] = i == 0 ? 'e' : NumberSigns.IsMinus(exponent[i]) ? '-' : exponent[i];
        _ = NumberText.TryParse(plain[..length], '.', out double value);
        return value;
    }

    // Digits, and single separators between them.
    private static int EndOfBody(ReadOnlySpan<char> text, int i)
    {
        while (i < text.Length && (char.IsAsciiDigit(text[i]) || (GroupOf(text[i]) != NoGroup && i + 1 < text.Length && char.IsAsciiDigit(text[i + 1]))))
            i++;
        return i;
    }

    // Dashes in place of the fraction, after the decimal mark: 5,- and 5.–; 0 where there are none.
    private static int EndOfDashes(ReadOnlySpan<char> text, int end)
    {
        if (end >= text.Length || text[end] is not ('.' or ','))
            return 0;
        int i = end + 1;
        while (i < text.Length && i < end + 3 && (NumberSigns.IsMinus(text[i]) || text[i] == '—'))
            i++;
        return i > end + 1 ? i : 0;
    }

    private static int EndOfExponent(ReadOnlySpan<char> text, int end)
    {
        int i = end + 1;
        if (end >= text.Length || text[end] is not ('e' or 'E' or 'd' or 'D'))
            return end;
        if (i < text.Length && (text[i] == '+' || NumberSigns.IsMinus(text[i])))
            i++;
        int digits = i;
        while (i < text.Length && char.IsAsciiDigit(text[i]))
            i++;
        return i > digits ? i : end;
    }

    // The kind of a separator: blanks and apostrophes of every sort are one each.
    private static char GroupOf(char c) => c switch
    {
        '.' or ',' => c,
        ' ' or '\u00A0' or '\u202F' or '\u2009' or '\u2007' => ' ',
        '\'' or '\u2019' => '\'',
        _ => NoGroup,
    };

    // Before an exponent there is one digit and its fraction: 5,690E+00 is 5.69.
    private static (NumberMarks Marks, char Group, char Either) Reading(ReadOnlySpan<char> body, bool hasExponent)
    {
        char first = NoGroup, last = NoGroup;
        int lastPlace = -1, changes = 0, separators = 0;
        for (int i = 0; i < body.Length; i++)
        {
            char group = GroupOf(body[i]);
            if (group == NoGroup)
                continue;
            if (separators++ == 0)
                first = group;
            else if (group != last)
                changes++;
            (last, lastPlace) = (group, i);
        }
        if (separators == 0)
            return (NumberMarks.Both, NoGroup, NoGroup);
        if (changes > 0)
            return changes == 1 && last is '.' or ',' && AreThousands(body[..lastPlace], first) ? (MarkOf(last), first, NoGroup) : default;
        bool thousands = AreThousands(body, first);
        if (first is not ('.' or ','))
            return thousands ? (NumberMarks.Both, first, NoGroup) : default;
        if (separators > 1)
            return thousands ? (NumberMarks.Both & ~MarkOf(first), first, NoGroup) : default;
        return thousands && !hasExponent ? (NumberMarks.Both, NoGroup, first) : (MarkOf(first), NoGroup, NoGroup);
    }

    private static NumberMarks MarkOf(char c) => c == '.' ? NumberMarks.Point : NumberMarks.Comma;

    // Groups of three, the first of one to three without a leading 0; with commas also in pairs before the last, as in India.
    private static bool AreThousands(ReadOnlySpan<char> digits, char separator)
    {
        if (digits.IsEmpty || digits[0] == '0')
            return false;
        int length = 0, groups = 0;
        bool pairs = false, triples = false;
        foreach (char c in digits)
        {
            if (char.IsAsciiDigit(c))
            {
                length++;
                continue;
            }
            if (GroupOf(c) != separator || length is 0 or > 3 || (groups > 0 && length == 1))
                return false;
            pairs |= groups > 0 && length == 2;
            triples |= groups > 0 && length == 3;
            groups++;
            length = 0;
        }
        return length == 3 && groups > 0 && (!pairs || (separator == ',' && !triples));
    }
}
