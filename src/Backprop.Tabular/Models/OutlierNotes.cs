using System.Globalization;
using Backprop.Tabular.Encoders;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Models;

/// <summary>Reports outliers of training rows that set the scale of their column: those of targets, and of inputs that are not limited.</summary>
internal static class OutlierNotes
{
    /// <summary>A sentence for each column with outliers.</summary>
    public static IEnumerable<string> Of(Table table, int[] rows, ModelEncoding encoding, bool extrapolate)
    {
        IEnumerable<string> inputs = extrapolate ? encoding.Inputs?.Columns.Select(encoder => encoder.Column) ?? [] : [];
        return inputs.Concat(encoding.Numbers?.Columns ?? []).Select(name => Note(table.Find(name), rows)).OfType<string>();
    }

    private static string? Note(Column? column, int[] rows)
    {
        if (column is not (NumberColumn or DateColumn))
            return null;
        double[] values = ColumnValues.Numbers(column, rows, column.Kind), others = Outliers.Without(values);
        int[] far = [.. Enumerable.Range(0, rows.Length).Where(n => double.IsNaN(others[n]) && !double.IsNaN(values[n]))];
        if (far.Length == 0)
            return null;
        int row = rows[far.MaxBy(n => Math.Abs(values[n]))];
        return string.Create(CultureInfo.InvariantCulture,
            $"column '{column.Name}': {(far.Length == 1 ? "1 training row has a value" : $"{far.Length} training rows have values")} far from all others ({column.Text(row)} in row {row + 1}), which {(far.Length == 1 ? "sets" : "set")} the scale of all. If it is an error or stands for a missing value, correct it or read it as missing");
    }
}
