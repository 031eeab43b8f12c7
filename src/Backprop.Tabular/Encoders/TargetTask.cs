using System.Globalization;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Encoders;

/// <summary>What is learned.</summary>
public enum TargetTask
{
    /// <summary>One of K classes, with a probability each.</summary>
    Classification,

    /// <summary>One or several numbers.</summary>
    Regression,
}

/// <summary>The task that fits a target column, and why.</summary>
/// <param name="Task">The task.</param>
/// <param name="Reason">A few words for people, such as <c>text with 3 different values</c>.</param>
public sealed record TaskChoice(TargetTask Task, string Reason)
{
    /// <summary>Whole numbers with at most so many different values are taken for classes.</summary>
    public const int MostNumberClasses = 20;

    /// <summary>
    /// Chooses by what the target columns hold in all rows: text, booleans and whole numbers with at most <see cref="MostNumberClasses"/>
    /// different values are classes; other numbers, and several targets, are a regression.
    /// </summary>
    /// <exception cref="DataException">A target column is missing, holds dates or images, or there is none.</exception>
    public static TaskChoice For(Table table, IReadOnlyList<string> targets)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(targets);
        if (targets.Count == 0)
            throw new DataException("No target column is named.");
        var columns = targets.Select(name => Require(table, name)).ToArray();
        if (columns.Length > 1)
        {
            return columns.OfType<CategoryColumn>().FirstOrDefault() is not { } texts ? new TaskChoice(TargetTask.Regression, "several targets") : throw new DataException(
                $"Several targets are a regression and must be numbers, but '{texts.Name}' holds {(texts.Kind == ColumnKind.Boolean ? "true and false" : "labels")}, such as '{texts.Labels.FirstOrDefault()}'. "
                + "Train a model for each target.");
        }
        if (columns[0] is CategoryColumn category)
        {
            string kind = category.Kind == ColumnKind.Boolean ? "true or false" : "text";
            return new TaskChoice(TargetTask.Classification, string.Create(CultureInfo.InvariantCulture, $"{kind} with {category.Labels.Count} different values"));
        }
        var distinct = new HashSet<double>();
        foreach (double value in ((NumberColumn)columns[0]).Values)
        {
            if (double.IsNaN(value))
                continue;
            if (!double.IsInteger(value))
                return new TaskChoice(TargetTask.Regression, "numbers with fractions");
            if (distinct.Add(value) && distinct.Count > MostNumberClasses)
                return new TaskChoice(TargetTask.Regression, $"whole numbers with more than {MostNumberClasses} different values");
        }
        return new TaskChoice(TargetTask.Classification, string.Create(CultureInfo.InvariantCulture, $"whole numbers with {distinct.Count} different values"));
    }

    /// <summary>A target column.</summary>
    internal static Column Require(Table table, string name)
    {
        var column = table.Find(name) ?? throw ColumnValues.Missing(table, [name], "was named as the target");
        return column is CategoryColumn or NumberColumn ? column : throw new DataException(
            $"The target '{name}' holds {(column is DateColumn ? "dates" : "images")}, but a target is a number or a label.");
    }
}
