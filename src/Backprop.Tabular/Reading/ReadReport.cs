using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Reading;

/// <summary>What was detected while a table was read, to be shown to the user. Properties that do not apply are null.</summary>
public sealed record ReadReport
{
    /// <summary>The file's path, or the caller's name for the stream.</summary>
    public required string Source { get; init; }

    /// <summary>What the data are: <c>CSV</c>, <c>IDX images</c>, <c>database</c>.</summary>
    public required string Format { get; init; }

    /// <summary>Whether the data were compressed with gzip.</summary>
    public bool Compressed { get; init; }

    /// <summary>The delimiter: <c>comma</c>, <c>semicolon</c>, <c>tab</c>, <c>pipe</c>, <c>blank</c>, or the character.</summary>
    public string? Delimiter { get; init; }

    /// <summary>Whether the first line names the columns.</summary>
    public bool? Header { get; init; }

    /// <summary>The decimal mark.</summary>
    public char? Decimal { get; init; }

    /// <summary>The encoding's name.</summary>
    public string? Encoding { get; init; }

    /// <summary>The number of rows.</summary>
    public int Rows { get; init; }

    /// <summary>Every column of the source in its order, also those that are not in the table.</summary>
    public IReadOnlyList<ColumnReport> Columns { get; init; } = [];

    /// <summary>The lines, by name, that contain the name of one of <see cref="ReadOptions.Targets"/> that no column has: one may be the header.</summary>
    public IReadOnlyDictionary<string, int> Elsewhere { get; init; } = new Dictionary<string, int>(StringComparer.Ordinal);

    /// <summary>Sentences about what the user may not expect: lines skipped, another encoding, dates that can be read in two ways.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>What was detected about one column of the source.</summary>
public sealed class ColumnReport
{
    private readonly Column? column;

    internal ColumnReport(string name, Column? column, string? ignored = null, string? form = null, IReadOnlyList<string>? missingTexts = null)
    {
        Name = name;
        this.column = column;
        Ignored = ignored;
        Form = form;
        MissingTexts = missingTexts ?? [];
    }

    /// <summary>The column's name in the table.</summary>
    public string Name { get; }

    /// <summary>The kind of the column; null where it was excluded.</summary>
    public ColumnKind? Kind => column?.Kind;

    /// <summary>Why the column was excluded; null where it was not.</summary>
    public string? Ignored { get; }

    /// <summary>The form of the dates, such as <c>dd/MM/yyyy</c>; null for other columns.</summary>
    public string? Form { get; }

    /// <summary>Texts that stand for a missing value in this column alone: the few among dates that are not dates.</summary>
    public IReadOnlyList<string> MissingTexts { get; }

    /// <summary>The formats of the columns that were not excluded.</summary>
    internal static IReadOnlyDictionary<string, ColumnFormat> Formats(IEnumerable<ColumnReport> reports)
    {
        var formats = new Dictionary<string, ColumnFormat>(StringComparer.Ordinal);
        foreach (var report in reports)
        {
            if (report.Kind is { } kind && ColumnFormat.TypeOf(kind) is { } type)
                formats.Add(report.Name, new ColumnFormat(type, report.Form) { Missing = report.MissingTexts is { Count: > 0 } texts ? texts : null });
        }
        return formats;
    }

    /// <summary>The number of missing values. Computed on demand.</summary>
    public int Missing => column is null ? 0 : Enumerable.Range(0, column.Count).Count(column.IsMissing);

    /// <summary>The number of distinct values that are not missing (0 for images). Computed on demand.</summary>
    public int Distinct => column switch
    {
        CategoryColumn labels => labels.Labels.Count,
        NumberColumn numbers => DistinctOf(numbers.Values, double.IsNaN),
        DateColumn dates => DistinctOf(dates.Days, double.IsNaN),
        _ => 0,
    };

    /// <summary>The first distinct values, at most the given number, as text.</summary>
    public IReadOnlyList<string> Examples(int count = 3) => column is null
        ? []
        : Enumerable.Range(0, column.Count).Where(row => !column.IsMissing(row)).Select(column.Text).Distinct(StringComparer.Ordinal).Take(count).ToArray();

    private static int DistinctOf<T>(ReadOnlySpan<T> values, Func<T, bool> isMissing)
    {
        var set = new HashSet<T>();
        foreach (var value in values)
        {
            if (!isMissing(value))
                set.Add(value);
        }
        return set.Count;
    }
}
