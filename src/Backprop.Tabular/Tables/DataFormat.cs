namespace Backprop.Tabular.Tables;

/// <summary>
/// How a table was written in its source: what reading more of the same needs to know. A model keeps that of its training data, and
/// <c>ReadOptions.Format</c> reads other data by it. What is not known is null.
/// </summary>
public sealed record DataFormat
{
    /// <summary>The delimiter: <c>comma</c>, <c>semicolon</c>, <c>tab</c>, <c>pipe</c>, <c>blank</c>, or the character.</summary>
    public string? Delimiter { get; init; }

    /// <summary>Whether a line names the columns.</summary>
    public bool? Header { get; init; }

    /// <summary>The decimal mark, a point or a comma.</summary>
    public char? Decimal { get; init; }

    /// <summary>How a line begins that is skipped wherever it is, where given.</summary>
    public string? Comment { get; init; }

    /// <summary>The encoding's name.</summary>
    public string? Encoding { get; init; }

    /// <summary>All texts that stand for a missing value besides the empty one; null for the default ones.</summary>
    public IReadOnlyList<string>? Missing { get; init; }

    /// <summary>What the columns hold and how it is written, by their names.</summary>
    public IReadOnlyDictionary<string, ColumnFormat> Columns { get; init; } = new Dictionary<string, ColumnFormat>(StringComparer.Ordinal);
}

/// <summary>What a column holds and how it is written.</summary>
/// <param name="Type">What it holds.</param>
/// <param name="Form">How its numbers or dates are written, such as <c>dd/MM/yyyy</c>; null for the plain form.</param>
public sealed record ColumnFormat(ColumnType Type, string? Form = null)
{
    /// <summary>Texts that stand for a missing value in this column, beside those of the whole table; null for none.</summary>
    public IReadOnlyList<string>? Missing { get; init; }

    /// <summary>The type as which a column of a kind is read again; null for images, which no text holds.</summary>
    internal static ColumnType? TypeOf(ColumnKind kind) => kind switch
    {
        ColumnKind.Number => ColumnType.Number,
        ColumnKind.Date => ColumnType.Date,
        ColumnKind.Image => null,
        _ => ColumnType.Category,
    };
}
