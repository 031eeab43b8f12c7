using System.Text.Json;
using Backprop.Numerics.Buffers;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Encoders;

/// <summary>How one column of a table becomes inputs of a network, fitted on training rows. Immutable.</summary>
internal abstract class ColumnEncoder
{
    private protected ColumnEncoder(string column) => Column = column;

    /// <summary>The name of the column.</summary>
    public string Column { get; }

    /// <summary>What the column held in training.</summary>
    public abstract ColumnKind Kind { get; }

    /// <summary>How many inputs the column becomes.</summary>
    public abstract int Inputs { get; }

    /// <summary>The name of one of the inputs, from 0, for people: <c>bill_length_mm</c>, <c>island = Dream</c>, <c>day: weekday sin</c>, <c>sex missing</c>, <c>pixel 12,7</c>.</summary>
    public abstract string InputName(int input);

    /// <summary>Writes the inputs of some rows to a matrix, row n of it for <c>rows[n]</c>, from column <paramref name="first"/> on.</summary>
    /// <exception cref="DataException">A value that cannot be encoded.</exception>
    internal abstract void Encode(Column column, ReadOnlySpan<int> rows, Matrix inputs, int first, ICollection<EncodingNote> notes);

    /// <summary>Writes the properties of this encoder, without the braces.</summary>
    internal abstract void Write(Utf8JsonWriter writer);

    /// <summary>The encoder for a column, or the reason to leave it out.</summary>
    /// <param name="column">The column.</param>
    /// <param name="rows">The training rows, from 0.</param>
    /// <param name="keep">Whether the user wants the column even if it looks like names.</param>
    /// <param name="extrapolate">Whether numbers are taken however far outside those of the training rows they are.</param>
    internal static (ColumnEncoder? Encoder, string Reason) FitColumn(Column column, ReadOnlySpan<int> rows, bool keep, bool extrapolate = false) => column switch
    {
        CategoryColumn category => CategoryEncoder.Fit(category, rows, keep),
        ImageColumn images => ImageEncoder.Fit(images, rows),
        DateColumn dates => DateEncoder.Fit(dates, rows, extrapolate),
        _ => NumberEncoder.Fit(column, rows, extrapolate),
    };

    internal static ColumnEncoder ReadColumn(StrictJson json)
    {
        string kind = json["kind"].Text();
        return kind switch
        {
            "number" => NumberEncoder.Read(json),
            "date" => DateEncoder.Read(json),
            "category" => CategoryEncoder.Read(json, isBoolean: false),
            "boolean" => CategoryEncoder.Read(json, isBoolean: true),
            "image" => ImageEncoder.Read(json),
            _ => throw json["kind"].Error("number, date, category, boolean or image"),
        };
    }
}
