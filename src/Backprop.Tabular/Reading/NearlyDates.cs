using Backprop.Tabular.Cells;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Reading;

/// <summary>
/// A column of texts that are dates except for a few, dates in several forms, or durations. As labels it would be useless. A few texts among
/// dates of one form are read as missing values; any other such column is excluded.
/// </summary>
/// <param name="Column">The dates; null where the column is excluded.</param>
/// <param name="Form">Their form.</param>
/// <param name="Missing">The texts that were read as missing values; none where they are too many to remember (above 100).</param>
/// <param name="Reason">Why the column is excluded, in a few words.</param>
/// <param name="Note">What the user should know.</param>
internal sealed record NearlyDates(DateColumn? Column, CellKinds Form, IReadOnlyList<string> Missing, string? Reason, string Note)
{
    private const int FewestTexts = 5, FewestDurations = 10, MaxShown = 3, MaxRemembered = 100, SampleTexts = 100;

    /// <summary>What a column of labels is that nobody declared to be such; null where its texts are not dates.</summary>
    /// <param name="plan">The column.</param>
    /// <param name="read">What was read.</param>
    /// <param name="dayFirst">The order that the user gives.</param>
    /// <param name="lineOf">The line of a row, from 0.</param>
    public static NearlyDates? Of(ColumnPlan plan, Column? read, bool? dayFirst, Func<int, int> lineOf)
    {
        if (plan.Declared is not null || read is not CategoryColumn { Kind: ColumnKind.Category, Labels.Count: >= FewestTexts } column || !MayBeDates(column.Labels))
            return null;
        var texts = new DateTexts(column);
        string labels = $"--column '{plan.Name}=category' reads labels.";
        string Shown((string Text, int Row, CellKinds) cell) => $"'{Problems.Shown(cell.Text)}' (line {lineOf(cell.Row)})";
        if (column.Labels.Count >= FewestDurations && column.Labels.Count(IsDuration) * 10 >= column.Labels.Count * 9
            && texts.Where(forms => forms == CellKinds.None).FirstOrDefault(cell => IsDuration(cell.Text)) is { Text: not null } over)
        {
            return LeftOut("durations", $"durations: {Shown(over)} is not a time of day. It is excluded. Write durations as numbers, such as minutes; {labels}");
        }
        if (texts.Dates < FewestTexts || texts.RowsOf(CellKinds.Dates) * 10 < texts.Rows * 9)
            return null;
        var best = texts.Best(CellKinds.Dates);
        if ((best & CellKinds.DateOrders) != CellKinds.None)
        {
            if (dayFirst is { } declared && (declared ? CellKinds.DayFirst : CellKinds.MonthFirst) is var order && texts.RowsOf(order) * 2 >= texts.Rows)
                return Dates(order);
            // One date of the other order may be a mistake. With more of them, those that match both orders cannot be trusted.
            var otherOrder = CellKinds.DateOrders & ~best;
            var others = texts.Where(forms => (forms & CellKinds.DateOrders) == otherOrder);
            if (others.Count > 1)
            {
                var ofBest = texts.Where(forms => (forms & best) != CellKinds.None).OrderBy(cell => cell.Forms & otherOrder).First();
                return LeftOut("dates in two orders", $"dates in two orders: {Shown(ofBest)} is {Name(best)}, {Shown(others[0])} is {Name(otherOrder)}. It is excluded. "
                    + $"Write all of them in one order; or give --dates day-first or --dates month-first, which reads those of the other order as missing values; {labels}");
            }
        }
        if (texts.RowsOf(best) * 10 >= texts.Rows * 9)
            return Dates(best);
        var (one, another) = (texts.Where(forms => (forms & best) != CellKinds.None)[0], texts.Where(forms => forms != CellKinds.None && (forms & best) == CellKinds.None)[0]);
        return LeftOut("dates in several forms", $"dates in several forms: {Shown(one)} is {Name(best)}, {Shown(another)} is {Name(First(another.Forms))}. It is excluded. "
            + $"Write all of them in one form; {labels}");

        NearlyDates LeftOut(string reason, string what) => new(null, CellKinds.None, [], reason, $"Column '{plan.Name}' contains {what}");

        NearlyDates Dates(CellKinds form)
        {
            var wrong = texts.Where(forms => (forms & form) == CellKinds.None);
            bool isOne = wrong.Count == 1;
            string shown = string.Join(", ", wrong.Take(MaxShown).Select(Shown)) + (wrong.Count > MaxShown ? ", …" : "");
            string options = string.Join(' ', wrong.Take(MaxShown).Select(cell => $"--missing '{cell.Text}'")) + (wrong.Count > MaxShown ? " …" : "");
            string note = $"Column '{plan.Name}': all but {texts.Rows - texts.RowsOf(form)} of {texts.Rows} are {(form == CellKinds.Clock ? "times of day" : "dates")} ({Name(form)}); "
                + $"{shown} {(isOne ? "is not, and is" : "are not, and are")} read as missing. "
                + $"Give {options} if {(isOne ? "it stands" : "they stand")} for a missing value, or correct {(isOne ? "it" : "them")}; {labels}";
            return new NearlyDates(texts.Read(DateForm.Of(form)!), form, wrong.Count > MaxRemembered ? [] : [.. wrong.Select(cell => cell.Text)], null, note);
        }
    }

    // Inspects only some texts, since they may be a million names.
    private static bool MayBeDates(IReadOnlyList<string> texts)
    {
        int step = Math.Max(1, texts.Count / SampleTexts);
        for (int i = 0; i < texts.Count; i += step)
        {
            if (IsDuration(texts[i]) || DateForm.Fitting(texts[i], CellKinds.Dates) != CellKinds.None)
                return true;
        }
        return false;
    }

    private static CellKinds First(CellKinds forms) => (CellKinds)((int)forms & -(int)forms);

    private static string Name(CellKinds form) => DateForm.Of(form)!.Name;

    // Hours of any number, minutes, perhaps seconds.
    private static bool IsDuration(string text)
    {
        var scanner = new DateScanner(text);
        return scanner.Digits(1, 5, out _) && scanner.One(':') && scanner.Digits(2, 2, out int minutes) && minutes < 60
            && (scanner.AtEnd || (scanner.One(':') && scanner.Digits(2, 2, out int seconds) && seconds < 60 && scanner.AtEnd));
    }
}
