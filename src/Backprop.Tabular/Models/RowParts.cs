using System.Globalization;
using Backprop.Tabular.Encoders;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Models;

/// <summary>The parts of a table's rows, each in ascending order.</summary>
/// <param name="Rows">The number of rows of the table.</param>
/// <param name="Training">The training rows.</param>
/// <param name="Validation">The validation rows.</param>
/// <param name="Test">The test rows of the same table.</param>
/// <param name="Unlabelled">How many rows have no target, so that they are in no part.</param>
/// <param name="Folds">The fold, from 0, of each training row, which is a validation row for the network of that fold; empty where validation rows are apart.</param>
internal sealed record RowParts(int Rows, int[] Training, int[] Validation, int[] Test, int Unlabelled, int[] Folds)
{
    private const double DefaultTestFraction = 0.2;
    private const double DefaultValidationFraction = 0.2;

    /// <summary>
    /// Divides the rows that have a target. The test rows are chosen first, so that the other options do not change which they are; classes
    /// have their share in each part, and the rows of a group stay together.
    /// </summary>
    /// <param name="table">The data.</param>
    /// <param name="targets">The target columns.</param>
    /// <param name="isClassification">Whether the target is a class.</param>
    /// <param name="options">The options, completed by their recipe.</param>
    /// <param name="folds">The number of folds for a number of rows: 0 for validation rows apart.</param>
    /// <param name="given">The rows to learn from (for training and validation) and the test rows, all with a target, in place of the division that the options choose; other rows are in no part. Null for none.</param>
    /// <exception cref="DataException">No training rows, an invalid value in the split column, or too few groups.</exception>
    public static RowParts Of(Table table, IReadOnlyList<Column> targets, bool isClassification, ModelOptions options, Func<int, int> folds, (int[] Learned, int[] Test)? given = null)
    {
        int[] Strata(int[] of) => isClassification ? RowCodes.Of(LabelIndex.Spelt(targets[0]), of) : [];
        if (options.SplitColumn is { } name)
            return ByColumn(table, name, targets, options, training => folds(training.Length) is > 1 and var count ? Split.Folds(training.Length, count, options.Seed, Strata(training), index: 1) : []);
        int[] labelled = Labelled(targets, Enumerable.Range(0, table.Rows)), rows = given?.Learned ?? labelled;
        int unlabelled = table.Rows - labelled.Length;
        int[] strata = Strata(rows);
        int[] groups = options.Group is { } group ? RowCodes.OfGroups(table, group, rows) : [];
        bool hasOwnTest = given is not null || options.TestTable is not null || options.WarmStart is { IsBare: true };
        double test = options.TestFraction ?? (hasOwnTest ? 0 : DefaultTestFraction), validation = options.ValidationFraction ?? DefaultValidationFraction;
        if (options.Group is not null)
            RequireGroups(options.Group, groups, test, validation);
        var (kept, tested) = Divide(rows.Length, test, options.Seed, groups, strata, index: 0);
        int[] keptGroups = groups.Length == 0 ? [] : RowCodes.WithoutGaps(kept.Select(n => groups[n]));
        int[] keptStrata = strata.Length == 0 ? [] : [.. kept.Select(n => strata[n])];
        int groupCount = keptGroups.Length == 0 ? kept.Length : keptGroups.Max() + 1;
        if (Math.Min(folds(kept.Length), groupCount) is > 1 and var count)
        {
            int[] fold = keptGroups.Length == 0 ? Split.Folds(kept.Length, count, options.Seed, keptStrata, index: 1) : GroupSplit.Folds(keptGroups, count, options.Seed, keptStrata, index: 1);
            return Make([.. kept.Select(n => rows[n])], [], given?.Test ?? [.. tested.Select(n => rows[n])], table, options, fold, unlabelled);
        }
        var (trained, watched) = Divide(kept.Length, validation, options.Seed, keptGroups, keptStrata, index: 1);
        return Make([.. trained.Select(n => rows[kept[n]])], [.. watched.Select(n => rows[kept[n]])], given?.Test ?? [.. tested.Select(n => rows[n])], table, options, [], unlabelled);
    }

    /// <summary>Those of some rows that have every target.</summary>
    public static int[] Labelled(IReadOnlyList<Column> targets, IEnumerable<int> rows) => [.. rows.Where(row => !targets.Any(target => target.IsMissing(row)))];

    private static RowParts ByColumn(Table table, string name, IReadOnlyList<Column> targets, ModelOptions options, Func<int[], int[]> folds)
    {
        var (train, validation, test) = Split.ByColumn(table, name);
        int[] training = Labelled(targets, train), watched = Labelled(targets, validation), tested = Labelled(targets, test);
        return Make(training, watched, tested, table, options, watched.Length == 0 ? folds(training) : [], table.Rows - training.Length - watched.Length - tested.Length);
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

    private static RowParts Make(int[] training, int[] validation, int[] test, Table table, ModelOptions options, int[] folds, int unlabelled) => training.Length > 0
        ? new RowParts(table.Rows, training, validation, test, unlabelled, folds)
        : throw new DataException($"No row {(options.WarmStart is { IsBare: true } ? "" : "with a target ")}is left for training.");
}
