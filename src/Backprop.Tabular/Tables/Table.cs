namespace Backprop.Tabular.Tables;

/// <summary>N rows of named, typed columns. Immutable; read one with <c>Table.Read</c> (in <c>Backprop.Tabular.Reading</c>).</summary>
/// <example>
/// <code>
/// var table = new Table(
/// [
///     new NumberColumn("hours", [1, 2.5, double.NaN, 4]),
///     new CategoryColumn("passed", labels: ["no", "yes"], codes: [0, 0, 1, 1]),
/// ]);
/// </code>
/// </example>
public sealed class Table
{
    private readonly Dictionary<string, Column> places = new(StringComparer.Ordinal);

    /// <summary>A table of columns of one length.</summary>
    /// <exception cref="ArgumentException">Columns of different lengths, or two of one name.</exception>
    public Table(IReadOnlyList<Column> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        Columns = columns;
        Rows = columns.Count == 0 ? 0 : columns[0].Count;
        foreach (var column in columns)
        {
            if (column.Count != Rows)
                throw new ArgumentException($"Column '{column.Name}' has {column.Count} rows, but '{columns[0].Name}' has {Rows}.", nameof(columns));
            if (!places.TryAdd(column.Name, column))
                throw new ArgumentException($"Two columns are named '{column.Name}'.", nameof(columns));
        }
    }

    /// <summary>The columns, in the order of the source.</summary>
    public IReadOnlyList<Column> Columns { get; }

    /// <summary>N, the number of rows.</summary>
    public int Rows { get; }

    /// <summary>How the table was written in its source; null for one that was made in memory.</summary>
    public DataFormat? Format { get; init; }

    /// <summary>The column of a name (exact case), or null.</summary>
    public Column? Find(string name) => places.GetValueOrDefault(name);

    /// <summary>A table of the given rows, from 0, in their order.</summary>
    public Table Select(IEnumerable<int> rows)
    {
        int[] selected = rows as int[] ?? rows.ToArray();
        return new Table(Columns.Select(column => column.Select(selected)).ToArray()) { Format = Format };
    }
}
