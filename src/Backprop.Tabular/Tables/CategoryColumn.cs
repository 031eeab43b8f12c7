namespace Backprop.Tabular.Tables;

/// <summary>One of several labels a row: categories, and booleans as a category of two labels.</summary>
public sealed class CategoryColumn : Column
{
    private readonly int[] codes;

    /// <summary>A column of labels; the arrays are kept, not copied.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="labels">The distinct labels, in ordinal order of their text.</param>
    /// <param name="codes">For each row the place of its label in <paramref name="labels"/>, −1 where missing.</param>
    /// <param name="isBoolean">Whether the labels are the two spellings of false and true.</param>
    public CategoryColumn(string name, IReadOnlyList<string> labels, int[] codes, bool isBoolean = false) : base(name)
    {
        Labels = labels;
        this.codes = codes;
        Kind = isBoolean ? ColumnKind.Boolean : ColumnKind.Category;
    }

    /// <summary>The distinct labels, in ordinal order.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>N places in <see cref="Labels"/>, −1 where missing.</summary>
    public ReadOnlySpan<int> Codes => codes;

    /// <inheritdoc/>
    public override ColumnKind Kind { get; }

    /// <inheritdoc/>
    public override int Count => codes.Length;

    /// <inheritdoc/>
    public override bool IsMissing(int row) => codes[row] < 0;

    /// <inheritdoc/>
    public override string Text(int row) => codes[row] < 0 ? "" : Labels[codes[row]];

    /// <inheritdoc/>
    public override Column Select(ReadOnlySpan<int> rows)
    {
        var selected = new int[rows.Length];
        for (int n = 0; n < rows.Length; n++)
            selected[n] = codes[rows[n]];
        return new CategoryColumn(Name, Labels, selected, Kind == ColumnKind.Boolean);
    }

    /// <inheritdoc/>
    public override Column Rename(string name) => new CategoryColumn(name, Labels, codes, Kind == ColumnKind.Boolean);
}
