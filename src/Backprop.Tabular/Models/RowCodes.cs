using Backprop.Tabular.Encoders;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Models;

/// <summary>Numbers the values of a column.</summary>
internal static class RowCodes
{
    /// <summary>A code from 0 for each row's value in a column that has one in each of them; rows of one value have one code.</summary>
    /// <exception cref="DataException">A column of images.</exception>
    public static int[] Of(Column column, ReadOnlySpan<int> rows)
    {
        int[] found = new int[rows.Length];
        if (column is CategoryColumn category)
        {
            for (int n = 0; n < found.Length; n++)
                found[n] = category.Codes[rows[n]];
            return found;
        }
        var codes = new Dictionary<double, int>();
        for (int n = 0; n < found.Length; n++)
        {
            double value = column switch
            {
                NumberColumn numbers => numbers.Values[rows[n]],
                DateColumn dates => dates.Days[rows[n]],
                _ => throw new DataException($"Column '{column.Name}' contains images, but numbers, labels or dates are needed to compare rows."),
            };
            if (!codes.TryGetValue(value, out found[n]))
                codes.Add(value, found[n] = codes.Count);
        }
        return found;
    }

    /// <summary>A code for each row's group, without gaps.</summary>
    /// <exception cref="DataException">No such column, or a row without a value in it.</exception>
    public static int[] OfGroups(Table table, string name, ReadOnlySpan<int> rows)
    {
        var column = ColumnValues.Require(table, name, "defines the groups of the rows");
        foreach (int row in rows)
        {
            if (column.IsMissing(row))
                throw ColumnValues.Bad(column, row, "the value is missing, but every row needs a group. Fill it in, or remove the row.");
        }
        return WithoutGaps(Of(column, rows));
    }

    /// <summary>How many rows of another table are in a group that has rows in this one; 0 where it has no such column.</summary>
    public static int SharedGroups(Table table, ReadOnlySpan<int> rows, Table other, string name)
    {
        if (other.Find(name) is not { } column || column is ImageColumn)
            return 0;
        var own = table.Find(name)!;
        var groups = new HashSet<string>(StringComparer.Ordinal);
        foreach (int row in rows)
            groups.Add(own.Text(row));
        return Enumerable.Range(0, other.Rows).Count(row => !column.IsMissing(row) && groups.Contains(column.Text(row)));
    }

    /// <summary>The same codes, renumbered in the order of their first occurrence.</summary>
    public static int[] WithoutGaps(IEnumerable<int> codes)
    {
        var numbers = new Dictionary<int, int>();
        return [.. codes.Select(code => numbers.TryGetValue(code, out int number) ? number : numbers[code] = numbers.Count)];
    }
}
