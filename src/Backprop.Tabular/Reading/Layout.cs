using Backprop.Tabular.Cells;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Reading;

/// <summary>What is to be made of one column of a text.</summary>
/// <param name="Index">Its place among the fields, from 0.</param>
/// <param name="Name">Its name in the table.</param>
/// <param name="Said">What the caller says that it holds.</param>
/// <param name="IsNamed">Whether the text gives it a name.</param>
internal sealed record ColumnPlan(int Index, string Name, ColumnType? Said, bool IsNamed)
{
    /// <summary>The form in which its numbers or dates are written, as earlier data of this kind were; null for the plain one, or where nothing is known.</summary>
    public string? Expected { get; init; }

    /// <summary>What it holds; null while no value was seen.</summary>
    public ColumnKind? Kind { get; init; }

    /// <summary>How numbers, dates and booleans are written.</summary>
    public CellKinds Form { get; init; }

    /// <summary>Whether its dates can be read in two ways.</summary>
    public bool IsAmbiguous { get; init; }

    /// <summary>How its dates are written, for people.</summary>
    public string? FormName => NameOf(Form);

    private static string? NameOf(CellKinds form) => form switch
    {
        CellKinds.YearFirst => "yyyy-MM-dd",
        CellKinds.DayFirst => "dd/MM/yyyy",
        CellKinds.MonthFirst => "MM/dd/yyyy",
        CellKinds.NamedMonth => "dd-MMM-yyyy",
        CellKinds.Compact => "yyyyMMdd",
        _ => null,
    };

    private static CellKinds FormOf(string? name)
    {
        for (var form = CellKinds.YearFirst; form <= CellKinds.Compact; form = (CellKinds)((int)form << 1))
        {
            if (name is not null && NameOf(form) == name)
                return form;
        }
        return CellKinds.None;
    }

    /// <summary>The plan of a column by what is known beforehand.</summary>
    public static ColumnPlan Of(int index, string name, bool isNamed, ReadOptions options)
    {
        ColumnFormat? known = options.Format?.Columns.GetValueOrDefault(name);
        ColumnType? said = options.Columns.TryGetValue(name, out var type) ? type : known?.Type;
        return new ColumnPlan(index, name, said, isNamed) { Expected = said == known?.Type ? known?.Form : null };
    }

    /// <summary>The plan after its cells were looked at: the most specific kind that all of them satisfy.</summary>
    public ColumnPlan Decide(CellKinds kinds, bool seen, char mark, bool? dayFirst)
    {
        var number = mark == ',' ? CellKinds.CommaNumber : CellKinds.Number;
        if (Said == ColumnType.Category)
            return this with { Kind = ColumnKind.Category };
        if (Said == ColumnType.Number)
            return this with { Kind = ColumnKind.Number, Form = number };
        if (Said != ColumnType.Date && !seen)
            return this with { Kind = null };
        for (var truth = CellKinds.TrueFalse; truth <= CellKinds.YN; truth = (CellKinds)((int)truth << 1))
        {
            if (Said is null && (kinds & truth) != CellKinds.None)
                return this with { Kind = ColumnKind.Boolean, Form = truth };
        }
        if (Said is null && (kinds & number) != CellKinds.None)
            return this with { Kind = ColumnKind.Number, Form = number };
        var dates = kinds & (CellKinds.Dates | CellKinds.Compact);
        if (Said == ColumnType.Date && FormOf(Expected) is var expected and not CellKinds.None && (!seen || dates == CellKinds.None || (dates & expected) != CellKinds.None))
            return this with { Kind = ColumnKind.Date, Form = expected };
        bool both = (dates & CellKinds.DayFirst) != CellKinds.None && (dates & CellKinds.MonthFirst) != CellKinds.None;
        if (both)
            dates &= ~(dayFirst ?? mark == ',' ? CellKinds.MonthFirst : CellKinds.DayFirst);
        if (dates != CellKinds.None || Said == ColumnType.Date)
        {
            var form = dates == CellKinds.None ? CellKinds.YearFirst : (CellKinds)((int)dates & -(int)dates);
            return this with { Kind = ColumnKind.Date, Form = form, IsAmbiguous = both && dayFirst is null };
        }
        return this with { Kind = ColumnKind.Category, Form = CellKinds.None };
    }
}

/// <summary>How a text is to be read: all that was found out, or said.</summary>
internal sealed record Layout
{
    public required TextEncoding Encoding { get; init; }

    public required Dialect Dialect { get; init; }

    public required bool Header { get; init; }

    public required char Mark { get; init; }

    /// <summary>The number of lines above the first row.</summary>
    public required int SkipLines { get; init; }

    /// <summary>The number of fields that each record should have.</summary>
    public required int Fields { get; init; }

    /// <summary>How many fields a record may have less: they are missing values.</summary>
    public int Trimmed { get; init; }

    /// <summary>Records that are passed over wherever they stand: the header and the units below it.</summary>
    public IReadOnlyList<string[]> Repeats { get; init; } = [];

    /// <summary>What the comments above the table begin with; null where there are none.</summary>
    public string? CommentMark { get; init; }

    /// <summary>Whether totals and remarks below the table are looked for.</summary>
    public bool HasEnd { get; init; } = true;

    /// <summary>The line of the header, or of the first record where there is none.</summary>
    public required int FirstLine { get; init; }

    /// <summary>Every column, also those that are ignored.</summary>
    public required IReadOnlyList<ColumnPlan> Columns { get; init; }

    /// <summary>The mean length of the first records, in characters.</summary>
    public required double RecordLength { get; init; }

    /// <summary>Lines of the first part that hold the name of a target that no column has.</summary>
    public IReadOnlyDictionary<string, int> Elsewhere { get; init; } = new Dictionary<string, int>(StringComparer.Ordinal);

    public required IReadOnlyList<string> Notes { get; init; }
}
