using Backprop.Numerics.Randomness;

namespace Backprop.Tabular.Tables;

/// <summary>Divides the rows of a table in parts: by chance, or as a column says.</summary>
internal static class Split
{
    /// <summary>
    /// Sets a part of the rows aside by chance, the same for the same arguments everywhere. Each stratum gives its share, rounded by largest
    /// remainders to the share of all rows; a stratum of two rows or more has at least one in each part, a single row stays in the rest.
    /// </summary>
    /// <param name="rows">N, the number of rows.</param>
    /// <param name="fraction">The share of the part, from 0 (no part) to below 1.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="strata">N codes of classes, −1 or more; empty where rows are not of classes.</param>
    /// <param name="index">Which of several splits by one seed, from 0: each has its own random numbers.</param>
    /// <returns>The rows, from 0, that are kept and those set aside, both ascending.</returns>
    /// <exception cref="ArgumentException">A fraction outside its range, or strata of another length.</exception>
    public static (int[] Kept, int[] Aside) Parts(int rows, double fraction, ulong seed, ReadOnlySpan<int> strata = default, long index = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        if (fraction is not (>= 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(fraction), fraction, "The fraction must be from 0 to below 1.");
        if (!strata.IsEmpty && strata.Length != rows)
            throw new ArgumentException($"There are {strata.Length} strata for {rows} rows.", nameof(strata));
        int[] due = Shares(Sizes(rows, strata), fraction, rows);
        int[] order = new int[rows];
        Permutation.Shuffle(order, seed, Purpose.Split, index);
        bool[] aside = new bool[rows];
        foreach (int row in order)
            aside[row] = due[strata.IsEmpty ? 0 : strata[row] + 1]-- > 0;
        var all = Enumerable.Range(0, rows);
        return (all.Where(row => !aside[row]).ToArray(), all.Where(row => aside[row]).ToArray());
    }

    /// <summary>
    /// Divides the rows by chance in folds of nearly the same size, the same for the same arguments everywhere. Each stratum is spread over the folds as evenly as it can be.
    /// </summary>
    /// <param name="rows">N, the number of rows.</param>
    /// <param name="folds">The number of folds, at least 2.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="strata">N codes of classes, −1 or more; empty where rows are not of classes.</param>
    /// <param name="index">Which of several divisions by one seed, from 0.</param>
    /// <returns>The fold of each row, from 0.</returns>
    public static int[] Folds(int rows, int folds, ulong seed, ReadOnlySpan<int> strata = default, long index = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 2);
        int[] order = new int[rows], codes = strata.IsEmpty ? new int[rows] : strata.ToArray(), of = new int[rows];
        Permutation.Shuffle(order, seed, Purpose.Split, index);
        int place = 0;
        foreach (int row in order.OrderBy(row => codes[row]))
            of[row] = place++ % folds;
        return of;
    }

    /// <summary>Divides the rows as the values of a column say: train, val or validation, and test, in any case.</summary>
    /// <returns>The rows, from 0, of each part, ascending.</returns>
    /// <exception cref="DataException">No such column, another value in it, a missing one, or no row to train on.</exception>
    public static (int[] Train, int[] Validation, int[] Test) ByColumn(Table table, string name)
    {
        ArgumentNullException.ThrowIfNull(table);
        var column = table.Find(name)
            ?? throw new DataException($"There is no column '{name}' to split by.{Nearest.Suggest(name, table.Columns.Select(other => other.Name))}");
        List<int> train = [], validation = [], test = [];
        for (int row = 0; row < table.Rows; row++)
        {
            string text = column.Text(row);
            var part = text.ToUpperInvariant() switch
            {
                "TRAIN" => train,
                "VAL" or "VALIDATION" => validation,
                "TEST" => test,
                _ => throw new DataException($"Column '{name}', row {row + 1}: '{text}' found; a split column must contain train, val, validation or test."),
            };
            part.Add(row);
        }
        if (train.Count == 0)
            throw new DataException($"Column '{name}' has no row with 'train'. Some training rows are needed.");
        return ([.. train], [.. validation], [.. test]);
    }

    // The sizes of the strata, that of code −1 first.
    private static int[] Sizes(int rows, ReadOnlySpan<int> strata)
    {
        if (strata.IsEmpty)
            return [rows];
        int largest = -1;
        foreach (int code in strata)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(code, -1, nameof(strata));
            largest = Math.Max(largest, code);
        }
        int[] sizes = new int[largest + 2];
        foreach (int code in strata)
            sizes[code + 1]++;
        return sizes;
    }

    private static int[] Shares(int[] sizes, double fraction, int rows)
    {
        int[] shares = new int[sizes.Length];
        if (fraction == 0)
            return shares;
        int left = (int)Math.Round(rows * fraction, MidpointRounding.AwayFromZero);
        for (int i = 0; i < sizes.Length; i++)
        {
            shares[i] = sizes[i] < 2 ? 0 : Math.Clamp((int)(sizes[i] * fraction), 1, sizes[i] - 1);
            left -= shares[i];
        }
        var byRemainder = Enumerable.Range(0, sizes.Length).OrderByDescending(i => sizes[i] * fraction - (int)(sizes[i] * fraction)).ThenBy(i => i);
        foreach (int i in byRemainder)
        {
            if (left > 0 && shares[i] > 0 && shares[i] < sizes[i] - 1 && shares[i] < sizes[i] * fraction)
            {
                shares[i]++;
                left--;
            }
        }
        return shares;
    }
}
