using Backprop.Tabular.Cells;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Reading;

/// <summary>Finds columns of labels that are numbers but for a few words, and are rarely meant as a category of a thousand labels.</summary>
internal static class NearlyNumbers
{
    private const int FewestLabels = 10, MaxWords = 10;

    /// <summary>What to tell the user about a column; null where it is sound.</summary>
    /// <param name="column">The column as it was read.</param>
    /// <param name="lineOf">The line on which a row, from 0, begins.</param>
    public static string? Problem(CategoryColumn column, Func<int, int> lineOf)
    {
        if (column.Kind == ColumnKind.Boolean || column.Labels.Count < FewestLabels)
            return null;
        var exact = new NumberEvidence();
        var rounded = new NumberEvidence(rounds: true);
        string[] inexact = column.Labels.Where(label => !exact.Observe(label)).ToArray();
        string[] words = column.Labels.Where(label => !rounded.Observe(label)).ToArray();
        if (words.Length == 0 && rounded.Numbers > 0)
        {
            return $"Column '{column.Name}' holds whole numbers beyond 2^53, such as {inexact[0]}, which double precision would change: they were read as labels. "
                + $"Give --column '{column.Name}=number' to round them.";
        }
        if (rounded.Numbers <= words.Length || (words.Length * 10 > column.Labels.Count && !words.All(MissingText.IsSuspect)))
            return null;
        var shown = words.Take(MaxWords).Select(word => $"'{Problems.Shown(word)}'").ToArray();
        int row = column.Codes.IndexOf(column.Labels.ToList().IndexOf(words[0]));
        string more = words.Length > MaxWords ? $" and {words.Length - MaxWords} more" : "";
        string are = words.Length == 1 ? $"{shown[0]} (line {lineOf(row)}) is" : $"{shown[0]} (line {lineOf(row)}), {string.Join(", ", shown[1..])}{more} are";
        string marks = string.Join(' ', shown.Select(word => $"--missing {word}"));
        return $"Column '{column.Name}' was read as labels, though {rounded.Numbers} of its {column.Labels.Count} different texts are numbers{Form(rounded)}: {are} not. "
            + (words.Length == 1 ? $"Give {marks} if it stands for a missing value." : $"Give {marks} if they stand for missing values.");
    }

    private static string Form(NumberEvidence numbers)
    {
        string name = numbers.Form('.').Name;
        return name == NumberForm.PlainName ? "" : $" such as {name}";
    }
}
