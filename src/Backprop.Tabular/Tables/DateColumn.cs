using System.Globalization;

namespace Backprop.Tabular.Tables;

/// <summary>Dates or moments, as days since the start of 1970 with the time of day as a fraction; NaN stands for a missing one.</summary>
public sealed class DateColumn : Column
{
    private readonly double[] days;

    /// <summary>A column of dates; the array is kept, not copied.</summary>
    public DateColumn(string name, double[] days) : base(name) => this.days = days;

    /// <summary>N moments in days since 1970-01-01T00:00, NaN where missing.</summary>
    public ReadOnlySpan<double> Days => days;

    /// <inheritdoc/>
    public override ColumnKind Kind => ColumnKind.Date;

    /// <inheritdoc/>
    public override int Count => days.Length;

    /// <inheritdoc/>
    public override bool IsMissing(int row) => double.IsNaN(days[row]);

    /// <inheritdoc/>
    public override string Text(int row)
    {
        if (IsMissing(row))
            return "";
        var moment = DateTime.UnixEpoch.AddSeconds(Math.Round(days[row] * 86400));
        return moment.ToString(moment.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
    }

    /// <inheritdoc/>
    public override Column Select(ReadOnlySpan<int> rows)
    {
        var selected = new double[rows.Length];
        for (int n = 0; n < rows.Length; n++)
            selected[n] = days[rows[n]];
        return new DateColumn(Name, selected);
    }

    /// <inheritdoc/>
    public override Column Rename(string name) => new DateColumn(name, days);
}
