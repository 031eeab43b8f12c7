using System.Text.Json.Serialization;
using Backprop.Numerics.Buffers;
using Backprop.Tabular.Cells;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Encoders;

/// <summary>
/// Dates: the days since 1970, standardized, from which trends are learned; and for each cycle that the training rows span (time of day,
/// weekday, time of year) the sine and cosine of its phase. Where training rows were without a value, a last input is 1 for such rows.
/// </summary>
/// <remarks>
/// The time of day is a cycle where it varies; the weekday where dates less than a week apart span two weeks; the time of year where dates of
/// several months span more than a year, or all twelve months. Times of day without a date have that cycle alone. A missing value becomes the mean
/// and in the middle of each circle, 0. A date far outside those of the training rows is squashed (<see cref="TrainingRange"/>), but not its phases, and reported.
/// </remarks>
internal sealed class DateEncoder : ColumnEncoder
{
    private const double Second = 1.0 / 86400, Fortnight = 14, Year = 365.25;

    internal DateEncoder(string column, Standardization? scale, IReadOnlyList<DateCycle> cycles, bool hasMissing, TrainingRange? range = null) : base(column)
    {
        Scale = scale;
        Range = range;
        Cycles = cycles;
        HasMissing = hasMissing;
    }

    /// <inheritdoc/>
    public override ColumnKind Kind => ColumnKind.Date;

    /// <summary>Mean and deviation of the days over the training rows; null for times of day, and where the rows had one date only.</summary>
    public Standardization? Scale { get; }

    /// <summary>The range of the days of the training rows, outside which dates are squashed; null where they are not.</summary>
    public TrainingRange? Range { get; }

    /// <summary>The cycles, the shortest first, with two inputs each.</summary>
    public IReadOnlyList<DateCycle> Cycles { get; }

    /// <summary>Whether training rows were without a value, so that one input marks missing values.</summary>
    public bool HasMissing { get; }

    /// <summary>Whether the column holds times of day without dates.</summary>
    public bool IsTimeOfDay => Scale is null && Cycles.Count > 0;

    /// <inheritdoc/>
    public override int Inputs => FirstCycle + 2 * Cycles.Count + (HasMissing ? 1 : 0);

    private int FirstCycle => Scale is null ? 0 : 1;

    /// <inheritdoc/>
    public override string InputName(int input) => input < FirstCycle
        ? Column
        : CycleOf(input) is { } cycle ? $"{Column}: {cycle.Label} {((input - FirstCycle) % 2 == 0 ? "sin" : "cos")}" : $"{Column} missing";

    /// <summary>The cycle that an input, from 0, belongs to; null for the others.</summary>
    public DateCycle? CycleOf(int input) => (input - FirstCycle) / 2 is var place && input >= FirstCycle && place < Cycles.Count ? Cycles[place] : null;

    /// <summary>What an input, from 0, stands for in a row, from 0, of a column: the date, the time of day, the weekday, or the day of the year; null for the input of missing values.</summary>
    public string? ValueText(Column column, int row, int input)
    {
        ArgumentNullException.ThrowIfNull(column);
        if (input >= FirstCycle + 2 * Cycles.Count)
            return null;
        if (column.IsMissing(row))
            return "missing";
        return CycleOf(input) is { } cycle && column is DateColumn dates ? cycle.Text(dates.Days[row]) : column.Text(row);
    }

    internal static (ColumnEncoder? Encoder, string Reason) Fit(DateColumn column, ReadOnlySpan<int> rows, bool extrapolate)
    {
        double[] values = Days(column, rows);
        int missing = values.Count(double.IsNaN);
        if (missing == values.Length)
            return (null, "no value in the training rows");
        double[] usual = extrapolate ? values : Outliers.Without(values);
        double[] days = [.. usual.Where(value => !double.IsNaN(value)).Distinct().Order()];
        if (days.Length == 1 && missing == 0)
            return (null, $"one value only, {column.Text(rows[0])}");
        var scale = column.IsTimeOfDay ? null : Standardization.Fit(usual);
        return (new DateEncoder(column.Name, scale, column.IsTimeOfDay ? days.Length == 1 ? [] : [DateCycle.Day] : CyclesOf(days), missing > 0, extrapolate || scale is null ? null : TrainingRange.Fit(usual)), "");
    }

    internal override void Encode(Column column, ReadOnlySpan<int> rows, Matrix inputs, int first, ICollection<EncodingNote> notes)
    {
        double[] days = Days(column, rows);
        bool isOther = column is DateColumn dates && dates.IsTimeOfDay != IsTimeOfDay && (Scale is not null || IsTimeOfDay);
        int missing = 0;
        for (int n = 0; n < rows.Length; n++)
        {
            var row = inputs.Row(n).Slice(first, Inputs);
            row.Clear();
            if (double.IsNaN(days[n]))
            {
                missing++;
                if (HasMissing)
                    row[^1] = 1;
                continue;
            }
            if (isOther)
                throw ColumnValues.Bad(column, rows[n], $"expected {(IsTimeOfDay ? "a time of day" : "a date")}, found '{column.Text(rows[n])}'.");
            if (Scale is { } scale)
                row[0] = scale.Apply(Range?.Squash(days[n]) ?? days[n]);
            if (float.IsInfinity(row[0]))
                throw ColumnValues.Bad(column, rows[n], $"{column.Text(rows[n])} is too far from the values of the training rows for single precision.");
            for (int cycle = 0; cycle < Cycles.Count; cycle++)
                (row[FirstCycle + 2 * cycle], row[FirstCycle + 2 * cycle + 1]) = Cycles[cycle].Point(days[n]);
        }
        if (missing > 0 && !HasMissing)
            notes.Add(new EncodingNote(EncodingNoteKind.UnexpectedMissing, Column, missing, []));
        if (Range is { } range && EncodingNote.OfFarValues(column, rows, days, range, ColumnKind.Date) is { } note)
            notes.Add(note);
        if (Scale is { } known && DistributionShift.OfMean(Column, days, known, Range, ColumnKind.Date) is { } shift)
            notes.Add(shift);
    }

    internal override string InWords(Func<double, string> number)
    {
        var parts = new List<string>();
        if (Scale is { } scale)
            parts.Add($"days, standardized with mean {new DateColumn("", [Math.Floor(scale.Mean)]).Text(0)}, deviation {number(scale.Deviation)}");
        if (Cycles.Count > 0)
            parts.Add($"sine and cosine of {string.Join(", ", Cycles.Select(cycle => cycle.Label))}");
        if (HasMissing)
            parts.Add("a missing-value input");
        return string.Join("; ", parts);
    }

    internal override Column ColumnOf(object? value, DataFormat? format) => new DateColumn(Column, [value switch
    {
        null or "" => double.NaN,
        TimeOnly time when IsTimeOfDay => time.ToTimeSpan().TotalDays,
        TimeSpan time when IsTimeOfDay && time >= TimeSpan.Zero && time.TotalDays < 1 => time.TotalDays,
        DateTime moment when !IsTimeOfDay => Days(moment),
        DateTimeOffset moment when !IsTimeOfDay => Days(moment.UtcDateTime),
        DateOnly date when !IsTimeOfDay => Days(date.ToDateTime(TimeOnly.MinValue)),
        string text when Parse(text, format) is { } days => days,
        _ => throw GivenValue.Wrong(Column, value, IsTimeOfDay ? "a time of day such as 13:30" : "a date such as 2024-12-31"),
    }], IsTimeOfDay);

    internal override string? ValueText(Column column, int input) => ValueText(column, row: 0, input);

    // In the form of the training data, or in any other unambiguous form.
    private double? Parse(string text, DataFormat? format)
    {
        var forms = IsTimeOfDay ? CellKinds.Clock : CellKinds.DatesDeclared & ~CellKinds.Clock;
        var fitting = DateForm.Fitting(text.AsSpan().Trim(), forms);
        if (DateForm.Named(format?.Columns.GetValueOrDefault(Column)?.Form) is { } expected && (fitting & expected.Kind) != CellKinds.None)
            fitting = expected.Kind;
        return DateForm.Of(fitting) is { } form && form.TryParse(text.AsSpan().Trim(), out double days) ? days : null;
    }

    private static double Days(DateTime moment) => (moment - DateTime.UnixEpoch).TotalDays;

    internal override ColumnDescription Describe() => new DateDescription(Column, Scale, HasMissing, [.. Cycles.Select(cycle => cycle.Name)], Range?.ToArray()!);

    /// <summary>The cycles that some different dates, in their order, span.</summary>
    private static DateCycle[] CyclesOf(double[] days)
    {
        double span = days[^1] - days[0];
        double[] dates = [.. days.Select(Math.Floor).Distinct()];
        int months = dates.Select(MonthOf).Distinct().Count();
        bool areClose = dates.Zip(dates.Skip(1)).Any(pair => pair.Second - pair.First < 7);
        bool Varies(DateCycle cycle) => days.Any(day => Math.Abs(cycle.Phase(day) - cycle.Phase(days[0])) > Second);
        return
        [
            .. Varies(DateCycle.Day) ? [DateCycle.Day] : Array.Empty<DateCycle>(),
            .. areClose && span >= Fortnight && Varies(DateCycle.Week) ? [DateCycle.Week] : Array.Empty<DateCycle>(),
            .. (months > 1 && span > Year) || months == 12 ? [DateCycle.Year] : Array.Empty<DateCycle>(),
        ];
    }

    private static int MonthOf(double day) => DateTime.UnixEpoch.AddDays(day).Month;

    private static double[] Days(Column column, ReadOnlySpan<int> rows) => ColumnValues.Numbers(column, rows, ColumnKind.Date);
}

/// <summary>A column of dates as model files describe it; in those from before dates had cycles it has none, and in those from before there were ranges no range.</summary>
internal sealed record DateDescription(
    string Column, Standardization? Scale, [property: JsonPropertyOrder(1)] bool Missing, string[] Cycles = null!,
    [property: JsonPropertyOrder(2), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double[] Range = null!) : ColumnDescription
{
    /// <inheritdoc/>
    public override ColumnEncoder Encoder(string path)
    {
        string[] names = DescriptionJson.DistinctTexts(Cycles ?? [], StringComparer.Ordinal, $"{path}.cycles");
        DateCycle[] cycles = [.. DateCycle.All.Where(cycle => names.Contains(cycle.Name, StringComparer.Ordinal))];
        if (!cycles.Select(cycle => cycle.Name).SequenceEqual(names, StringComparer.Ordinal) || (Scale is null && cycles is not ([] or [{ Name: "day" }])))
            throw DescriptionJson.Unexpected($"{path}.cycles", Scale is null ? "day alone or nothing, because the column has no scale" : "some of day, week and year, in this order");
        return Scale is null && cycles.Length == 0 && !Missing
            ? throw DescriptionJson.Unexpected($"{path}.missing", "true, because the column has no scale")
            : new DateEncoder(Column, Scale?.Checked($"{path}.scale"), cycles, Missing, TrainingRange.Read(Range, path));
    }
}
