using Backprop.Tabular.Cells;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Reading;

/// <summary>
/// A column of texts that are numbers except for a few words, and are rarely meant as a category of a thousand labels. Words that people write where
/// there is no value are read as missing values; with any others the column stays labels, and the user is asked.
/// </summary>
/// <param name="Column">The numbers; null where the column stays as it was read.</param>
/// <param name="Form">Their form.</param>
/// <param name="Missing">The words that were read as missing values.</param>
/// <param name="Note">What the user should know.</param>
/// <param name="MayBeClasses">Whether the column can be a target as it was read.</param>
internal sealed record NearlyNumbers(NumberColumn? Column, NumberForm? Form, IReadOnlyList<string> Missing, string Note, bool MayBeClasses = false)
{
    private const int FewestLabels = 10, MaxShown = 10;

    /// <summary>What a column of labels is that nobody declared to be such; null where it is sound.</summary>
    /// <param name="plan">The column.</param>
    /// <param name="read">What was read.</param>
    /// <param name="mark">The decimal mark of the text; null where undecided.</param>
    /// <param name="lineOf">The line of a row, from 0.</param>
    public static NearlyNumbers? Of(ColumnPlan plan, Column? read, char? mark, Func<int, int> lineOf)
    {
        if (plan.Declared is not null || read is not CategoryColumn { Kind: ColumnKind.Category, Labels.Count: >= FewestLabels } column)
            return null;
        var exact = new NumberEvidence();
        var rounded = new NumberEvidence(rounds: true);
        string[] inexact = column.Labels.Where(label => !exact.Observe(label)).ToArray();
        bool mayBeClasses = column.Labels.Count * 2 <= column.Count;
        string[] words = column.Labels.Where(label => !rounded.Observe(label)).ToArray();
        if (inexact.Length == 0)
            return new(null, null, [], Unread(plan.Name, column.Labels[0], LineOf(column.Labels[0]), exact.Marks, mark), mayBeClasses);
        if (words.Length == 0)
        {
            return new(null, null, [], $"Column '{plan.Name}' contains whole numbers beyond 2^53, such as {inexact[0]}, which double precision would change: they were read as labels. "
                + $"Give --column '{plan.Name}=number' to round them.", mayBeClasses);
        }
        if (column.Labels.All(IsAmount))
        {
            string Shown(string label) => $"'{Problems.Shown(label)}' (line {LineOf(label)})";
            return new(null, null, [], $"Column '{plan.Name}' contains numbers of several forms, such as {Shown(column.Labels.First(label => !words.Contains(label)))} and {Shown(words[0])}: "
                + "it was read as labels. Write all of them in one form.");
        }
        bool areMissing = words.All(MissingText.IsSuspect) && exact.Numbers == rounded.Numbers && (rounded.Ambiguous is null || mark is not null);
        if (rounded.Numbers <= words.Length || (words.Length * 10 > column.Labels.Count && !areMissing))
            return null;
        bool isOne = words.Length == 1;
        string[] shown = [.. words.Take(MaxShown).Select(word => $"'{Problems.Shown(word)}'")];
        string more = words.Length > MaxShown ? $" and {words.Length - MaxShown} more" : "";
        string are = $"{shown[0]} (line {LineOf(words[0])}){string.Concat(shown[1..].Select(word => ", " + word))}{more} {(isOne ? "is" : "are")}";
        string marks = string.Join(' ', shown.Select(word => $"--missing {word}"));
        var form = rounded.Form(mark ?? '.');
        string numbers = $"{rounded.Numbers} of the {column.Labels.Count} different texts of column '{plan.Name}' are numbers{(form.Name == NumberForm.PlainName ? "" : $" such as {form.Name}")}";
        string meaning = isOne ? "it stands for a missing value" : "they stand for missing values";
        return areMissing
            ? new(Numbers(column, form), form, words, $"{numbers}; {are} not, and {(isOne ? "is" : "are")} read as missing. Give {marks} if {meaning}, or --column '{plan.Name}=category' to read labels.")
            : new(null, null, [], $"{numbers}, but {are} not: the column was read as labels. Give {marks} if {meaning}.");

        int LineOf(string label) => lineOf(column.Codes.IndexOf(Array.IndexOf([.. column.Labels], label)));
    }

    // Columns of numbers only that are labels nevertheless: of another decimal mark than the one given, or of forms that are one only without the zeros among them.
    private static string Unread(string name, string example, int line, NumberMarks marks, char? mark)
    {
        string numbers = $"Column '{name}' contains numbers such as {Problems.Shown(example)} (line {line})";
        return marks != NumberMarks.Both && mark is '.' or ',' && (marks == NumberMarks.Comma) != (mark == ',')
            ? $"{numbers}, whose decimal mark is a {MarkName(marks == NumberMarks.Comma)} where a {MarkName(mark == ',')} is given: it was read as labels. "
                + $"Give --decimal {MarkName(marks == NumberMarks.Comma)}, or write all numbers with a {MarkName(mark == ',')}."
            : $"{numbers} of several forms: it was read as labels. Write all of them in one form.";
    }

    private static string MarkName(bool isComma) => isComma ? "comma" : "point";

    // A number with nothing around it but a currency or a percent sign; letters after digits may be a code, such as 12b.
    private static bool IsAmount(string label) =>
        NumberCell.TryCut(label, out var cell) && (cell.Suffix.IsEmpty || cell.Suffix is "%" || NumberAffix.IsCurrency(cell.Suffix));

    private static NumberColumn Numbers(CategoryColumn column, NumberForm form)
    {
        double[] byCode = [.. column.Labels.Select(label => form.TryParse(label, rounds: false, out double value) ? value : double.NaN)];
        double[] values = new double[column.Count];
        for (int row = 0; row < values.Length; row++)
            values[row] = column.Codes[row] < 0 ? double.NaN : byCode[column.Codes[row]];
        return new NumberColumn(column.Name, values);
    }
}
