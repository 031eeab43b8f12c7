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

/// <summary>The task that suits a target column, and why.</summary>
/// <param name="Task">The task.</param>
/// <param name="Reason">A few words for people, such as <c>text with 3 different values</c>.</param>
internal sealed record TaskChoice(TargetTask Task, string Reason)
{
    /// <summary>Whole numbers with more different values than this are a regression.</summary>
    public const int MaxNumberClasses = 20;

    /// <summary>
    /// Chooses by the values of the target columns in all rows: text and booleans are classes; numbers with a fraction, and several targets, are a
    /// regression; codes with leading zeros are classes; whole numbers are classes where there are few values and each occurs in several rows.
    /// </summary>
    /// <remarks>
    /// <para>
    /// Few: at most <see cref="MaxNumberClasses"/>. Several: K values that lie close together, within a span below 2K as codes, ratings and digits
    /// do, are in 3·K rows or more; others, such as prices, in 10·K. At most a quarter of the values (and one in any case) occurs in a
    /// single row, as the rarest rating may.
    /// </para>
    /// <para>0 and 1, and −1 and 1, are classes in any number of rows.</para>
    /// </remarks>
    /// <exception cref="DataException">A target column is missing, holds dates or images, or there is none.</exception>
    public static TaskChoice For(Table table, IReadOnlyList<string> targets)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(targets);
        if (targets.Count == 0)
            throw new DataException("No target column is given.");
        var columns = targets.Select(name => Require(table, name)).ToArray();
        if (columns.Length > 1)
        {
            return columns.OfType<CategoryColumn>().FirstOrDefault() is not { } texts ? new TaskChoice(TargetTask.Regression, "several targets") : throw new DataException(
                $"Several targets are a regression and must be numbers, but '{texts.Name}' holds {(texts.Kind == ColumnKind.Boolean ? "true and false" : "labels")}, such as '{texts.Labels.FirstOrDefault()}'. "
                + "Train a model for each target.");
        }
        if (columns[0] is not CategoryColumn category)
            return OfNumbers((NumberColumn)columns[0]);
        string kind = category.Kind == ColumnKind.Boolean ? "true or false" : "text";
        return new TaskChoice(TargetTask.Classification, string.Create(CultureInfo.InvariantCulture, $"{kind} with {category.Labels.Count} different values"));
    }

    private static TaskChoice OfNumbers(NumberColumn column)
    {
        // 02138 is a code: nobody writes a quantity like that.
        if (column.AsWritten is { } written && written.Labels.Any(IsCode) && column.Count >= 2 * written.Labels.Count)
            return new TaskChoice(TargetTask.Classification, string.Create(CultureInfo.InvariantCulture, $"codes with leading zeros, {written.Labels.Count} different ones"));
        var counts = new Dictionary<double, int>();
        int rows = 0;
        bool many = false;
        foreach (double value in column.Values)
        {
            if (double.IsNaN(value))
                continue;
            if (!double.IsInteger(value))
                return new TaskChoice(TargetTask.Regression, "numbers with fractions");
            rows++;
            // A fraction may still follow: the values are no longer counted, but checked to the end.
            if (many)
                continue;
            counts[value] = counts.GetValueOrDefault(value) + 1;
            many = counts.Count > MaxNumberClasses;
        }
        if (many)
            return new TaskChoice(TargetTask.Regression, $"whole numbers with more than {MaxNumberClasses} different values");
        string found = string.Create(CultureInfo.InvariantCulture, $"whole numbers with {counts.Count} different values");
        return WhyNotClasses(counts, rows) is { } reason
            ? new TaskChoice(TargetTask.Regression, $"{found}{reason}")
            : new TaskChoice(TargetTask.Classification, found);
    }

    private static bool IsCode(string label) => label.Length > 1 && label[0] == '0' && label.All(char.IsAsciiDigit);

    private static string? WhyNotClasses(Dictionary<double, int> counts, int rows)
    {
        if (counts.Count < 2)
            return null;
        double least = counts.Keys.Min(), most = counts.Keys.Max();
        if (counts.Count == 2 && most == 1 && least is 0 or -1)
            return null;
        int fewest = most - least < 2 * counts.Count ? 3 : 10, single = counts.Values.Count(count => count == 1);
        return rows < fewest * counts.Count ? string.Create(CultureInfo.InvariantCulture, $" in {rows} rows, too few rows of each for classes")
            : single > Math.Max(1, counts.Count / 4) ? string.Create(CultureInfo.InvariantCulture, $", {single} of them in one row only")
            : null;
    }

    /// <summary>A target column.</summary>
    internal static Column Require(Table table, string name)
    {
        var column = table.Find(name) ?? throw ColumnValues.Missing(table, [name], "was given as the target");
        return column is CategoryColumn or NumberColumn ? column : throw new DataException(
            $"The target '{name}' holds {(column is DateColumn ? "dates" : "images")}, but a target is a number or a label.");
    }
}
