using Backprop.Tabular.Cells;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Reading;

/// <summary>Collects the cells of one column, from the first row to the last.</summary>
internal abstract class ColumnBuilder(MissingText missing)
{
    protected MissingText Missing { get; } = missing;

    /// <summary>Adds a cell, without blanks around it; false, and nothing added, if it does not fit the column's kind.</summary>
    public abstract bool Add(ReadOnlySpan<char> text);

    /// <summary>Adds the cells of a column of all rows that are held; the first row, from 0, whose cell does not fit, else their number.</summary>
    public virtual int Add(RecordReader rows, int column)
    {
        int row = 0;
        while (row < rows.Held && Add(rows[row, column]))
            row++;
        return row;
    }

    /// <summary>The column of all cells; null if none held a value and so nothing is known of the kind.</summary>
    public abstract Column? Build(string name);

    /// <param name="plan">What the column holds.</param>
    /// <param name="missing">What stands for no value.</param>
    /// <param name="expected">About how many rows there are; 0 where nothing is known.</param>
    public static ColumnBuilder Of(ColumnPlan plan, MissingText missing, int expected = 0) => plan switch
    {
        { Said: ColumnType.Ignore } => new IgnoredBuilder(missing),
        { Kind: null } => new EmptyBuilder(missing),
        { Kind: ColumnKind.Number } => new NumberBuilder(missing, plan.Form == CellKinds.CommaNumber ? ',' : '.', expected),
        { Kind: ColumnKind.Date } => new DateBuilder(missing.With(plan.Missing), DateForm.Of(plan.Form)!, expected),
        _ => new CategoryBuilder(missing, plan.Form, expected),
    };
}

/// <summary>A column that is left out.</summary>
internal sealed class IgnoredBuilder(MissingText missing) : ColumnBuilder(missing)
{
    public override bool Add(ReadOnlySpan<char> text) => true;

    public override Column? Build(string name) => null;
}

/// <summary>A column of which no cell has held a value yet.</summary>
internal sealed class EmptyBuilder(MissingText missing) : ColumnBuilder(missing)
{
    public override bool Add(ReadOnlySpan<char> text) => Missing.Is(text);

    public override Column? Build(string name) => null;
}

/// <summary>Numbers, to the nearest float.</summary>
internal sealed class NumberBuilder(MissingText missing, char mark, int expected) : ColumnBuilder(missing)
{
    private readonly Growing<float> values = new(expected);

    /// <summary>The first row, from 0, with a number that no float holds, or −1.</summary>
    public int FirstInfinite { get; private set; } = -1;

    public override bool Add(ReadOnlySpan<char> text)
    {
        if (Missing.IsSaid(text))
            values.Add(float.NaN);
        else if (NumberText.TryParse(text, mark, out float value))
        {
            if (!float.IsFinite(value) && FirstInfinite < 0)
                FirstInfinite = values.Count;
            values.Add(value);
        }
        else if (Missing.Is(text))
            values.Add(float.NaN);
        else
            return false;
        return true;
    }

    public override int Add(RecordReader rows, int column)
    {
        if (Missing.AnySaid)
            return base.Add(rows, column);
        int count = rows.Held;
        for (int row = 0; row < count; row++)
        {
            var text = rows[row, column];
            if (NumberText.TryDigits(text, out float value))
                values.Add(value);
            else if (!Add(text))
                return row;
        }
        return count;
    }

    public override Column Build(string name) => new NumberColumn(name, values.Take());
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
    private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> lookup;
    private readonly Growing<int> codes;

    public CategoryBuilder(MissingText missing, CellKinds form, int expected) : base(missing)
    {
        this.form = form;
        codes = new(expected);
        lookup = places.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public override bool Add(ReadOnlySpan<char> text)
    {
        int code = -1;
        if (!Missing.Is(text))
        {
            if (form != CellKinds.None && CellKind.Truth(text, out _) != form)
                return false;
            if (!lookup.TryGetValue(text, out code))
            {
                code = places.Count;
                lookup[text] = code;
            }
        }
        codes.Add(code);
        return true;
    }

    public override Column Build(string name)
    {
        string[] labels = [.. places.Keys];
        if (form == CellKinds.None)
            return Sorted(name, labels, isBoolean: false);
        // Two labels of which the first is false: as they are written where that is so, else in lower case.
        bool both = labels.Any(IsTrue) && !labels.All(IsTrue);
        bool asWritten = labels.Length == 2 && both && IsTrue(labels.Max(StringComparer.Ordinal)!);
        return Sorted(name, both && !asWritten ? labels.Select(label => label.ToLowerInvariant()).ToArray() : labels, isBoolean: both);
    }

    private static bool IsTrue(string label) => CellKind.Truth(label, out bool value) != CellKinds.None && value;

    private CategoryColumn Sorted(string name, string[] texts, bool isBoolean)
    {
        string[] labels = texts.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        int[] moved = texts.Select(text => Array.BinarySearch(labels, text, StringComparer.Ordinal)).ToArray();
        Memory<int> sorted = codes.Take();
        foreach (ref int code in sorted.Span)
            code = code < 0 ? -1 : moved[code];
        return new CategoryColumn(name, labels, sorted, isBoolean);
    }
}
