using Backprop.Tabular.Cells;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Reading;

/// <summary>The notes about the form in which a column of dates was read.</summary>
internal static class DateNotes
{
    private const string Both = "every date can be read as dd/MM and as MM/dd";

    /// <summary>What is expected in a cell.</summary>
    public static string Expected(ColumnPlan plan) =>
        $"{(plan.Form == CellKinds.Clock ? "a time of day" : "a date")} such as {plan.FormName}{(plan.Expected is null ? "" : ", the form of the training data,")}";

    /// <summary>The note on dates that can be read in two orders, or are of another form than in training; null where there is nothing to say.</summary>
    /// <exception cref="DataException">Both at once: then nothing decides the order.</exception>
    public static string? Of(ColumnPlan plan, string source)
    {
        if (plan.Kind != ColumnKind.Date)
            return null;
        if (plan.IsAmbiguous && plan.Expected is not null)
            throw new DataException($"{source}, column '{plan.Name}': {Both}, and those of the training data have the form {plan.Expected}. Give --dates day-first or --dates month-first.");
        if (plan.IsAmbiguous)
        {
            bool isDayFirst = plan.Form == CellKinds.DayFirst;
            return $"Column '{plan.Name}': {Both}; it was read as {plan.FormName}. Give --dates {(isDayFirst ? "month-first" : "day-first")} to read the {(isDayFirst ? "month" : "day")} first.";
        }
        return plan.Expected is not null && plan.Expected != plan.FormName
            ? $"Column '{plan.Name}': its dates have the form {plan.FormName} here, and {plan.Expected} in the training data."
            : null;
    }
}
