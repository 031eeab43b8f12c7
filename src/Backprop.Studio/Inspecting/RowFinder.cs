using Backprop.Tabular.Tables;

namespace Backprop.Studio.Inspecting;

/// <summary>Finds and sorts rows.</summary>
public static class RowFinder
{
    private const int RowsBetweenChecks = 4096;

    /// <summary>The rows of a choice, from 0, in its order; among equals the first row first. Rows without the number sorted by come last.</summary>
    /// <exception cref="OperationCanceledException">Another choice was made meanwhile.</exception>
    public static int[] Find(Inspection inspection, RowChoice choice, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(inspection);
        ArgumentNullException.ThrowIfNull(choice);
        Func<int, bool> matches = Matcher(inspection, choice.Search.Trim());
        var rows = new List<int>();
        int looked = 0;
        foreach (int row in inspection.Rows)
        {
            if (looked++ % RowsBetweenChecks == 0)
                stop.ThrowIfCancellationRequested();
            if ((!choice.OnlyWrong || inspection.Results.IsWrong(row)) && (choice.Filter?.Has(inspection.Results, row) ?? true) && matches(row))
                rows.Add(row);
        }
        return Sorted(inspection, choice, [.. rows]);
    }

    private static int[] Sorted(Inspection inspection, RowChoice choice, int[] rows)
    {
        double Key(int row) => choice.Order switch
        {
            RowOrder.Error => inspection.Results.Error(row),
            RowOrder.Prediction => inspection.Results.IsClassification ? inspection.Results.Confidence[row] : inspection.Results.Values[row * inspection.Results.Outputs],
            _ => row,
        };
        double sign = choice.IsDescending ? -1 : 1;
        double[] keys = [.. rows.Select(row => Key(row) is var key && double.IsNaN(key) ? double.PositiveInfinity : sign * key)];
        Array.Sort(keys, rows, Comparer<double>.Default);
        // Array.Sort is not stable.
        for (int first = 0, n = 1; n <= rows.Length; n++)
        {
            if (n < rows.Length && keys[n].Equals(keys[first]))
                continue;
            Array.Sort(rows, first, n - first);
            first = n;
        }
        return rows;
    }

    private static Func<int, bool> Matcher(Inspection inspection, string text)
    {
        if (text.Length == 0)
            return _ => true;
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals > 0 && inspection.Table.Columns.FirstOrDefault(c => c.Name.Equals(text[..equals].Trim(), StringComparison.OrdinalIgnoreCase)) is { } one)
        {
            string wanted = text[(equals + 1)..].Trim();
            return Texts(one, value => value.Equals(wanted, StringComparison.OrdinalIgnoreCase));
        }
        Func<int, bool>[] columns = [.. inspection.Table.Columns.Where(column => column.Kind != ColumnKind.Image)
            .Select(column => Texts(column, value => value.Contains(text, StringComparison.OrdinalIgnoreCase)))];
        bool[] labels = [.. inspection.Model.Labels.Select(label => label.Contains(text, StringComparison.OrdinalIgnoreCase))];
        return row => columns.Any(has => has(row)) || (labels.Length > 0 && labels[inspection.Results.Decided[row]]);
    }

    private static Func<int, bool> Texts(Column column, Func<string, bool> fits)
    {
        if (column is not CategoryColumn category)
            return row => fits(column.Text(row));
        // A label is compared once, not in every row.
        bool missing = fits("");
        bool[] labels = [.. category.Labels.Select(fits)];
        return row => category.Codes[row] is >= 0 and var code ? labels[code] : missing;
    }
}
