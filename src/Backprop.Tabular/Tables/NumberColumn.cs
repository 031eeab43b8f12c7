using System.Globalization;

namespace Backprop.Tabular.Tables;

/// <summary>Numbers in double precision, the nearest to what was written; NaN stands for a missing one.</summary>
public sealed class NumberColumn : Column
{
    private readonly ReadOnlyMemory<double> values;

    /// <summary>A column of numbers; the array is kept, not copied.</summary>
    public NumberColumn(string name, double[] values) : this(name, values.AsMemory())
    {
    }

    /// <summary>A column of numbers in memory that is no longer written to.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="values">N numbers, NaN where missing.</param>
    /// <param name="asWritten">The same cells as labels; null where the numbers spell them.</param>
    internal NumberColumn(string name, ReadOnlyMemory<double> values, CategoryColumn? asWritten = null) : base(name)
    {
        this.values = values;
        AsWritten = asWritten;
    }

    /// <summary>N numbers, NaN where missing.</summary>
    public ReadOnlySpan<double> Values => values.Span;

    /// <summary>
    /// The same cells as labels, as they were written, where some were not the shortest spelling of their number: <c>02138</c>, <c>2.10</c>,
    /// <c>1E2</c>, <c>$5</c>. Null where all were, and where their texts were too many to keep. As classes, they are these labels.
    /// </summary>
    internal CategoryColumn? AsWritten { get; }

    /// <inheritdoc/>
    public override ColumnKind Kind => ColumnKind.Number;

    /// <inheritdoc/>
    public override int Count => values.Length;

    /// <inheritdoc/>
    public override bool IsMissing(int row) => double.IsNaN(Values[row]);

    /// <inheritdoc/>
    public override string Text(int row) => IsMissing(row) ? "" : Values[row].ToString("R", CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override Column Select(ReadOnlySpan<int> rows)
    {
        ReadOnlySpan<double> from = Values;
        var selected = new double[rows.Length];
        for (int n = 0; n < rows.Length; n++)
            selected[n] = from[rows[n]];
        return new NumberColumn(Name, selected, (CategoryColumn?)AsWritten?.Select(rows));
    }

    /// <inheritdoc/>
    public override Column Rename(string name) => new NumberColumn(name, values, (CategoryColumn?)AsWritten?.Rename(name));
}
