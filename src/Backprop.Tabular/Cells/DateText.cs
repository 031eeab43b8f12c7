namespace Backprop.Tabular.Cells;

/// <summary>
/// Dates and moments as data files write them, each in one of few forms: <c>2011-01-26</c> (also with <c>/</c>, <c>.</c>, or without a day),
/// <c>26/01/2011</c> or <c>26.1.11</c>, <c>1/26/2011</c>, <c>26-Jan-11</c> or <c>26 January 2011</c>, and <c>20110126</c> where it is said
/// to be a date. A time may follow (<c>13:30</c>, <c>13:30:05.5</c>, <c>1:30 PM</c>; after a year-first date also <c>Z</c> or
/// <c>+01:00</c>, then brought to universal time). Years of two digits from 69 are of the 20th century.
/// </summary>
internal static class DateText
{
    private static readonly string[] Months =
        ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

    /// <summary>Reads a moment of one form as days since the start of 1970.</summary>
    /// <param name="text">The whole cell, without blanks around it.</param>
    /// <param name="form">One flag of <see cref="CellKinds.Dates"/> or <see cref="CellKinds.Compact"/>.</param>
    /// <param name="days">Days, the time of day as a fraction.</param>
    public static bool TryParse(ReadOnlySpan<char> text, CellKinds form, out double days)
    {
        days = 0;
        if (text.Length < 6 || !char.IsAsciiDigit(text[0]))
            return false;
        int year, month, day, i = 0;
        if (form == CellKinds.Compact)
        {
            if (text.Length < 8 || !Digits(text[..4], out year) || !Digits(text[4..6], out month) || !Digits(text[6..8], out day))
                return false;
            i = 8;
        }
        else if (!TryParts(text, form, ref i, out year, out month, out day))
            return false;
        if (year is < 1 or > 9999 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return false;
        double seconds = 0;
        if (i < text.Length && !TryTime(text[i..], form, out seconds))
            return false;
        days = new DateOnly(year, month, day).DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber + seconds / 86400;
        return true;
    }

    private static bool TryParts(ReadOnlySpan<char> text, CellKinds form, ref int i, out int year, out int month, out int day)
    {
        (year, month, day) = (0, 0, 1);
        int start = i;
        if (!Number(text, ref i, out int first) || i == text.Length)
            return false;
        int firstDigits = i - start;
        char separator = text[i++];
        if (form == CellKinds.NamedMonth)
        {
            if (separator is not ('-' or '/' or ' ' or '.') || firstDigits > 2 || !Month(text, ref i, out month) || i == text.Length || text[i] != separator)
                return false;
            i++;
            day = first;
            return Year(text, ref i, out year);
        }
        if (separator is not ('-' or '/' or '.') || !Number(text, ref i, out int second))
            return false;
        bool more = i < text.Length && text[i] == separator;
        if (form == CellKinds.YearFirst)
        {
            (year, month) = (first, second);
            if (firstDigits != 4)
                return false;
            if (!more)
                return separator == '-' && i == text.Length && i == 7;
            i++;
            return Number(text, ref i, out day);
        }
        // Points stand between day, month and year only, in that order.
        if (!more || firstDigits > 2 || (form == CellKinds.MonthFirst && separator == '.'))
            return false;
        (day, month) = form == CellKinds.DayFirst ? (first, second) : (second, first);
        i++;
        return Year(text, ref i, out year);
    }

    private static bool TryTime(ReadOnlySpan<char> text, CellKinds form, out double seconds)
    {
        seconds = 0;
        if (text[0] is not (' ' or 'T'))
            return false;
        int i = 1;
        if (!Number(text, ref i, out int hour) || i == text.Length || text[i++] != ':' || !Number(text, ref i, out int minute))
            return false;
        if (i < text.Length && text[i] == ':')
        {
            i++;
            int start = i;
            if (!Number(text, ref i, out int second) || second > 60)
                return false;
            seconds = second;
            if (i < text.Length && text[i] is '.' or ',')
            {
                start = ++i;
                long fraction = 0, unit = 1;
                for (; i < text.Length && char.IsAsciiDigit(text[i]); i++)
                {
                    if (i - start < 9)
                        (fraction, unit) = (fraction * 10 + (text[i] - '0'), unit * 10);
                }
                seconds += (double)fraction / unit;
            }
        }
        var rest = text[i..].TrimStart();
        if (rest.Equals("AM", StringComparison.OrdinalIgnoreCase) || rest.Equals("PM", StringComparison.OrdinalIgnoreCase))
        {
            if (hour is < 1 or > 12)
                return false;
            hour = hour % 12 + (rest[0] is 'P' or 'p' ? 12 : 0);
            rest = default;
        }
        if (hour > 23 || minute > 59 || !TryOffset(rest, form, out int offset))
            return false;
        seconds += hour * 3600 + minute * 60 - offset * 60;
        return true;
    }

    private static bool TryOffset(ReadOnlySpan<char> text, CellKinds form, out int minutes)
    {
        minutes = 0;
        if (text.IsEmpty)
            return true;
        if (form != CellKinds.YearFirst)
            return false;
        if (text is "Z" or "z")
            return true;
        if (text[0] is not ('+' or '-') || text.Length is not (3 or 5 or 6) || !Digits(text[1..3], out int hours) || hours > 14)
            return false;
        int extra = 0;
        if (text.Length > 3 && ((text.Length == 6 && text[3] != ':') || !Digits(text[^2..], out extra)))
            return false;
        minutes = (hours * 60 + extra) * (text[0] == '-' ? -1 : 1);
        return true;
    }

    private static bool Year(ReadOnlySpan<char> text, ref int i, out int year)
    {
        int start = i;
        bool number = Number(text, ref i, out year);
        if (i - start == 2)
            year += year < 69 ? 2000 : 1900;
        return number && i - start is 2 or 4;
    }

    private static bool Month(ReadOnlySpan<char> text, ref int i, out int month)
    {
        int start = i;
        while (i < text.Length && char.IsAsciiLetter(text[i]))
            i++;
        var name = text[start..i];
        for (month = 1; month <= 12; month++)
        {
            string full = Months[month - 1];
            if (name.Equals(full, StringComparison.OrdinalIgnoreCase) || name.Equals(full.AsSpan(0, 3), StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return false;
    }

    private static bool Number(ReadOnlySpan<char> text, ref int i, out int value)
    {
        int start = i;
        for (value = 0; i < text.Length && i - start < 4 && char.IsAsciiDigit(text[i]); i++)
            value = value * 10 + (text[i] - '0');
        return i > start;
    }

    private static bool Digits(ReadOnlySpan<char> text, out int value)
    {
        int i = 0;
        return Number(text, ref i, out value) && i == text.Length;
    }
}
