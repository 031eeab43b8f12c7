namespace Backprop.Tabular.Tables;

/// <summary>One of several labels a row: categories, and booleans as a category of two labels.</summary>
public sealed class CategoryColumn : Column
{
    private readonly ReadOnlyMemory<int> codes;

    /// <summary>A column of labels; the arrays are kept, not copied.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="labels">The distinct labels, in ordinal order of their text.</param>
    /// <param name="codes">For each row the place of its label in <paramref name="labels"/>, −1 where missing.</param>
    /// <param name="isBoolean">Whether the labels are the two spellings of false and true.</param>
    public CategoryColumn(string name, IReadOnlyList<string> labels, int[] codes, bool isBoolean = false) : this(name, labels, codes.AsMemory(), isBoolean)
    {
    }

    /// <summary>A column of labels, with codes in memory that is no longer written to.</summary>
    internal CategoryColumn(string name, IReadOnlyList<string> labels, ReadOnlyMemory<int> codes, bool isBoolean) : base(name)
    {
        Labels = labels;
        this.codes = codes;
        Kind = isBoolean ? ColumnKind.Boolean : ColumnKind.Category;
    }

    /// <summary>A column of labels in any order, or repeated, and of codes that are adapted to it.</summary>
    internal static CategoryColumn Sorted(string name, IReadOnlyList<string> texts, Memory<int> codes, bool isBoolean)
    {
        string[] labels = [.. texts];
        int[] order = [.. Enumerable.Range(0, labels.Length)], moved = new int[labels.Length];
        Array.Sort(labels, order, StringComparer.Ordinal);
        int count = 0;
        for (int i = 0; i < labels.Length; i++)
        {
            if (count == 0 || labels[i] != labels[count - 1])
                labels[count++] = labels[i];
            moved[order[i]] = count - 1;
        }
        Array.Resize(ref labels, count);
        foreach (ref int code in codes.Span)
            code = code < 0 ? -1 : moved[code];
        return new CategoryColumn(name, labels, codes, isBoolean);
    }

    /// <summary>The distinct labels, in ordinal order.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>N places in <see cref="Labels"/>, −1 where missing.</summary>
    public ReadOnlySpan<int> Codes => codes.Span;

    /// <inheritdoc/>
    public override ColumnKind Kind { get; }

    /// <inheritdoc/>
    public override int Count => codes.Length;

    /// <inheritdoc/>
    public override bool IsMissing(int row) => Codes[row] < 0;

    /// <inheritdoc/>
    public override string Text(int row) => Codes[row] < 0 ? "" : Labels[Codes[row]];

    /// <inheritdoc/>
    public override Column Select(ReadOnlySpan<int> rows)
    {
        ReadOnlySpan<int> from = Codes;
        var selected = new int[rows.Length];
        for (int n = 0; n < rows.Length; n++)
            selected[n] = from[rows[n]];
        return new CategoryColumn(Name, Labels, selected, Kind == ColumnKind.Boolean);
    }

    /// <inheritdoc/>
    public override Column Rename(string name) => new CategoryColumn(name, Labels, codes, Kind == ColumnKind.Boolean);
}
