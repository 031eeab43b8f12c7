using System.Globalization;

namespace Backprop.Tabular.Cells;

/// <summary>Reads days, months (their first day) and quarters (their first day) in every order of parts.</summary>
internal static class DateParts
{
    /// <summary><c>2011-01-26</c>, <c>2011/1/26</c>, <c>2011.01.26</c>, <c>2011-Jan-26</c>; <c>20110126</c> only before a time, as it is a number alone.</summary>
    public static bool YearFirst(ref DateScanner text, out DateOnly day)
    {
        var before = text;
        if (Compact(ref text, out day) && !text.AtEnd)
            return true;
        text = before;
        return text.Digits(4, 4, out int year) && text.One("-/.", out char separator) && Month(ref text, out int month)
            && text.One(separator) && text.Digits(1, 2, out int number) && Day(year, month, number, out day);
    }

    /// <summary><c>26/01/2011</c>, <c>26.1.11</c>, <c>26-01-2011</c>, <c>26. 1. 2011</c>.</summary>
    public static bool DayFirst(ref DateScanner text, out DateOnly day)
    {
        day = default;
        return text.Digits(1, 2, out int number) && text.One("-/.", out char separator) && Gap(ref text, separator) && text.Digits(1, 2, out int month)
            && text.One(separator) && Gap(ref text, separator) && Year(ref text, out int year) && Day(year, month, number, out day);
    }

    /// <summary><c>01/26/2011</c>, <c>1-26-11</c>; not with points, which separate day, month and year in that order only.</summary>
    public static bool MonthFirst(ref DateScanner text, out DateOnly day)
    {
        day = default;
        return text.Digits(1, 2, out int month) && text.One("-/", out char separator) && text.Digits(1, 2, out int number)
            && text.One(separator) && Year(ref text, out int year) && Day(year, month, number, out day);
    }

    /// <summary><c>26-Jan-11</c>, <c>26 January 2011</c>, <c>26th of January, 2011</c>, <c>26. Jan. 2011</c>, <c>26JAN2011</c>.</summary>
    public static bool DayNamed(ref DateScanner text, out DateOnly day)
    {
        day = default;
        if (!text.Digits(1, 2, out int number))
            return false;
        Suffix(ref text, number);
        text.Gap();
        if (text.Text("of "))
            text.Blanks();
        if (!CalendarNames.TryMonth(text.Word(), out int month))
            return false;
        text.Gap();
        return Year(ref text, out int year) && Day(year, month, number, out day);
    }

    /// <summary><c>Jan 26, 2011</c>, <c>January 26th 2011</c>, <c>Jan-26-2011</c>; with the time between, <c>Jan 26 08:00:00 2011</c>.</summary>
    public static bool NamedFirst(ref DateScanner text, out DateOnly day)
    {
        day = default;
        if (!CalendarNames.TryMonth(text.Word(), out int month) || !text.Gap() || !text.Digits(1, 2, out int number))
            return false;
        Suffix(ref text, number);
        return (text.YearBehindTime(out int year) || (text.Gap() && Year(ref text, out year))) && Day(year, month, number, out day);
    }

    /// <summary><c>2011-W04-3</c>, <c>2011W043</c>, and <c>2011-W04</c> for its Monday, as ISO 8601 counts weeks.</summary>
    public static bool WeekDate(ref DateScanner text, out DateOnly day)
    {
        day = default;
        int number = 1;
        if (!text.First(4, out int year))
            return false;
        bool hyphen = text.One('-');
        if (!text.One("Ww", out _) || !text.First(2, out int week))
            return false;
        if ((hyphen ? text.One('-') : text.AtDigit) && !text.First(1, out number))
            return false;
        if (year is < 1 or > 9998 || week < 1 || week > ISOWeek.GetWeeksInYear(year) || number is < 1 or > 7)
            return false;
        day = DateOnly.FromDateTime(ISOWeek.ToDateTime(year, week, DayOfWeek.Monday)).AddDays(number - 1);
        return true;
    }

    /// <summary><c>2011-026</c>: the day of the year.</summary>
    public static bool DayOfYear(ref DateScanner text, out DateOnly day)
    {
        day = default;
        if (!text.Digits(4, 4, out int year) || !text.One('-') || !text.Digits(3, 3, out int number))
            return false;
        if (year < 1 || number < 1 || number > (DateTime.IsLeapYear(year) ? 366 : 365))
            return false;
        day = new DateOnly(year, 1, 1).AddDays(number - 1);
        return true;
    }

    /// <summary><c>2011-01</c>, <c>2011/01</c>, <c>2011-Jan</c>.</summary>
    public static bool YearMonth(ref DateScanner text, out DateOnly day)
    {
        day = default;
        return text.Digits(4, 4, out int year) && text.One("-/", out _)
            && (text.AtDigit ? text.Digits(2, 2, out int month) : CalendarNames.TryMonth(text.Word(), out month)) && Day(year, month, 1, out day);
    }

    /// <summary><c>01/2011</c>, <c>1-2011</c>.</summary>
    public static bool MonthYear(ref DateScanner text, out DateOnly day)
    {
        day = default;
        return text.Digits(1, 2, out int month) && text.One("-/", out _) && text.Digits(4, 4, out int year) && Day(year, month, 1, out day);
    }

    /// <summary><c>Jan 2011</c>, <c>January 2011</c>, <c>Jan-11</c>, <c>Jan '11</c>; not <c>Jan 11</c>, which may be a day.</summary>
    public static bool NamedYear(ref DateScanner text, out DateOnly day)
    {
        day = default;
        if (!CalendarNames.TryMonth(text.Word(), out int month))
            return false;
        bool isShort = text.One('-') || text.One('/');
        if (!isShort)
        {
            text.Gap();
            isShort = text.One("'’", out _);
        }
        return Year(ref text, out int year, isShort) && Day(year, month, 1, out day);
    }

    /// <summary><c>2011-Q1</c>, <c>2011Q1</c>, <c>2011 Q1</c>.</summary>
    public static bool YearQuarter(ref DateScanner text, out DateOnly day)
    {
        day = default;
        if (!text.First(4, out int year))
            return false;
        text.Gap();
        return Quarter(ref text, out int quarter) && Day(year, 3 * quarter - 2, 1, out day);
    }

    /// <summary><c>Q1 2011</c>, <c>Q1-2011</c>, <c>Q1/2011</c>, <c>Q1'11</c>, <c>1Q2011</c>, <c>1Q11</c>.</summary>
    public static bool QuarterYear(ref DateScanner text, out DateOnly day)
    {
        day = default;
        bool isShort = text.AtDigit;
        if (isShort ? !(text.First(1, out int quarter) && text.One("Qq", out _) && quarter is >= 1 and <= 4) : !Quarter(ref text, out quarter))
            return false;
        text.Gap();
        isShort |= text.One("'’", out _);
        return Year(ref text, out int year, isShort) && Day(year, 3 * quarter - 2, 1, out day);
    }

    /// <summary><c>20110126</c>.</summary>
    public static bool Compact(ref DateScanner text, out DateOnly day)
    {
        day = default;
        return text.First(4, out int year) && text.First(2, out int month) && text.First(2, out int number) && !text.AtDigit && Day(year, month, number, out day);
    }

    private static bool Day(int year, int month, int number, out DateOnly day)
    {
        bool exists = year is >= 1 and <= 9999 && month is >= 1 and <= 12 && number >= 1 && number <= DateTime.DaysInMonth(year, month);
        day = exists ? new DateOnly(year, month, number) : default;
        return exists;
    }

    private static bool Year(ref DateScanner text, out int year, bool isShortToo = true)
    {
        if (!text.Digits(2, 4, out year, out int digits) || digits == 3 || (digits == 2 && !isShortToo))
            return false;
        if (digits == 2)
            year += year < 69 ? 2000 : 1900;
        return true;
    }

    // Blanks follow a point only, as in 26. 1. 2011.
    private static bool Gap(ref DateScanner text, char separator)
    {
        if (separator == '.')
            text.Blanks();
        return true;
    }

    private static bool Month(ref DateScanner text, out int month) =>
        text.AtDigit ? text.Digits(1, 2, out month) : CalendarNames.TryMonth(text.Word(), out month);

    private static bool Quarter(ref DateScanner text, out int quarter)
    {
        quarter = 0;
        return text.One("Qq", out _) && text.First(1, out quarter) && !text.AtDigit && quarter is >= 1 and <= 4;
    }

    // 1st, 2nd, 3rd, 4th.
    private static void Suffix(ref DateScanner text, int number)
    {
        int last = number is > 10 and < 14 ? 0 : number % 10;
        text.Text(last switch { 1 => "st", 2 => "nd", 3 => "rd", _ => "th" });
    }
}
