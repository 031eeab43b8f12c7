using System.Globalization;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Encoders;

/// <summary>Reads values of the columns of a table, whatever kind the reader detected.</summary>
internal static class ColumnValues
{
    /// <summary>The column of a name; the role says what it is for, as in "a column that the model needs".</summary>
    /// <exception cref="DataException">There is none: the message names the nearest one, and all columns.</exception>
    public static Column Require(Table table, string name, string role) =>
        table.Find(name) ?? throw Missing(table, [name], role);

    /// <summary>The exception for columns that a table lacks.</summary>
    public static DataException Missing(Table table, IReadOnlyList<string> names, string role)
    {
        string[] candidates = table.Columns.Select(column => column.Name).ToArray();
        var lines = names.Select(name => Nearest.Find(name, candidates) is { } near ? $"'{name}' (the nearest is '{near}')" : $"'{name}'");
        return new DataException($"The data lack {(names.Count == 1 ? "a column" : "columns")} that {role}: {string.Join(", ", lines)}. "
            + $"There are {string.Join(", ", candidates.Select(candidate => $"'{candidate}'"))}.");
    }

    /// <summary>The numbers (or days) of some rows, NaN where missing; labels are read as numbers.</summary>
    /// <exception cref="DataException">A value is infinite, or not a number (not a date where dates are expected).</exception>
    public static double[] Numbers(Column column, ReadOnlySpan<int> rows, ColumnKind kind = ColumnKind.Number)
    {
        var values = new double[rows.Length];
        switch (column)
        {
            case NumberColumn numbers when kind == ColumnKind.Number:
                for (int n = 0; n < rows.Length; n++)
                    values[n] = numbers.Values[rows[n]];
                break;
            case DateColumn dates when kind == ColumnKind.Date:
                for (int n = 0; n < rows.Length; n++)
                    values[n] = dates.Days[rows[n]];
                break;
            default:
                // A column without values may have any kind, and one that happens to hold 0 and 1 may be read as booleans.
                for (int n = 0; n < rows.Length; n++)
                    values[n] = column.IsMissing(rows[n]) ? double.NaN : Parse(column, rows[n], kind);
                break;
        }
        for (int n = 0; n < rows.Length; n++)
        {
            if (Math.Abs(values[n]) > float.MaxValue)
                throw Bad(column, rows[n], "the value is infinite, or too large for single precision (3.4e38). Correct it, or leave the cell empty.");
        }
        return values;
    }

    private static double Parse(Column column, int row, ColumnKind kind)
    {
        if (kind == ColumnKind.Number && column is CategoryColumn && double.TryParse(column.Text(row), NumberStyles.Float, CultureInfo.InvariantCulture, out double number))
            return number;
        throw Bad(column, row, $"expected {(kind == ColumnKind.Date ? "a date" : "a number")}, found '{column.Text(row)}'.");
    }

    /// <summary>A number (or days) with the fewest digits that read back the same.</summary>
    public static string Text(double value, ColumnKind kind = ColumnKind.Number) =>
        kind == ColumnKind.Date && value is > -700_000 and < 2_900_000 ? new DateColumn("", [value]).Text(0)
        : (float)value == value ? ((float)value).ToString("R", CultureInfo.InvariantCulture)
        : value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>The exception for a value; rows are counted from 1 in the table, without the header.</summary>
    public static DataException Bad(Column column, int row, string what) =>
        new(string.Create(CultureInfo.InvariantCulture, $"Column '{column.Name}', row {row + 1}: {what}"));
}
