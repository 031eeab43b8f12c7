using Backprop.Tabular.Cells;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Reading;

/// <summary>What is known about a text file beforehand; everything that is left out is found out from its content.</summary>
/// <example>
/// <code>
/// Table table = Table.Read("penguins.csv", new ReadOptions
/// {
///     Missing = ["unknown"],
///     Columns = new Dictionary&lt;string, ColumnType&gt; { ["body_mass_g"] = ColumnType.Number },
/// });
/// </code>
/// </example>
public sealed record ReadOptions
{
    /// <summary>Nothing is known: everything is detected.</summary>
    public static ReadOptions Default { get; } = new();

    /// <summary>
    /// The delimiter: one character, or <c>comma</c>, <c>semicolon</c>, <c>tab</c>, <c>pipe</c> or <c>blank</c> (any run of
    /// blanks and tabs). Default: that of , ; tab | and blanks which splits the first lines into equally many fields.
    /// </summary>
    public string? Delimiter { get; init; }

    /// <summary>Whether a line names the columns. Default: detected by comparing the first lines with those below, and by the names that are known.</summary>
    public bool? Header { get; init; }

    /// <summary>
    /// How many lines there are above the header, or above the first row where there is none. Default: detected; comments (#, %, //), titles and
    /// Excel's <c>sep=;</c> are skipped, and the report says so. With 0 none are skipped.
    /// </summary>
    public int? Skip { get; init; }

    /// <summary>
    /// How a line begins, after any blanks, that is skipped wherever it is. Default: none; comments above the header are detected.
    /// </summary>
    public string? Comment { get; init; }

    /// <summary>The decimal mark, a point or a comma. Default: detected; never a comma where commas separate fields.</summary>
    public char? Decimal { get; init; }

    /// <summary>
    /// The encoding by its IANA name, such as <c>utf-8</c>, <c>latin-1</c> or <c>utf-16</c>. Default: as a byte order mark says, else UTF-16 or
    /// UTF-32 where zero bytes show it, else UTF-8, and Windows-1252 (Latin-1 with a few characters more) for what is not UTF-8.
    /// </summary>
    public string? Encoding { get; init; }

    /// <summary>The canonical name of an encoding, such as <c>iso-8859-1</c> for <c>latin-1</c>.</summary>
    /// <exception cref="DataException">There is no such encoding.</exception>
    internal static string EncodingName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return TextEncoding.Of(name).Name;
    }

    /// <summary>
    /// The maximum number of columns, at least 1. A text that has more in any row is refused before memory is allocated for them. Default:
    /// <see cref="DefaultMaxColumns"/>.
    /// </summary>
    public int MaxColumns { get; init; } = DefaultMaxColumns;

    /// <summary>The default maximum number of columns: 200,000, several times the number of genes of an organism.</summary>
    public const int DefaultMaxColumns = 200_000;

    /// <summary>Texts that stand for a missing value, in any case, besides the empty one, NA, N/A, #N/A, NaN, ?, null and &lt;NA&gt;.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>Texts that stand for a missing value, in any case, besides the empty one and in place of the default list. Default: null, that list.</summary>
    public IReadOnlyList<string>? MissingOnly { get; init; }

    /// <summary>The types of columns, by their names (<c>column 1</c>, <c>column 2</c>, … without a header). A name that the data do not have is an error.</summary>
    public IReadOnlyDictionary<string, ColumnType> Columns { get; init; } = new Dictionary<string, ColumnType>(StringComparer.Ordinal);

    /// <summary>
    /// The format of data of this kind, as detected when others of them were read: <c>model.Format</c> for new data of a model,
    /// <c>table.Format</c> for more rows of a table. Where the data contradict it and their meaning is certain, they are read nevertheless,
    /// with a note; else that is an error. Of its columns, those that the data do not have are skipped. Other options override it.
    /// </summary>
    public DataFormat? Format { get; init; }

    /// <summary>The names of the columns to predict, where they are known: a line that contains one is the header, and such a column of labels keeps their spelling.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>
    /// Whether 3/4/2020 is the third of April. Default: the values of the column decide; where they do not, the month is first unless the
    /// decimal mark is a comma, and the report says so.
    /// </summary>
    public bool? DayFirst { get; init; }

    /// <summary>The texts that stand for a missing value: as given, else as in earlier data, else the default ones.</summary>
    internal MissingText MissingText() => new(Missing, MissingOnly ?? Format?.Missing);
}
