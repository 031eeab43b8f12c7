using Backprop.Tabular.Cells;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Reading;

/// <summary>Collects the cells of one column, from the first row to the last.</summary>
internal abstract class ColumnBuilder(MissingText missing)
{
    protected MissingText Missing { get; } = missing;

    /// <summary>Adds a cell, without blanks around it; false, and nothing added, if it is not of the column's kind.</summary>
    public abstract bool Add(ReadOnlySpan<char> text);

    /// <summary>Adds the cells of a column for all held rows; returns the first row, from 0, whose cell is not of the column's kind, else their number.</summary>
    public virtual int Add(RecordReader rows, int column)
    {
        int row = 0;
        while (row < rows.Held && Add(rows[row, column]))
            row++;
        return row;
    }

    /// <summary>The column of all cells; null if none had a value, so that the kind is unknown.</summary>
    public abstract Column? Build(string name);

    /// <param name="plan">The plan of the column.</param>
    /// <param name="missing">The texts that stand for a missing value.</param>
    /// <param name="expected">The approximate number of rows; 0 where unknown.</param>
    public static ColumnBuilder Of(ColumnPlan plan, MissingText missing, int expected = 0) => plan switch
    {
        { Declared: ColumnType.Ignore } => new IgnoredBuilder(missing),
        { Kind: null } => new EmptyBuilder(missing),
        { Kind: ColumnKind.Number } => new NumberBuilder(missing.With(plan.Missing), plan, expected),
        { Kind: ColumnKind.Date } => new DateBuilder(missing.With(plan.Missing), DateForm.Of(plan.Form)!, expected),
        _ => new CategoryBuilder(missing, plan.Form, expected, countMarks: plan.KeepsSpelling == true),
    };
}

/// <summary>A column that is ignored.</summary>
internal sealed class IgnoredBuilder(MissingText missing) : ColumnBuilder(missing)
{
    public override bool Add(ReadOnlySpan<char> text) => true;

    public override Column? Build(string name) => null;
}

/// <summary>A column of which no cell has had a value yet.</summary>
internal sealed class EmptyBuilder(MissingText missing) : ColumnBuilder(missing)
{
    public override bool Add(ReadOnlySpan<char> text) => Missing.Is(text);

    public override Column? Build(string name) => null;
}

/// <summary>Dates of one form.</summary>
internal sealed class DateBuilder(MissingText missing, DateForm form, int expected) : ColumnBuilder(missing)
{
    private readonly Growing<double> days = new(expected);

    public override bool Add(ReadOnlySpan<char> text)
    {
        double value = double.NaN;
        if (!Missing.Is(text) && !form.TryParse(text, out value))
            return false;
        days.Add(value);
        return true;
    }

    public override Column Build(string name) => new DateColumn(name, days.Take(), form.IsTimeOfDay);
}

/// <summary>Labels of any kind, or booleans of one pair of spellings.</summary>
internal sealed class CategoryBuilder : ColumnBuilder
{
    private readonly CellKinds form;
    private readonly LabelSet found = new();
    private readonly Growing<int> codes;
    private readonly SortedDictionary<string, int>? marks;

    /// <param name="missing">The texts that stand for a missing value.</param>
    /// <param name="form">The pair of spellings of booleans; none for labels.</param>
    /// <param name="expected">The approximate number of rows; 0 where unknown.</param>
    /// <param name="countMarks">Whether to count the texts that stand for no value: classes that look like one are lost by them.</param>
    public CategoryBuilder(MissingText missing, CellKinds form, int expected, bool countMarks) : base(missing)
    {
        marks = countMarks ? new(StringComparer.Ordinal) : null;
        this.form = form;
        codes = new(expected);
    }

    public override bool Add(ReadOnlySpan<char> text)
    {
        int code = -1;
        if (!Missing.Is(text))
        {
            if (form != CellKinds.None && CellKind.Truth(text, out _) != form)
                return false;
            code = found.Place(text);
        }
        else if (!text.IsEmpty && marks is not null)
            marks[text.ToString()] = marks.GetValueOrDefault(text.ToString()) + 1;
        codes.Add(code);
        return true;
    }

    /// <summary>The texts that stood for a missing value, with the number of rows of each, where these were counted.</summary>
    public IReadOnlyCollection<KeyValuePair<string, int>> Marks => marks ?? (IReadOnlyCollection<KeyValuePair<string, int>>)[];

    public override Column Build(string name)
    {
        string[] labels = found.Take();
        if (form == CellKinds.None)
            return CategoryColumn.Sorted(name, labels, codes.Take(), isBoolean: false);
        // Two labels of which the first is false: in their own spelling if it is that of all, else in lower case.
        bool both = labels.Any(IsTrue) && !labels.All(IsTrue);
        bool asWritten = labels.Length == 2 && both && IsTrue(labels.Max(StringComparer.Ordinal)!);
        return CategoryColumn.Sorted(name, both && !asWritten ? labels.Select(label => label.ToLowerInvariant()).ToArray() : labels, codes.Take(), isBoolean: both);
    }

    private static bool IsTrue(string label) => CellKind.Truth(label, out bool value) != CellKinds.None && value;
}
