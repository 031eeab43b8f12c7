using System.Globalization;

namespace Backprop.Tabular.Validation;

/// <summary>The rows of one fold.</summary>
/// <param name="repeat">The division, from 1.</param>
/// <param name="fold">The fold, from 1.</param>
/// <param name="seed">The seed of its training.</param>
/// <param name="rows">The rows of the table that are in any fold, ascending.</param>
/// <param name="of">The fold of each of them, from 1; in the order of time 0 for rows that only train.</param>
/// <param name="isAhead">Whether only the folds before this one train.</param>
internal sealed class FoldRows(int repeat, int fold, ulong seed, int[] rows, int[] of, bool isAhead)
{
    public int Repeat => repeat;

    public int Fold => fold;

    public ulong Seed => seed;

    /// <summary>The rows to learn from, ascending.</summary>
    public int[] Learned() => [.. rows.Where((_, n) => isAhead ? of[n] < fold : of[n] != fold)];

    /// <summary>The test rows, ascending.</summary>
    public int[] Test() => [.. rows.Where((_, n) => of[n] == fold)];

    /// <summary>Such as <c>fold 2</c>, or <c>repeat 3, fold 2</c>.</summary>
    public string Name(int repeats) => (repeats > 1 ? string.Create(CultureInfo.InvariantCulture, $"repeat {repeat}, ") : "") + string.Create(CultureInfo.InvariantCulture, $"fold {fold}");
}
