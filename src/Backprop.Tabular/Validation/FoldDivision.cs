using System.Globalization;
using Backprop.Numerics.Randomness;
using Backprop.Tabular.Encoders;
using Backprop.Tabular.Models;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Validation;

/// <summary>The rows of a table in folds.</summary>
internal sealed class FoldDivision
{
    /// <summary>Which of several divisions by one seed: a training uses 0 and 1 for its test and validation rows.</summary>
    private const long DivisionOfFolds = 2;

    /// <summary>Keeps the seeds of divisions apart from those of networks.</summary>
    private const long FirstSeed = 1L << 32;

    private const int MaxListed = 8;

    private FoldDivision(IReadOnlyList<FoldRows> folds, int rows, IReadOnlyList<string> notes) => (Folds, Rows, Notes) = (folds, rows, notes);

    /// <summary>Every fold, division after division.</summary>
    public IReadOnlyList<FoldRows> Folds { get; }

    /// <summary>The number of rows in the folds: those with a target.</summary>
    public int Rows { get; }

    /// <summary>What the user should know about the division.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>Divides the rows that have a target.</summary>
    /// <exception cref="DataException">Too few rows, groups or times, or one of them is missing.</exception>
    public static FoldDivision Of(Table table, ModelOptions options, CrossValidationOptions how)
    {
        bool isClassification = TrainingPlan.ChooseTask(table, options).Task == TargetTask.Classification;
        Column[] targets = [.. options.Targets.Select(name => TaskChoice.Require(table, name))];
        int[] rows = RowParts.Labelled(targets, Enumerable.Range(0, table.Rows));
        int[] strata = isClassification ? RowCodes.WithoutGaps(RowCodes.Of(LabelIndex.Spelt(targets[0]), rows)) : [];
        if (how.TimeOrder is { } time)
        {
            int[] blocks = TimeBlocks.Of(Times(table, time, rows, how.Folds), how.Folds + 1);
            return new FoldDivision([.. Enumerable.Range(1, how.Folds).Select(fold => new FoldRows(1, fold, options.Seed, rows, blocks, isAhead: true))], rows.Length, []);
        }
        int[] groups = options.Group is { } group ? RowCodes.OfGroups(table, group, rows) : [];
        if (rows.Length < how.Folds)
            throw new DataException($"{Count(rows.Length, "row")} with a target cannot be divided in {how.Folds} folds. Choose fewer folds.");
        if (groups.Length > 0 && groups.Max() + 1 is var count && count < how.Folds)
            throw new DataException($"Column '{options.Group}' has {Count(count, "group")} of rows with a target, but {how.Folds} folds need at least one each. Choose fewer folds, or another column.");
        var folds = new List<FoldRows>();
        for (int repeat = 1; repeat <= how.Repeats; repeat++)
        {
            ulong seed = Seed(options.Seed, repeat);
            int[] of = groups.Length > 0 ? GroupSplit.Folds(groups, how.Folds, seed, strata, DivisionOfFolds) : Split.Folds(rows.Length, how.Folds, seed, strata, DivisionOfFolds);
            of = Array.ConvertAll(of, fold => fold + 1);
            folds.AddRange(Enumerable.Range(1, how.Folds).Select(fold => new FoldRows(repeat, fold, seed, rows, of, isAhead: false)));
        }
        return new FoldDivision(folds, rows.Length, RareClasses(targets[0], rows, strata, how.Folds) is { } note ? [note] : []);
    }

    private static double[] Times(Table table, string name, int[] rows, int folds)
    {
        var column = ColumnValues.Require(table, name, "orders the rows in time");
        if (column is not (DateColumn or NumberColumn))
        {
            throw new DataException($"Column '{name}' holds {(column is ImageColumn ? "images" : "labels")}, but only dates and numbers order the rows in time."
                + (column is ImageColumn ? "" : $" --column {name}=date or {name}=number reads it as such."));
        }
        double[] times = ColumnValues.Numbers(column, rows, column.Kind);
        for (int n = 0; n < times.Length; n++)
        {
            if (double.IsNaN(times[n]))
                throw ColumnValues.Bad(column, rows[n], "the value is missing, but every row needs its place in time. Fill it in, or remove the row.");
        }
        int different = times.Distinct().Count();
        return different > folds ? times : throw new DataException(
            $"Column '{name}' has {Count(different, "different value")} in rows with a target, but {folds} folds in the order of time need at least {folds + 1}. Choose fewer folds, or another column.");
    }

    private static string? RareClasses(Column target, int[] rows, int[] strata, int folds)
    {
        var rare = strata.Index().GroupBy(row => row.Item).Select(same => (Label: target.Text(rows[same.First().Index]), Count: same.Count())).Where(of => of.Count < folds).ToArray();
        if (rare.Length == 0)
            return null;
        string listed = string.Join(", ", rare.Take(MaxListed).Select(of => $"'{of.Label}' has {of.Count}")) + (rare.Length > MaxListed ? ", …" : "");
        string single = rare.Any(of => of.Count == 1) ? "; a single row of a class is always predicted wrongly, because no other trains" : "";
        return $"target '{target.Name}': {(rare.Length == 1 ? "a class has" : $"{rare.Length} classes have")} fewer rows than there are folds, so that some folds do not test {(rare.Length == 1 ? "it" : "them")} ({listed}){single}";
    }

    private static ulong Seed(ulong seed, int repeat) => repeat == 1 ? seed : RandomStream.Seed(seed, FirstSeed + repeat);

    private static string Count(int count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");
}
