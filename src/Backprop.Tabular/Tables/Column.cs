namespace Backprop.Tabular.Tables;

/// <summary>What a column holds.</summary>
public enum ColumnKind
{
    /// <summary>Numbers.</summary>
    Number,

    /// <summary>One of several labels.</summary>
    Category,

    /// <summary>True or false, kept as a category of two labels.</summary>
    Boolean,

    /// <summary>Dates or moments.</summary>
    Date,

    /// <summary>Grey images of one size, a byte a pixel.</summary>
    Image,
}

/// <summary>A named column of a <see cref="Table"/>: N values of one kind, any of which may be missing. Immutable.</summary>
public abstract class Column
{
    private protected Column(string name) => Name = name;

    /// <summary>The name, unique in its table.</summary>
    public string Name { get; }

    /// <summary>What the column holds.</summary>
    public abstract ColumnKind Kind { get; }

    /// <summary>N, the number of rows.</summary>
    public abstract int Count { get; }

    /// <summary>Whether the value of a row, from 0, is missing.</summary>
    public abstract bool IsMissing(int row);

    /// <summary>The value of a row, from 0, as text in the invariant culture; empty where it is missing.</summary>
    public abstract string Text(int row);

    /// <summary>A column of the given rows, in their order.</summary>
    public abstract Column Select(ReadOnlySpan<int> rows);

    /// <summary>The same column under another name.</summary>
    public abstract Column Rename(string name);
}
