using System.Text.Json.Serialization;
using Backprop.Numerics.Buffers;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Encoders;

/// <summary>Numbers: one standardized input, and where training rows were without a value, another that is 1 for such rows.</summary>
/// <remarks>
/// A missing value becomes the mean, 0. A value far outside the training values is squashed (<see cref="TrainingRange"/>), and reported; so is an
/// outlier (<see cref="Outliers"/>) among them, which the scale ignores.
/// </remarks>
internal sealed class NumberEncoder : ColumnEncoder
{
    internal NumberEncoder(string column, Standardization? scale, bool hasMissing, TrainingRange? range = null, bool isSmooth = false) : base(column)
    {
        Scale = scale;
        Range = range;
        HasMissing = hasMissing;
        IsSmooth = isSmooth;
    }

    /// <inheritdoc/>
    public override ColumnKind Kind => ColumnKind.Number;

    /// <summary>Mean and deviation over the training rows; null where they had one value only, and it matters only whether there is one.</summary>
    public Standardization? Scale { get; }

    /// <summary>The range of the training rows; null where inputs are not limited.</summary>
    public TrainingRange? Range { get; }

    /// <summary>Whether training rows were without a value, so that one input marks missing values.</summary>
    public bool HasMissing { get; }

    /// <summary>Whether the scaled number x becomes x/√(1 + x²/9), within ±3 (<see cref="NumberScaling.Robust"/>).</summary>
    public bool IsSmooth { get; }

    /// <inheritdoc/>
    public override int Inputs => (Scale is null ? 0 : 1) + (HasMissing ? 1 : 0);

    /// <inheritdoc/>
    public override string InputName(int input) => Scale is not null && input == 0 ? Column : $"{Column} missing";

    internal static (ColumnEncoder? Encoder, string Reason) Fit(Column column, ReadOnlySpan<int> rows, EncodingOptions options)
    {
        double[] values = ColumnValues.Numbers(column, rows);
        int missing = values.Count(double.IsNaN);
        if (missing == values.Length)
            return (null, "no value in the training rows");
        bool isRobust = options.Scaling == NumberScaling.Robust;
        double[] usual = options.Extrapolate ? values : Outliers.Without(values);
        var scale = isRobust ? Standardization.FitQuartiles(usual) : Standardization.Fit(usual);
        if (scale is null && missing == 0)
            return (null, $"one value only, {column.Text(rows[0])}");
        return (new NumberEncoder(column.Name, scale, missing > 0, options.Extrapolate ? null : TrainingRange.Fit(usual), isRobust), "");
    }

    internal override void Encode(Column column, ReadOnlySpan<int> rows, Matrix inputs, int first, ICollection<EncodingNote> notes)
    {
        double[] values = ColumnValues.Numbers(column, rows);
        int missing = 0, indicator = first + Inputs - 1;
        for (int n = 0; n < rows.Length; n++)
        {
            var row = inputs.Row(n);
            bool isMissing = double.IsNaN(values[n]);
            missing += isMissing ? 1 : 0;
            if (Scale is { } scale)
                row[first] = isMissing ? 0 : IsSmooth ? Smooth(scale.Apply(values[n])) : scale.Apply(Range?.Squash(values[n]) ?? values[n]);
            if (HasMissing)
                row[indicator] = isMissing ? 1 : 0;
            if (float.IsInfinity(row[first]))
                throw ColumnValues.Bad(column, rows[n], $"{column.Text(rows[n])} is too far from the values of the training rows for single precision.");
        }
        if (missing > 0 && !HasMissing)
            notes.Add(new EncodingNote(EncodingNoteKind.UnexpectedMissing, Column, missing, []));
        if (Range is { } range && EncodingNote.OfFarValues(column, rows, values, range, Kind) is { } note)
            notes.Add(note);
        if (Scale is { } known && (IsSmooth ? DistributionShift.OfMedian(Column, values, known.Mean) : DistributionShift.OfMean(Column, values, known, Range)) is { } shift)
            notes.Add(shift);
    }

    internal override string InWords(Func<double, string> number) => Scale is not { } scale ? "a missing-value input"
        : $"{(IsSmooth ? $"scaled with median {number(scale.Mean)}, quartiles {number(scale.Deviation)} apart, and smoothly limited" : scale.InWords(number))}{Range?.InWords(number)}{(HasMissing ? ", and a missing-value input" : "")}";

    internal override Column ColumnOf(object? value, DataFormat? format) => GivenValue.Number(Column, value);

    internal override string? ValueText(Column column, int input) => Scale is null || input > 0 ? null : column.IsMissing(0) ? "missing" : column.Text(0);

    internal override ColumnDescription Describe() => new NumberDescription(Column, Scale, HasMissing, Range?.ToArray()!, IsSmooth);

    // In a form that an infinite x goes through.
    private static float Smooth(float x) => x == 0 ? 0 : (float)(Math.Sign(x) / Math.Sqrt((1 / ((double)x * x)) + (1.0 / 9)));
}

/// <summary>A column of numbers as model files describe it; in those from before there were ranges it has none.</summary>
internal sealed record NumberDescription(
    string Column, Standardization? Scale, bool Missing, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double[] Range = null!,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Smooth = false) : ColumnDescription
{
    /// <inheritdoc/>
    public override ColumnEncoder Encoder(string path) => Scale is null && !Missing
        ? throw DescriptionJson.Unexpected($"{path}.missing", "true, because the column has no scale")
        : new NumberEncoder(Column, Scale?.Checked($"{path}.scale"), Missing, TrainingRange.Read(Range, path), Smooth);
}
