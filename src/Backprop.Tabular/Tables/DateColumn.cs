using System.Globalization;

namespace Backprop.Tabular.Tables;

/// <summary>
/// Dates or moments, as days since the start of 1970 with the time of day as a fraction, or times of day without a date, as a fraction of a day;
/// NaN stands for a missing one.
/// </summary>
public sealed class DateColumn : Column
{
    private readonly ReadOnlyMemory<double> days;

    /// <summary>A column of dates, or of times of day from 0 to below 1; the array is kept, not copied.</summary>
    public DateColumn(string name, double[] days, bool isTimeOfDay = false) : this(name, days.AsMemory(), isTimeOfDay)
    {
    }

    /// <summary>A column of dates in memory that is no longer written to.</summary>
    internal DateColumn(string name, ReadOnlyMemory<double> days, bool isTimeOfDay) : base(name)
    {
        this.days = days;
        IsTimeOfDay = isTimeOfDay;
    }

    /// <summary>Whether the column holds times of day without dates.</summary>
    public bool IsTimeOfDay { get; }

    /// <summary>N moments in days since 1970-01-01T00:00, NaN where missing.</summary>
    public ReadOnlySpan<double> Days => days.Span;

    /// <inheritdoc/>
    public override ColumnKind Kind => ColumnKind.Date;

    /// <inheritdoc/>
    public override int Count => days.Length;

    /// <inheritdoc/>
    public override bool IsMissing(int row) => double.IsNaN(Days[row]);

    /// <inheritdoc/>
    public override string Text(int row)
    {
        if (IsMissing(row))
            return "";
        var moment = DateTime.UnixEpoch.AddSeconds(Math.Round(Days[row] * 86400));
        string form = IsTimeOfDay ? moment.Second == 0 ? "HH:mm" : "HH:mm:ss" : moment.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd'T'HH:mm:ss";
        return moment.ToString(form, CultureInfo.InvariantCulture);
    }

    /// <inheritdoc/>
    public override Column Select(ReadOnlySpan<int> rows)
    {
        ReadOnlySpan<double> from = Days;
        var selected = new double[rows.Length];
        for (int n = 0; n < rows.Length; n++)
            selected[n] = from[rows[n]];
        return new DateColumn(Name, selected, IsTimeOfDay);
    }

    /// <inheritdoc/>
    public override Column Rename(string name) => new DateColumn(name, days, IsTimeOfDay);
}
