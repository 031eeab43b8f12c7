using System.Globalization;

namespace Backprop.Tabular.Tables;

/// <summary>Numbers in single precision, the nearest to what was written; NaN stands for a missing one.</summary>
public sealed class NumberColumn : Column
{
    private readonly ReadOnlyMemory<float> values;

    /// <summary>A column of numbers; the array is kept, not copied.</summary>
    public NumberColumn(string name, float[] values) : this(name, values.AsMemory())
    {
    }

    /// <summary>A column of numbers in memory that nobody writes to any more.</summary>
    internal NumberColumn(string name, ReadOnlyMemory<float> values) : base(name) => this.values = values;

    /// <summary>N numbers, NaN where missing.</summary>
    public ReadOnlySpan<float> Values => values.Span;

    /// <inheritdoc/>
    public override ColumnKind Kind => ColumnKind.Number;

    /// <inheritdoc/>
    public override int Count => values.Length;

    /// <inheritdoc/>
    public override bool IsMissing(int row) => float.IsNaN(Values[row]);

    /// <inheritdoc/>
    public override string Text(int row) => IsMissing(row) ? "" : Values[row].ToString("R", CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override Column Select(ReadOnlySpan<int> rows)
    {
        ReadOnlySpan<float> from = Values;
        var selected = new float[rows.Length];
        for (int n = 0; n < rows.Length; n++)
            selected[n] = from[rows[n]];
        return new NumberColumn(Name, selected);
    }

    /// <inheritdoc/>
    public override Column Rename(string name) => new NumberColumn(name, values);
}
