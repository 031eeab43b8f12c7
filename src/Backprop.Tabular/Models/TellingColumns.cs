using System.Globalization;
using Backprop.Tabular.Encoders;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Models;

/// <summary>Finds columns that are the target under another name, such as <c>alive</c> beside <c>survived</c>: a model that has them as inputs learns nothing else.</summary>
/// <remarks>
/// That each value goes with one class, and each class with one value, proves something where values repeat: among
/// <see cref="FewestRows"/> training rows and more, at least two values occur in <see cref="SeveralRows"/> rows each, and nine rows in ten have such a value.
/// </remarks>
internal static class TellingColumns
{
    private const int FewestRows = 30, SeveralRows = 5;

    /// <summary>A sentence for each input column whose values correspond one to one to the classes on the training rows.</summary>
    public static IEnumerable<string> Notes(Table table, int[] rows, InputEncoder inputs, ClassTargets target)
    {
        if (rows.Length < FewestRows)
            return [];
        int[] classes = RowCodes.WithoutGaps(RowCodes.Of(LabelIndex.Spelt(table.Find(target.Columns[0])!), rows));
        int[] counts = [.. classes.CountBy(code => code).Select(pair => pair.Value)];
        // The counts of the classes are those of the values, where they are one to one.
        if (counts.Count(count => count >= SeveralRows) < 2 || counts.Where(count => count >= SeveralRows).Sum() < 0.9 * rows.Length)
            return [];
        return inputs.Columns.Select(encoder => table.Find(encoder.Column)!)
            .Where(column => (column is CategoryColumn or NumberColumn) && IsOneToOne(column, rows, classes, counts.Length))
            .Select(column => string.Create(CultureInfo.InvariantCulture,
                $"column '{column.Name}' determines the target by itself: each of its {counts.Length} values goes with one class in all {rows.Length} training rows. If it is not known at prediction, exclude it"));
    }

    /// <summary>A sentence for each input column of whole numbers that may only name the rows, which are sorted by class.</summary>
    public static IEnumerable<string> SortedNotes(Table table, int[] rows, InputEncoder inputs, ClassTargets target)
    {
        var classes = LabelIndex.Spelt(table.Find(target.Columns[0])!);
        return inputs.Columns.Select(encoder => table.Find(encoder.Column)!).Where(column => Identifiers.MayBe(column, rows, classes)).Select(column =>
            $"column '{column.Name}' is in the order of the rows, which are sorted by the target. If it only names them, exclude it: it reveals the class of every test row");
    }

    /// <summary>Whether each of the K classes has its own value; a missing value counts as one.</summary>
    private static bool IsOneToOne(Column column, int[] rows, int[] classes, int count)
    {
        var classOf = new Dictionary<double, int>();
        var valueOf = new double?[count];
        for (int n = 0; n < rows.Length; n++)
        {
            double value = column is CategoryColumn category ? category.Codes[rows[n]] : ((NumberColumn)column).Values[rows[n]];
            if (!classOf.TryGetValue(value, out int known))
            {
                if (valueOf[classes[n]] is not null)
                    return false;
                classOf.Add(value, classes[n]);
                valueOf[classes[n]] = value;
            }
            else if (known != classes[n])
            {
                return false;
            }
        }
        return true;
    }
}
