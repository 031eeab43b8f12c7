namespace Backprop.Tabular.Cells;

/// <summary>English names of months and weekdays, in full or cut to three letters (Sept, Tues, Thur and Thurs, too), in any case.</summary>
internal static class CalendarNames
{
    private const int Short = 3;

    private static readonly string[] Months =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

    private static readonly string[] Weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

    /// <summary>The month of a name, from 1.</summary>
    public static bool TryMonth(ReadOnlySpan<char> name, out int month)
    {
        month = Find(name, Months) + 1;
        return month > 0;
    }

    /// <summary>The weekday of a name.</summary>
    public static bool TryWeekday(ReadOnlySpan<char> name, out DayOfWeek day)
    {
        int place = Find(name, Weekdays);
        day = place < 0 ? DayOfWeek.Sunday : (DayOfWeek)place;
        return place >= 0;
    }

    private static int Find(ReadOnlySpan<char> name, string[] names)
    {
        for (int i = 0; i < names.Length; i++)
        {
            if ((name.Length == names[i].Length || name.Length == Short || IsLonger(name)) && names[i].AsSpan().StartsWith(name, StringComparison.OrdinalIgnoreCase))
                return i;
        }
        return -1;
    }

    private static bool IsLonger(ReadOnlySpan<char> name) =>
        name.Equals("Sept", StringComparison.OrdinalIgnoreCase) || name.Equals("Tues", StringComparison.OrdinalIgnoreCase)
        || name.Equals("Thur", StringComparison.OrdinalIgnoreCase) || name.Equals("Thurs", StringComparison.OrdinalIgnoreCase);
}
