using System.Text.Json;
using Backprop.Numerics.Buffers;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Encoders;

/// <summary>Numbers: one standardized input, and where training rows were without a value, another that is 1 for such rows.</summary>
/// <remarks>
/// A missing value stands at the mean, 0. A value far outside the training values is brought nearer to them (<see cref="TrainingRange"/>), and reported; so is an
/// outlier (<see cref="Outliers"/>) among them, which the scale leaves out.
/// </remarks>
internal sealed class NumberEncoder : ColumnEncoder
{
    internal NumberEncoder(string column, Standardization? scale, bool hasMissing, TrainingRange? range = null) : base(column)
    {
        Scale = scale;
        Range = range;
        HasMissing = hasMissing;
    }

    /// <inheritdoc/>
    public override ColumnKind Kind => ColumnKind.Number;

    /// <summary>Mean and deviation over the training rows; null where they had one value only, and it matters only whether there is one.</summary>
    public Standardization? Scale { get; }

    /// <summary>The range of the training rows; null where inputs are taken however far outside they are.</summary>
    public TrainingRange? Range { get; }

    /// <summary>Whether training rows were without a value, so that one input says so.</summary>
    public bool HasMissing { get; }

    /// <inheritdoc/>
    public override int Inputs => (Scale is null ? 0 : 1) + (HasMissing ? 1 : 0);

    /// <inheritdoc/>
    public override string InputName(int input) => Scale is not null && input == 0 ? Column : $"{Column} missing";

    internal static (ColumnEncoder? Encoder, string Reason) Fit(Column column, ReadOnlySpan<int> rows, bool extrapolate)
    {
        double[] values = ColumnValues.Numbers(column, rows);
        int missing = values.Count(double.IsNaN);
        if (missing == values.Length)
            return (null, "no value in the training rows");
        double[] usual = extrapolate ? values : Outliers.Without(values);
        var scale = Standardization.Fit(usual);
        if (scale is null && missing == 0)
            return (null, $"one value only, {column.Text(rows[0])}");
        return (new NumberEncoder(column.Name, scale, missing > 0, extrapolate ? null : TrainingRange.Fit(usual)), "");
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
                row[first] = isMissing ? 0 : scale.Apply(Range?.Squash(values[n]) ?? values[n]);
            if (HasMissing)
                row[indicator] = isMissing ? 1 : 0;
            if (float.IsInfinity(row[first]))
                throw ColumnValues.Bad(column, rows[n], $"{column.Text(rows[n])} is too far from the values of the training rows for single precision.");
        }
        if (missing > 0 && !HasMissing)
            notes.Add(new EncodingNote(EncodingNoteKind.UnexpectedMissing, Column, missing, []));
        if (Range is { } range && EncodingNote.OfFarValues(column, rows, values, range, Kind) is { } note)
            notes.Add(note);
    }

    internal override void Write(Utf8JsonWriter writer)
    {
        writer.WriteString("kind", "number");
        writer.WriteString("column", Column);
        if (Scale is { } scale)
        {
            writer.WriteStartObject("scale");
            scale.Write(writer);
            writer.WriteEndObject();
        }
        else
        {
            writer.WriteNull("scale");
        }
        writer.WriteBoolean("missing", HasMissing);
        TrainingRange.Write(writer, Range);
    }

    internal static NumberEncoder Read(StrictJson json)
    {
        var range = TrainingRange.Read(json);
        json.Object(["kind", "column", "scale", "missing", .. range is null ? Array.Empty<string>() : ["range"]]);
        Standardization? scale = json["scale"].IsNull ? null : Standardization.Read(json["scale"].Object("mean", "deviation"));
        bool hasMissing = json["missing"].Boolean();
        return scale is null && !hasMissing
            ? throw json["missing"].Error("true, because the column has no scale")
            : new NumberEncoder(json["column"].Text(), scale, hasMissing, range);
    }
}
