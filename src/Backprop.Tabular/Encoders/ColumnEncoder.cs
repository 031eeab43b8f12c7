using Backprop.Numerics.Buffers;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Encoders;

/// <summary>Encodes one column of a table as inputs of a network; fitted on training rows. Immutable.</summary>
internal abstract class ColumnEncoder
{
    private protected ColumnEncoder(string column) => Column = column;

    /// <summary>The name of the column.</summary>
    public string Column { get; }

    /// <summary>The kind of the column in training.</summary>
    public abstract ColumnKind Kind { get; }

    /// <summary>How many inputs the column becomes.</summary>
    public abstract int Inputs { get; }

    /// <summary>The name of one of the inputs, from 0, for people: <c>bill_length_mm</c>, <c>island = Dream</c>, <c>day: weekday sin</c>, <c>sex missing</c>, <c>pixel 12,7</c>.</summary>
    public abstract string InputName(int input);

    /// <summary>Writes the inputs of some rows to a matrix, row n of it for <c>rows[n]</c>, from column <paramref name="first"/> on.</summary>
    /// <exception cref="DataException">A value that cannot be encoded.</exception>
    internal abstract void Encode(Column column, ReadOnlySpan<int> rows, Matrix inputs, int first, ICollection<EncodingNote> notes);

    /// <summary>What the column becomes, for people.</summary>
    /// <param name="number">Writes a number.</param>
    internal abstract string InWords(Func<double, string> number);

    /// <summary>A value that a program gives for the column, as a column of one row.</summary>
    /// <param name="value">The value; null for a missing one.</param>
    /// <param name="format">The format of the training data; null where it is not known.</param>
    /// <exception cref="DataException">A value that is not possible in the column.</exception>
    internal abstract Column ColumnOf(object? value, DataFormat? format);

    /// <summary>What an input, from 0, stands for in the first row of a column, where its name does not say it; else null.</summary>
    internal virtual string? ValueText(Column column, int input) => null;

    /// <summary>This encoder as a model's file holds it.</summary>
    internal abstract ColumnDescription Describe();

    /// <summary>The encoder for a column, or the reason to exclude it.</summary>
    /// <param name="column">The column.</param>
    /// <param name="rows">The training rows, from 0.</param>
    /// <param name="keep">Whether the user wants the column even if it looks like names.</param>
    /// <param name="options">How to encode.</param>
    internal static (ColumnEncoder? Encoder, string Reason) FitColumn(Column column, ReadOnlySpan<int> rows, bool keep, EncodingOptions options) => column switch
    {
        CategoryColumn category => CategoryEncoder.Fit(category, rows, keep, options.CodesFrom),
        ImageColumn images => ImageEncoder.Fit(images, rows),
        DateColumn dates => DateEncoder.Fit(dates, rows, options.Extrapolate),
        _ => NumberEncoder.Fit(column, rows, options),
    };
}
