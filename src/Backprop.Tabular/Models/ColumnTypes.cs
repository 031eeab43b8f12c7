using Backprop.Tabular.Reading;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Models;

/// <summary>
/// What is known of the columns of further data, for <see cref="ReadOptions.Known"/>: they are read as the first were, also where they look
/// different.
/// </summary>
public static class ColumnTypes
{
    /// <summary>The columns that a model takes as inputs.</summary>
    public static IReadOnlyDictionary<string, ColumnType> Of(Model model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Of((model.Inputs?.Columns ?? []).Select(column => (column.Column, column.Kind)));
    }

    /// <summary>The columns of other data.</summary>
    public static IReadOnlyDictionary<string, ColumnType> Of(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return Of(table.Columns.Select(column => (column.Name, column.Kind)));
    }

    private static Dictionary<string, ColumnType> Of(IEnumerable<(string Name, ColumnKind Kind)> columns) => columns
        .Where(column => column.Kind != ColumnKind.Image)
        .ToDictionary(column => column.Name, column => column.Kind switch
        {
            ColumnKind.Number => ColumnType.Number,
            ColumnKind.Date => ColumnType.Date,
            _ => ColumnType.Category,
        }, StringComparer.Ordinal);
}
