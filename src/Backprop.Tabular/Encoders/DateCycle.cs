using System.Globalization;
using Backprop.Numerics.Functions;

namespace Backprop.Tabular.Encoders;

/// <summary>A cycle of dates, as a point on a circle: 31 December is beside 1 January, 23:59 beside 0:00.</summary>
/// <param name="Name">Its name in a model's file.</param>
/// <param name="Label">Its name for people.</param>
internal sealed record DateCycle(string Name, string Label)
{
    /// <summary>The time of day.</summary>
    public static DateCycle Day { get; } = new("day", "time of day");

    /// <summary>The day of the week, from Monday on.</summary>
    public static DateCycle Week { get; } = new("week", "weekday");

    /// <summary>The day of the year.</summary>
    public static DateCycle Year { get; } = new("year", "time of year");

    /// <summary>All cycles, the shortest first.</summary>
    public static IReadOnlyList<DateCycle> All { get; } = [Day, Week, Year];

    /// <summary>The part of the cycle that has passed, from 0 to below 1: whole days of the week and of the year, so that each of these is one point.</summary>
    /// <param name="days">A moment in days since 1970-01-01T00:00.</param>
    public double Phase(double days)
    {
        double day = Math.Floor(days);
        if (this == Day)
            return days - day;
        // 1970 began on a Thursday, three days after a Monday.
        if (this == Week)
            return (day + 3 - 7 * Math.Floor((day + 3) / 7)) / 7;
        var date = DateTime.UnixEpoch.AddDays(day);
        return (date.DayOfYear - 1.0) / (DateTime.IsLeapYear(date.Year) ? 366 : 365);
    }

    /// <summary>The position of a moment in the cycle, for people: <c>13:30</c>, <c>Monday</c>, <c>31 December</c>.</summary>
    /// <param name="days">A moment in days since 1970-01-01T00:00.</param>
    public string Text(double days) =>
        DateTime.UnixEpoch.AddSeconds(Math.Round(days * 86400)).ToString(this == Day ? "HH:mm" : this == Week ? "dddd" : "d MMMM", CultureInfo.InvariantCulture);

    /// <summary>The point on the circle, as the network receives it.</summary>
    /// <param name="days">A moment in days since 1970-01-01T00:00.</param>
    public (float Sine, float Cosine) Point(double days)
    {
        double halfTurns = 2 * Phase(days);
        return ((float)Elementary.SinPi(halfTurns), (float)Elementary.CosPi(halfTurns));
    }
}
