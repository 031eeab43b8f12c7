using System.Globalization;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Encoders;

/// <summary>
/// Finds columns that only name the rows. A network memorizes them, and where the rows are sorted by class they reveal the class of every
/// test row, too. Neither the name nor the values suffice alone: a year, an area or a time may differ in every row and be informative.
/// </summary>
/// <remarks>
/// Excluded are, with values in all training rows that differ from row to row:
/// whole numbers and texts under the name of an identifier (nine rows in ten may do);
/// whole numbers under a weaker name, where they rise or fall from row to row, or are so dense that measurements would repeat;
/// under any name but that of a time, the rows' own numbers from 0 or 1, and from any other number where the rows are sorted by class.
/// </remarks>
internal static class Identifiers
{
    private const int FewestNamedRows = 5, FewestWeakRows = 10, FewestCountedRows = 20, FewestRowsOfClass = 5;

    /// <summary>The expected number of equal pairs, among evenly spread measurements, above which finding none happens by chance once in 20,000 tables.</summary>
    private const double ExpectedPairs = 10;

    /// <summary>Why a column is an identifier; null where it is not.</summary>
    /// <param name="column">The column.</param>
    /// <param name="rows">The training rows, ascending.</param>
    /// <param name="classes">The column of the classes that are learned; null for none.</param>
    public static string? Find(Column column, ReadOnlySpan<int> rows, Column? classes) => IdentifierNames.Of(column.Name) switch
    {
        IdentifierName.Strong when rows.Length >= FewestNamedRows && Differ(column, rows) is { } found => $"{found}, and the name of an identifier",
        IdentifierName.Weak when rows.Length >= FewestWeakRows && column is NumberColumn numbers && NameRows(numbers, rows) =>
            string.Create(CultureInfo.InvariantCulture, $"{rows.Length} different whole numbers in {rows.Length} rows, as an identifier has"),
        IdentifierName.Time => null,
        _ => Counts(column, rows, classes),
    };

    /// <summary>
    /// Whether a column may be an identifier although its name does not say so: whole numbers that rise or fall from row to row, as the classes come in blocks.
    /// </summary>
    public static bool MayBe(Column column, ReadOnlySpan<int> rows, Column classes) => column is NumberColumn numbers && rows.Length >= FewestCountedRows
        && IsMonotone(numbers, rows) && WholeNumbers(numbers, rows) is not null && AreSorted(classes, rows);

    /// <summary>How many different whole numbers or texts there are, where nine rows in ten have their own.</summary>
    private static string? Differ(Column column, ReadOnlySpan<int> rows)
    {
        int different = column switch
        {
            NumberColumn numbers => WholeNumbers(numbers, rows)?.Count ?? 0,
            CategoryColumn { Kind: ColumnKind.Category } category => Codes(category, rows).Count,
            _ => 0,
        };
        return different < 0.9 * rows.Length ? null
            : string.Create(CultureInfo.InvariantCulture, $"{different} different {(column is NumberColumn ? "whole numbers" : "texts")} in {rows.Length} rows");
    }

    /// <summary>Whether whole numbers differ in every row, in an order or so densely as identifiers do.</summary>
    private static bool NameRows(NumberColumn column, ReadOnlySpan<int> rows)
    {
        if (WholeNumbers(column, rows) is not { } found || found.Count < rows.Length)
            return false;
        double span = found.Max() - found.Min() + 1, pairs = rows.Length * (rows.Length - 1.0) / 2;
        return pairs / span >= ExpectedPairs || IsMonotone(column, rows);
    }

    private static bool IsMonotone(NumberColumn column, ReadOnlySpan<int> rows)
    {
        var values = column.Values;
        bool rises = true, falls = true;
        for (int n = 1; n < rows.Length; n++)
        {
            rises &= values[rows[n]] > values[rows[n - 1]];
            falls &= values[rows[n]] < values[rows[n - 1]];
        }
        return rises || falls;
    }

    private static string? Counts(Column column, ReadOnlySpan<int> rows, Column? classes)
    {
        if (column is not NumberColumn numbers || rows.Length < FewestCountedRows)
            return null;
        var values = numbers.Values;
        double first = (double)values[rows[0]] - rows[0];
        foreach (int row in rows)
        {
            // Not equal where it is NaN, too.
            if (!((double)values[row] - row == first))
                return null;
        }
        return first is 0 or 1 ? "it only counts the rows"
            : double.IsInteger(first) && classes is not null && AreSorted(classes, rows) ? "it only counts the rows, which are sorted by the target"
            : null;
    }

    /// <summary>Whether each class is in one block of rows, two of them in several rows.</summary>
    private static bool AreSorted(Column classes, ReadOnlySpan<int> rows)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        string? current = null;
        int inBlock = 0, blocks = 0;
        foreach (int row in rows)
        {
            string label = classes.Text(row);
            if (label != current && !seen.Add(label))
                return false;
            inBlock = label == current ? inBlock + 1 : 1;
            blocks += inBlock == FewestRowsOfClass ? 1 : 0;
            current = label;
        }
        return blocks >= 2;
    }

    private static HashSet<double>? WholeNumbers(NumberColumn column, ReadOnlySpan<int> rows)
    {
        var found = new HashSet<double>();
        foreach (int row in rows)
        {
            double value = column.Values[row];
            if (!double.IsNaN(value) && !double.IsInteger(value))
                return null;
            if (!double.IsNaN(value))
                found.Add(value);
        }
        return found;
    }

    private static HashSet<int> Codes(CategoryColumn column, ReadOnlySpan<int> rows)
    {
        var found = new HashSet<int>();
        foreach (int row in rows)
        {
            if (column.Codes[row] >= 0)
                found.Add(column.Codes[row]);
        }
        return found;
    }
}
