using Backprop.Tabular.Cells;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Reading;

/// <summary>How one column of a text is read.</summary>
/// <param name="Index">Its index among the fields, from 0.</param>
/// <param name="Name">Its name in the table.</param>
/// <param name="Declared">The type that the caller has declared.</param>
/// <param name="IsNamed">Whether the text gives it a name.</param>
internal sealed record ColumnPlan(int Index, string Name, ColumnType? Declared, bool IsNamed)
{
    /// <summary>The form of its numbers or dates in earlier data of this kind; null for the plain one, or where unknown.</summary>
    public string? Expected { get; init; }

    /// <summary>Its type; null while no value was seen.</summary>
    public ColumnKind? Kind { get; init; }

    /// <summary>The form of its numbers, dates or booleans.</summary>
    public CellKinds Form { get; init; }

    /// <summary>The form of its numbers; null where they are plain ones with the mark of <see cref="Form"/>.</summary>
    public NumberForm? Number { get; init; }

    /// <summary>A number that can be read in two ways, by which nothing else decides either; null where there is none.</summary>
    public string? AmbiguousNumber { get; init; }

    /// <summary>Whether numbers without the simplest spelling are kept as labels, too: true and false, or null as long as they are few.</summary>
    public bool? KeepsSpelling { get; init; }

    /// <summary>Whether its dates can be read in two ways.</summary>
    public bool IsAmbiguous { get; init; }

    /// <summary>Texts that stand for a missing value in this column alone.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>The form of its dates, for people.</summary>
    public string? FormName => Number is { } number ? number.Name == NumberForm.PlainName ? null : number.Name : DateForm.Of(Form)?.Name;

    /// <summary>A cell as a number; NaN where it is none.</summary>
    public double Parse(string text)
    {
        bool found = Number is { } number ? number.TryParse(text, rounds: true, out double value) : NumberText.TryParse(text, Form == CellKinds.CommaNumber ? ',' : '.', out value);
        return found ? value : double.NaN;
    }

    /// <summary>The plan of a column from what is known beforehand.</summary>
    public static ColumnPlan Of(int index, string name, bool isNamed, ReadOptions options)
    {
        ColumnFormat? known = options.Format?.Columns.GetValueOrDefault(name);
        ColumnType? declared = options.Columns.TryGetValue(name, out var type) ? type : known?.Type;
        return new ColumnPlan(index, name, declared, isNamed)
        {
            Expected = declared == known?.Type ? known?.Form : null,
            KeepsSpelling = options.Targets.Count == 0 ? null : options.Targets.Contains(name, StringComparer.Ordinal),
            Missing = declared == known?.Type ? known?.Missing ?? [] : [],
        };
    }

    /// <summary>The plan after its cells were inspected: the most specific kind that all of them satisfy.</summary>
    /// <param name="kinds">What all cells can be read as.</param>
    /// <param name="seen">Whether there were any.</param>
    /// <param name="numbers">The form of those that are numbers.</param>
    /// <param name="mark">The decimal mark of the text; null where undecided.</param>
    /// <param name="dayFirst">The order of ambiguous dates, where given.</param>
    public ColumnPlan Decide(CellKinds kinds, bool seen, NumberEvidence numbers, char? mark, bool? dayFirst)
    {
        if (Declared == ColumnType.Category)
            return this with { Kind = ColumnKind.Category };
        if (Declared == ColumnType.Number)
            return AsNumber(kinds, numbers, mark);
        if (Declared != ColumnType.Date && !seen)
            return this with { Kind = null };
        for (var truth = CellKinds.TrueFalse; truth <= CellKinds.YN; truth = (CellKinds)((int)truth << 1))
        {
            if (Declared is null && (kinds & truth) != CellKinds.None)
                return this with { Kind = ColumnKind.Boolean, Form = truth };
        }
        if (Declared is null && (kinds & CellKinds.Numbers) != CellKinds.None)
            return AsNumber(kinds, numbers, mark);
        var dates = kinds & CellKinds.DatesDeclared;
        if (dates != CellKinds.None || Declared == ColumnType.Date)
            return AsDates(seen ? dates : CellKinds.None, mark == ',', dayFirst);
        return numbers.IsForm ? AsNumber(kinds, numbers, mark) : this with { Kind = ColumnKind.Category, Form = CellKinds.None };
    }

    // The form of earlier data where it reads all cells, or where they do not determine another with certainty; else the form that they determine.
    private ColumnPlan AsNumber(CellKinds kinds, NumberEvidence numbers, char? mark)
    {
        bool certain = numbers.IsForm && (numbers.Ambiguous is null || mark is not null);
        var expected = Expected is null ? null : NumberForm.Of(Expected);
        if (expected is not null && (numbers.Allows(expected) || !certain || numbers.Form('.').IsOfAnotherUnit(expected)))
            return this with { Kind = ColumnKind.Number, Form = CellKinds.Number, Number = expected };
        char used = numbers.Marks == NumberMarks.Both ? mark ?? '.' : numbers.Form('.').Mark;
        // Numbers such as 15, have a mark and nothing after it: plain ones only.
        if (numbers.Numbers == 0 && (kinds & CellKinds.Numbers) is CellKinds.Number or CellKinds.CommaNumber)
            used = (kinds & CellKinds.Number) != CellKinds.None ? '.' : ',';
        var plain = used == ',' ? CellKinds.CommaNumber : CellKinds.Number;
        bool isPlain = numbers.Numbers == 0 || (kinds & plain) != CellKinds.None;
        return this with
        {
            Kind = ColumnKind.Number,
            Form = plain,
            Number = isPlain && (numbers.Numbers == 0 || used == (mark ?? '.')) ? null : numbers.Form(used),
            AmbiguousNumber = mark is null ? numbers.Ambiguous : null,
        };
    }

    // What the user declares comes first, then the form of training, then the cells, and last the order that usually goes with such a decimal mark.
    private ColumnPlan AsDates(CellKinds fitting, bool isDayUsuallyFirst, bool? dayFirst)
    {
        var expected = DateForm.Named(Expected);
        // A time of day is never read where dates are expected, nor a date where times are.
        if (expected is not null)
            fitting &= expected.IsTimeOfDay ? CellKinds.Clock : ~CellKinds.Clock;
        bool both = (fitting & CellKinds.DateOrders) == CellKinds.DateOrders;
        if (both && dayFirst is { } declared)
            fitting &= declared ? ~CellKinds.MonthFirst : ~CellKinds.DayFirst;
        if (expected is not null && (fitting == CellKinds.None || (fitting & expected.Kind) != CellKinds.None))
            return this with { Kind = ColumnKind.Date, Form = expected.Kind };
        bool isAmbiguous = both && dayFirst is null;
        if (isAmbiguous)
            fitting &= isDayUsuallyFirst ? ~CellKinds.MonthFirst : ~CellKinds.DayFirst;
        var first = fitting == CellKinds.None ? CellKinds.YearFirst : (CellKinds)((int)fitting & -(int)fitting);
        return this with { Kind = ColumnKind.Date, Form = first, IsAmbiguous = isAmbiguous };
    }
}

/// <summary>How a text is read: everything that was detected or given.</summary>
internal sealed record Layout
{
    public required TextEncoding Encoding { get; init; }

    public required Dialect Dialect { get; init; }

    public required bool Header { get; init; }

    /// <summary>The decimal mark; null where undecided.</summary>
    public required char? Mark { get; init; }

    /// <summary>Whether all cells were inspected, not only the first ones.</summary>
    public bool IsWhole { get; init; }

    /// <summary>The number of lines above the first row.</summary>
    public required int SkipLines { get; init; }

    /// <summary>The number of fields that each record should have.</summary>
    public required int Fields { get; init; }

    /// <summary>How many fields a record may lack: they are missing values.</summary>
    public int Trimmed { get; init; }

    /// <summary>Records that are skipped wherever they are: the header and the units below it.</summary>
    public IReadOnlyList<string[]> Repeats { get; init; } = [];

    /// <summary>What the comments above the table begin with; null where there are none.</summary>
    public string? CommentMark { get; init; }

    /// <summary>Whether totals and remarks below the table are searched for.</summary>
    public bool HasEnd { get; init; } = true;

    /// <summary>Whether there can be rows without any value below the table, as spreadsheets write them.</summary>
    public bool HasEmptyEnd { get; init; } = true;

    /// <summary>The line of the header, or of the first record where there is none.</summary>
    public required int FirstLine { get; init; }

    /// <summary>Every column, also those that are ignored.</summary>
    public required IReadOnlyList<ColumnPlan> Columns { get; init; }

    /// <summary>The mean length of the first records, in characters.</summary>
    public required double RecordLength { get; init; }

    /// <summary>Lines of the first part that contain the name of a target that no column has.</summary>
    public IReadOnlyDictionary<string, int> Elsewhere { get; init; } = new Dictionary<string, int>(StringComparer.Ordinal);

    public required IReadOnlyList<string> Notes { get; init; }
}
