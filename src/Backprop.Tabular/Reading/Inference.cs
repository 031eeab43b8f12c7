using Backprop.Tabular.Cells;

namespace Backprop.Tabular.Reading;

/// <summary>What the cells of some columns, seen so far, can all be read as.</summary>
internal sealed class Inference(int columns, MissingText missing)
{
    private readonly MissingText[] missing = Enumerable.Repeat(missing, columns).ToArray();
    private readonly CellKinds[] kinds = Enumerable.Repeat(CellKinds.All, columns).ToArray();
    private readonly bool[] seen = new bool[columns];

    /// <summary>What all cells of a column that are not missing can be read as.</summary>
    public CellKinds Kinds(int column) => kinds[column];

    /// <summary>Whether a column had any cell that is not missing.</summary>
    public bool Seen(int column) => seen[column];

    /// <summary>Asks of a column only whether it is one of these kinds.</summary>
    public void Limit(int column, CellKinds candidates) => kinds[column] = candidates;

    /// <summary>Takes more texts of a column for missing values.</summary>
    public void Ignore(int column, IReadOnlyList<string> texts) => missing[column] = missing[column].With(texts);

    /// <summary>Adds a cell, without the blanks around it, to a column.</summary>
    public void Observe(int column, ReadOnlySpan<char> text)
    {
        if ((kinds[column] == CellKinds.None && seen[column]) || missing[column].Is(text))
            return;
        kinds[column] = CellKind.Of(text, kinds[column]);
        seen[column] = true;
    }

    /// <summary>
    /// A comma where more columns need a decimal comma than a decimal point, and never where commas stand between fields: there, a quoted
    /// <c>"1,234"</c> is more often a thousand than a fraction.
    /// </summary>
    public char DecimalMark(char delimiter)
    {
        if (delimiter == ',')
            return '.';
        int commas = 0;
        for (int column = 0; column < kinds.Length; column++)
        {
            if (seen[column])
                commas += (kinds[column] & CellKinds.Numbers) switch { CellKinds.CommaNumber => 1, CellKinds.Number => -1, _ => 0 };
        }
        return commas > 0 ? ',' : '.';
    }
}
