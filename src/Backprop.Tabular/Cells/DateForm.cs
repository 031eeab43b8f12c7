namespace Backprop.Tabular.Cells;

/// <summary>
/// A form of dates: which parts, in which order. Separators may vary; a weekday's name may come before, and must match; a
/// time may follow a day, with a zone, from which it is converted to universal time. Years of two digits from 69 on are in the 20th century.
/// </summary>
internal sealed class DateForm
{
    private const int Shortest = 4;

    private static readonly DateForm[] Forms =
    [
        new(CellKinds.YearFirst, "yyyy-MM-dd", DateParts.YearFirst),
        new(CellKinds.DayFirst, "dd/MM/yyyy", DateParts.DayFirst),
        new(CellKinds.MonthFirst, "MM/dd/yyyy", DateParts.MonthFirst),
        new(CellKinds.DayNamed, "dd-MMM-yyyy", DateParts.DayNamed),
        new(CellKinds.NamedFirst, "MMM dd, yyyy", DateParts.NamedFirst),
        new(CellKinds.WeekDate, "yyyy-Www-d", DateParts.WeekDate),
        new(CellKinds.DayOfYear, "yyyy-DDD", DateParts.DayOfYear),
        new(CellKinds.YearMonth, "yyyy-MM", DateParts.YearMonth) { isDay = false },
        new(CellKinds.MonthYear, "MM/yyyy", DateParts.MonthYear) { isDay = false },
        new(CellKinds.NamedYear, "MMM yyyy", DateParts.NamedYear) { isDay = false },
        new(CellKinds.YearQuarter, "yyyy-Qq", DateParts.YearQuarter) { isDay = false },
        new(CellKinds.QuarterYear, "Qq yyyy", DateParts.QuarterYear) { isDay = false },
        new(CellKinds.Clock, "HH:mm", null) { isDay = false },
        new(CellKinds.Compact, "yyyyMMdd", DateParts.Compact),
    ];

    private static readonly int Epoch = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    private readonly DayReader? reader;
    private bool isDay = true;

    private DateForm(CellKinds kind, string name, DayReader? reader)
    {
        Kind = kind;
        Name = name;
        this.reader = reader;
    }

    private delegate bool DayReader(ref DateScanner text, out DateOnly day);

    /// <summary>Every form. Of several that match all cells of a column, the first is used.</summary>
    public static ReadOnlySpan<DateForm> All => Forms;

    /// <summary>Its flag.</summary>
    public CellKinds Kind { get; }

    /// <summary>Its name for people, such as <c>dd/MM/yyyy</c>.</summary>
    public string Name { get; }

    /// <summary>Whether it is a time of day without a date.</summary>
    public bool IsTimeOfDay => Kind == CellKinds.Clock;

    /// <summary>The form of a flag; null for any other kind of cell.</summary>
    public static DateForm? Of(CellKinds kind) => Array.Find(Forms, form => form.Kind == kind);

    /// <summary>The form of a <see cref="Name"/>; null for any other text.</summary>
    public static DateForm? Named(string? name) => Array.Find(Forms, form => form.Name == name);

    /// <summary>The flags of the forms among some candidates that a text can be read by.</summary>
    public static CellKinds Fitting(ReadOnlySpan<char> text, CellKinds candidates)
    {
        var found = CellKinds.None;
        if (!text.ContainsAnyInRange('0', '9'))
            return found;
        foreach (var form in Forms)
        {
            if ((candidates & form.Kind) != CellKinds.None && form.TryParse(text, out _))
                found |= form.Kind;
        }
        return found;
    }

    /// <summary>Reads a date as days since the start of 1970, a time of day as the part of the day that has passed.</summary>
    /// <param name="text">The whole cell, without blanks around it.</param>
    /// <param name="days">Days, the time of day as a fraction.</param>
    public bool TryParse(ReadOnlySpan<char> text, out double days)
    {
        days = 0;
        if (text.Length < Shortest)
            return false;
        var scanner = new DateScanner(text);
        double seconds = 0;
        int offset = 0;
        if (reader is null)
        {
            if (!ClockText.TryTime(ref scanner, out seconds) || !scanner.AtEnd)
                return false;
            days = seconds / 86400;
            return days < 1;
        }
        if (!TryWeekday(ref scanner, out var weekday) || !reader(ref scanner, out var day) || (weekday is { } named && named != day.DayOfWeek))
            return false;
        if (!scanner.AtEnd && !(isDay && TryTime(ref scanner, out seconds, out offset)))
            return false;
        days = day.DayNumber - Epoch + (seconds - offset * 60) / 86400;
        // Near the first and the last possible day, universal time may leave the calendar.
        return days >= -Epoch && days <= DateOnly.MaxValue.DayNumber - Epoch;
    }

    private static bool TryWeekday(ref DateScanner text, out DayOfWeek? weekday)
    {
        weekday = null;
        var before = text;
        if (text.AtLetter && CalendarNames.TryWeekday(text.Word(), out var day))
        {
            weekday = day;
            return text.Gap();
        }
        text = before;
        return true;
    }

    private bool TryTime(ref DateScanner text, out double seconds, out int offset)
    {
        (seconds, offset) = (0, 0);
        text.One(',');
        // The logs of web servers write 10/Oct/2000:13:55:36.
        bool starts = text.Blanks() || text.One("Tt", out _) || (Kind == CellKinds.DayNamed && text.One(':'));
        var time = text;
        if (!starts || (!ClockText.TryTime(ref text, out seconds, isBehindDate: true) && !ClockText.TryBasicTime(ref time, out seconds)))
            return false;
        if (text.Rest.Length > time.Rest.Length)
            text = time;
        return ClockText.TryZone(ref text, out offset);
    }
}
