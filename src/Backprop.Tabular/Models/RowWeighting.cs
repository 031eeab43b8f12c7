using Backprop.Tabular.Encoders;
using Backprop.Tabular.Tables;
using Backprop.Training;

namespace Backprop.Tabular.Models;

/// <summary>Reads the weights of rows.</summary>
internal static class RowWeighting
{
    /// <summary>The weights of some rows.</summary>
    /// <exception cref="DataException">No such column, or a weight that is missing, negative or not a number.</exception>
    public static double[] Read(Table table, string name, ReadOnlySpan<int> rows)
    {
        var column = ColumnValues.Require(table, name, "contains the weights of the rows");
        double[] weights = ColumnValues.Numbers(column, rows);
        double sum = 0;
        for (int n = 0; n < weights.Length; n++)
        {
            if (!Examples.IsRowWeight((float)weights[n]))
                throw ColumnValues.Bad(column, rows[n], $"expected a weight, 0 or a number from 1.2e-38, found '{column.Text(rows[n])}'.");
            sum += weights[n];
        }
        return sum > 0 || weights.Length == 0 ? weights : throw new DataException($"Column '{name}': all rows have the weight 0.");
    }
}
