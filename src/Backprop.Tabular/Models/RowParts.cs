using Backprop.Tabular.Encoders;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Models;

/// <summary>Which rows of a table are for what, each part in ascending order.</summary>
/// <param name="Training">The rows to learn from.</param>
/// <param name="Validation">The rows to watch training with.</param>
/// <param name="Test">The rows to test with, of the same table.</param>
/// <param name="Unlabelled">How many rows have no target and are in no part.</param>
internal sealed record RowParts(int[] Training, int[] Validation, int[] Test, int Unlabelled)
{
    private const double UsualTestFraction = 0.2;
    private const double UsualValidationFraction = 0.2;

    /// <summary>
    /// Divides the rows that have a target. The test rows are chosen first, so that the other options do not change which they are; classes
    /// have their share in each part.
    /// </summary>
    /// <exception cref="DataException">No row to train on, or a column to split by that does not say where rows belong.</exception>
    public static RowParts Of(Table table, IReadOnlyList<Column> targets, bool isClassification, ModelOptions options)
    {
        if (options.SplitColumn is { } name)
        {
            var (train, validation, test) = Split.ByColumn(table, name);
            int[] Labelled(int[] part) => [.. part.Where(row => !targets.Any(target => target.IsMissing(row)))];
            return Make(Labelled(train), Labelled(validation), Labelled(test), table, options);
        }
        int[] rows = [.. Enumerable.Range(0, table.Rows).Where(row => !targets.Any(target => target.IsMissing(row)))];
        int[] strata = isClassification ? Strata(targets[0], rows) : [];
        bool hasOwnTest = options.TestTable is not null || options.From is { IsBare: true };
        var (kept, tested) = Split.Parts(rows.Length, options.TestFraction ?? (hasOwnTest ? 0 : UsualTestFraction), options.Seed, strata, index: 0);
        int[] keptStrata = isClassification ? [.. kept.Select(n => strata[n])] : [];
        var (trained, watched) = Split.Parts(kept.Length, options.ValidationFraction ?? UsualValidationFraction, options.Seed, keptStrata, index: 1);
        return Make([.. trained.Select(n => rows[kept[n]])], [.. watched.Select(n => rows[kept[n]])], [.. tested.Select(n => rows[n])], table, options);
    }

    private static RowParts Make(int[] training, int[] validation, int[] test, Table table, ModelOptions options) => training.Length > 0
        ? new RowParts(training, validation, test, table.Rows - training.Length - validation.Length - test.Length)
        : throw new DataException($"No row {(options.From is { IsBare: true } ? "" : "with a target ")}is left to learn from.");

    /// <summary>A number for each row's class, by the text of the target.</summary>
    private static int[] Strata(Column target, int[] rows)
    {
        if (target is CategoryColumn category)
            return [.. rows.Select(row => category.Codes[row])];
        var codes = new Dictionary<double, int>();
        var values = ((NumberColumn)target).Values;
        var strata = new int[rows.Length];
        for (int n = 0; n < rows.Length; n++)
        {
            if (!codes.TryGetValue(values[rows[n]], out strata[n]))
                codes.Add(values[rows[n]], strata[n] = codes.Count);
        }
        return strata;
    }
}
