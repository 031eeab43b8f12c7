namespace Backprop.Tabular.Cells;

/// <summary>Times of day and time zones.</summary>
internal static class ClockText
{
    /// <summary>Hours by which the clocks of a zone are ahead of universal time. Names that stand for several zones, such as IST, are not read.</summary>
    private static readonly (string Name, int Hours)[] Zones =
    [
        ("Z", 0), ("UTC", 0), ("GMT", 0), ("UT", 0), ("WET", 0), ("WEST", 1), ("CET", 1), ("CEST", 2), ("EET", 2), ("EEST", 3),
        ("EST", -5), ("EDT", -4), ("CST", -6), ("CDT", -5), ("MST", -7), ("MDT", -6), ("PST", -8), ("PDT", -7),
    ];

    /// <summary>Reads <c>13:30</c>, <c>13:30:05.5</c>, <c>1:30 PM</c>, <c>1 pm</c>, <c>7.30 Uhr</c>: below 24 hours.</summary>
    /// <param name="text">Where the time starts.</param>
    /// <param name="seconds">Seconds since the start of the day.</param>
    /// <param name="isBehindDate">Whether a date comes before it, so that <c>13.30</c> and <c>13.30.05</c> are times, too.</param>
    public static bool TryTime(ref DateScanner text, out double seconds, bool isBehindDate = false)
    {
        seconds = 0;
        if (!text.Digits(1, 2, out int hour))
            return false;
        int minute = 0;
        bool isTime = text.One(':');
        bool point = !isTime && text.One('.');
        if ((isTime || point) && !text.Digits(2, 2, out minute))
            return false;
        isTime |= point && isBehindDate;
        if (isTime && text.One(point ? '.' : ':') && !TrySeconds(ref text, out seconds))
            return false;
        if (TryMeridiem(ref text, out bool afternoon))
        {
            if (hour is < 1 or > 12)
                return false;
            hour = hour % 12 + (afternoon ? 12 : 0);
            isTime = true;
        }
        else if (text.Text(" Uhr"))
            isTime = true;
        seconds += hour * 3600 + minute * 60;
        return isTime && hour < 24 && minute < 60;
    }

    /// <summary>Reads <c>1330</c>, <c>133005</c>, <c>133005.5</c>, as ISO 8601 writes times after days without hyphens.</summary>
    public static bool TryBasicTime(ref DateScanner text, out double seconds)
    {
        seconds = 0;
        if (!text.First(2, out int hour) || !text.First(2, out int minute) || (text.AtDigit && !TrySeconds(ref text, out seconds)))
            return false;
        seconds += hour * 3600 + minute * 60;
        return hour < 24 && minute < 60 && !text.AtDigit;
    }

    /// <summary>Reads the rest of a text as a zone, such as <c>Z</c>, <c>+01:00</c>, <c>-0600</c>, <c>GMT</c>, <c>UTC+1</c> or <c>-0500 (EST)</c>; no text means universal time.</summary>
    /// <param name="text">What follows a time.</param>
    /// <param name="minutes">How far its clocks are ahead of universal time.</param>
    /// <returns>Whether it is a zone.</returns>
    public static bool TryZone(ref DateScanner text, out int minutes)
    {
        minutes = 0;
        text.Blanks();
        if (text.AtEnd)
            return true;
        if (text.AtLetter)
        {
            var name = text.Word();
            int place = 0;
            while (place < Zones.Length && !name.Equals(Zones[place].Name, StringComparison.OrdinalIgnoreCase))
                place++;
            if (place == Zones.Length)
                return false;
            minutes = Zones[place].Hours * 60;
            if (text.AtEnd || name.Length == 1 || minutes != 0)
                return text.AtEnd;
        }
        if (text.One("+-−", out char sign) && !TryOffset(ref text, sign == '+' ? 1 : -1, out minutes))
            return false;
        // RFC 2822 lets a comment with the zone's name follow.
        text.Blanks();
        return text.AtEnd || (text.Rest[0] == '(' && text.Rest[^1] == ')');
    }

    private static bool TryOffset(ref DateScanner text, int sign, out int minutes)
    {
        minutes = 0;
        int extra = 0;
        if (!text.Digits(1, 4, out int hours, out int digits) || digits == 3)
            return false;
        if (digits == 4)
            (hours, extra) = (hours / 100, hours % 100);
        else if (text.One(':') && !text.Digits(2, 2, out extra))
            return false;
        minutes = sign * (hours * 60 + extra);
        return hours <= 14 && extra < 60;
    }

    private static bool TrySeconds(ref DateScanner text, out double seconds)
    {
        seconds = 0;
        // 60 is a leap second.
        if (!text.Digits(2, 2, out int whole) || whole > 60)
            return false;
        seconds = whole;
        if (!text.One(".,", out _))
            return true;
        long fraction = 0, unit = 1;
        bool any = text.AtDigit;
        while (text.First(1, out int digit))
        {
            if (unit < 1_000_000_000)
                (fraction, unit) = (fraction * 10 + digit, unit * 10);
        }
        seconds += (double)fraction / unit;
        return any;
    }

    private static bool TryMeridiem(ref DateScanner text, out bool afternoon)
    {
        var before = text;
        text.Blanks();
        afternoon = text.One("pP", out _);
        if ((afternoon || text.One("aA", out _)) && (text.Text("m") || text.Text(".m.")) && !text.AtLetter)
            return true;
        text = before;
        return false;
    }
}
