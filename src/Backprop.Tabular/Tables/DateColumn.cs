using System.Globalization;

namespace Backprop.Tabular.Tables;

/// <summary>Dates or moments, as days since the start of 1970 with the time of day as a fraction; NaN stands for a missing one.</summary>
public sealed class DateColumn : Column
{
    private readonly ReadOnlyMemory<double> days;

    /// <summary>A column of dates; the array is kept, not copied.</summary>
    public DateColumn(string name, double[] days) : this(name, days.AsMemory())
    {
    }

    /// <summary>A column of dates in memory that nobody writes to any more.</summary>
    internal DateColumn(string name, ReadOnlyMemory<double> days) : base(name) => this.days = days;

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
        return moment.ToString(moment.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
    }

    /// <inheritdoc/>
    public override Column Select(ReadOnlySpan<int> rows)
    {
        ReadOnlySpan<double> from = Days;
        var selected = new double[rows.Length];
        for (int n = 0; n < rows.Length; n++)
            selected[n] = from[rows[n]];
        return new DateColumn(Name, selected);
    }

    /// <inheritdoc/>
    public override Column Rename(string name) => new DateColumn(name, days);
}
