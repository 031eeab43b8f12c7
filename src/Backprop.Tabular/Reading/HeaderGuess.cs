using System.Globalization;
using Backprop.Tabular.Cells;

namespace Backprop.Tabular.Reading;

/// <summary>Detects whether the first record names the columns.</summary>
internal static class HeaderGuess
{
    /// <summary>
    /// A header where at least as many of its cells are texts above columns of numbers, dates or booleans as are such values themselves;
    /// where there are only texts below, unless half of its texts are repeated below themselves or it contains one twice. One record alone is a
    /// header if it holds no number. Years and 0 … n − 1 count as names where they do not fit the values below.
    /// </summary>
    /// <param name="first">The first record.</param>
    /// <param name="rest">The records below.</param>
    /// <param name="missing">The texts that stand for a missing value.</param>
    public static bool IsHeader(IReadOnlyList<string> first, IReadOnlyList<string[]> rest, MissingText missing)
    {
        var below = new Inference(first.Count, missing);
        foreach (string[] record in rest)
        {
            for (int column = 0; column < Math.Min(first.Count, record.Length); column++)
                below.Observe(column, record[column]);
        }
        bool numbersAreNames = AreNames(first, rest);
        // A single letter such as F is more often a label than a boolean.
        const CellKinds Telling = CellKinds.All & ~(CellKinds.TF | CellKinds.YN);
        int names = 0, values = 0, texts = 0, again = 0;
        for (int column = 0; column < first.Count; column++)
        {
            string cell = first[column];
            if (missing.Is(cell))
                continue;
            var kinds = CellKind.Of(cell, Telling);
            if (numbersAreNames && Whole(cell) is not null)
                names++;
            else if (!below.Seen(column))
                values += (kinds & CellKinds.Numbers) != CellKinds.None ? 1 : 0;
            else if ((below.Kinds(column) & Telling) != CellKinds.None)
                _ = (kinds & below.Kinds(column)) != CellKinds.None ? values++ : names++;
            else
            {
                texts++;
                if (rest.Any(record => column < record.Length && record[column] == cell))
                    again++;
            }
        }
        if (names + values > 0)
            return names > 0 && names >= values;
        return texts == 0 || (again * 2 < texts && first.Where(cell => cell.Length > 0).Distinct(StringComparer.Ordinal).Count() == first.Count(cell => cell.Length > 0));
    }

    /// <summary>Whether the whole numbers of a record are names: rising years, or 0 … n − 1, above values that are not of their kind.</summary>
    public static bool AreNames(IReadOnlyList<string> first, IReadOnlyList<string[]> rest)
    {
        int[] columns = [.. Enumerable.Range(0, first.Count).Where(column => Whole(first[column]) is not null)];
        int[] numbers = [.. columns.Select(column => Whole(first[column])!.Value)];
        bool anyText = first.Any(cell => cell.Length > 0 && CellKind.Of(cell, CellKinds.Numbers) == CellKinds.None);
        bool anyOther = first.Any(cell => Whole(cell) is null && CellKind.Of(cell, CellKinds.Numbers) != CellKinds.None);
        if (numbers.Length < (anyText ? 2 : 3) || anyOther || rest.Count == 0 || !Rising(numbers))
            return false;
        bool years = numbers.All(IsYear), counted = numbers.Select((number, i) => number - numbers[0] == i).All(same => same) && numbers[0] is 0 or 1;
        if (!years && !counted)
            return false;
        int like = 0, fractions = 0, seen = 0;
        foreach (string[] record in rest)
        {
            int?[] below = [.. columns.Where(column => column < record.Length && record[column].Length > 0).Select(column => Whole(record[column]))];
            if (below.Length == 0)
                continue;
            seen++;
            fractions += below.Any(number => number is null) ? 1 : 0;
            // Rows that are such runs themselves are windows of a series, and the first is one of them.
            like += below.All(number => number is { } value && (years ? IsYear(value) : value >= 0)) && (years || Rising([.. below.Select(number => number!.Value)])) ? 1 : 0;
        }
        if (seen == 0 || like * 2 > seen)
            return false;
        return years || fractions * 2 > seen || (numbers[0] == 0 && numbers.Length >= 4 && like == 0);
    }

    private static bool IsYear(int number) => number is >= 1800 and <= 2100;

    private static bool Rising(int[] numbers) => numbers.Zip(numbers.Skip(1)).All(pair => pair.First < pair.Second);

    private static int? Whole(string cell) =>
        cell.Length is > 0 and <= 9 && cell.All(char.IsAsciiDigit) ? int.Parse(cell, NumberStyles.None, CultureInfo.InvariantCulture) : null;
}
