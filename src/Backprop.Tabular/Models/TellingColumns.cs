using Backprop.Tabular.Encoders;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Models;

/// <summary>Finds columns that are the target under another name, such as <c>alive</c> beside <c>survived</c>: a model that has them learns nothing else.</summary>
internal static class TellingColumns
{
    /// <summary>A sentence for each input column whose values stand in one-to-one relation with the classes on the training rows.</summary>
    public static IEnumerable<string> Notes(Table table, int[] rows, InputEncoder inputs, ClassTargets target)
    {
        var classes = table.Find(target.Columns[0])!;
        return inputs.Columns.Select(encoder => table.Find(encoder.Column)!)
            .Where(column => (column is CategoryColumn or NumberColumn) && IsOneToOne(column, classes, rows, target.Labels.Count))
            .Select(column => $"column '{column.Name}' tells the target by itself; if it is not known when predicting, leave it out");
    }

    /// <summary>Whether every row has a value, and each of the K classes its own.</summary>
    private static bool IsOneToOne(Column column, Column classes, int[] rows, int count)
    {
        var classOf = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (int row in rows)
        {
            if (column.IsMissing(row))
                return false;
            string value = column.Text(row), label = classes.Text(row);
            if (!classOf.TryGetValue(value, out string? known))
            {
                if (classOf.Count == count || classOf.ContainsValue(label))
                    return false;
                classOf.Add(value, label);
            }
            else if (known != label)
            {
                return false;
            }
        }
        return true;
    }
}
