using System.Globalization;
using Backprop.Tabular.Encoders;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Models;

/// <summary>The parts of a table's rows, each in ascending order.</summary>
/// <param name="Training">The training rows.</param>
/// <param name="Validation">The validation rows.</param>
/// <param name="Test">The test rows of the same table.</param>
/// <param name="Unlabelled">How many rows have no target and are in no part.</param>
internal sealed record RowParts(int[] Training, int[] Validation, int[] Test, int Unlabelled)
{
    private const double DefaultTestFraction = 0.2;
    private const double DefaultValidationFraction = 0.2;

    /// <summary>
    /// Divides the rows that have a target. The test rows are chosen first, so that the other options do not change which they are; classes
    /// have their share in each part, and the rows of a group stay together.
    /// </summary>
    /// <exception cref="DataException">No training rows, an invalid value in the split column, or too few groups.</exception>
    public static RowParts Of(Table table, IReadOnlyList<Column> targets, bool isClassification, ModelOptions options)
    {
        if (options.SplitColumn is { } name)
            return ByColumn(table, name, targets, options);
        int[] rows = [.. Enumerable.Range(0, table.Rows).Where(row => !targets.Any(target => target.IsMissing(row)))];
        int[] strata = isClassification ? RowCodes.Of(LabelIndex.Spelt(targets[0]), rows) : [];
        int[] groups = options.Group is { } group ? RowCodes.OfGroups(table, group, rows) : [];
        bool hasOwnTest = options.TestTable is not null || options.WarmStart is { IsBare: true };
        double test = options.TestFraction ?? (hasOwnTest ? 0 : DefaultTestFraction), validation = options.ValidationFraction ?? DefaultValidationFraction;
        if (options.Group is not null)
            RequireGroups(options.Group, groups, test, validation);
        var (kept, tested) = Divide(rows.Length, test, options.Seed, groups, strata, index: 0);
        int[] keptGroups = groups.Length == 0 ? [] : RowCodes.WithoutGaps(kept.Select(n => groups[n]));
        int[] keptStrata = strata.Length == 0 ? [] : [.. kept.Select(n => strata[n])];
        var (trained, watched) = Divide(kept.Length, validation, options.Seed, keptGroups, keptStrata, index: 1);
        return Make([.. trained.Select(n => rows[kept[n]])], [.. watched.Select(n => rows[kept[n]])], [.. tested.Select(n => rows[n])], table, options);
    }

    private static RowParts ByColumn(Table table, string name, IReadOnlyList<Column> targets, ModelOptions options)
    {
        var (train, validation, test) = Split.ByColumn(table, name);
        int[] Labelled(int[] part) => [.. part.Where(row => !targets.Any(target => target.IsMissing(row)))];
        return Make(Labelled(train), Labelled(validation), Labelled(test), table, options);
    }

    private static (int[] Kept, int[] Aside) Divide(int rows, double fraction, ulong seed, int[] groups, int[] strata, long index) => groups.Length == 0
        ? Split.Parts(rows, fraction, seed, strata, index)
        : GroupSplit.Parts(groups, fraction, seed, strata, index);

    private static void RequireGroups(string column, int[] groups, double test, double validation)
    {
        string[] parts = ["training", .. validation > 0 ? ["validation"] : Array.Empty<string>(), .. test > 0 ? ["test"] : Array.Empty<string>()];
        int found = groups.Distinct().Count();
        if (found < parts.Length)
        {
            throw new DataException(string.Create(CultureInfo.InvariantCulture,
                $"Column '{column}' has {found} {(found == 1 ? "group" : "groups")} of rows with a target, but {string.Join(", ", parts)} need at least one each. Choose no validation or no test rows, or another column."));
        }
    }

    private static RowParts Make(int[] training, int[] validation, int[] test, Table table, ModelOptions options) => training.Length > 0
        ? new RowParts(training, validation, test, table.Rows - training.Length - validation.Length - test.Length)
        : throw new DataException($"No row {(options.WarmStart is { IsBare: true } ? "" : "with a target ")}is left for training.");
}
