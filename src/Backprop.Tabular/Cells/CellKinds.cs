namespace Backprop.Tabular.Cells;

/// <summary>The kinds that the text of a cell can be read as, other than a label: a column can have the kinds that all its cells have.</summary>
[Flags]
internal enum CellKinds
{
    None = 0,
    TrueFalse = 1,
    YesNo = 2,
    TF = 4,
    YN = 8,
    Booleans = TrueFalse | YesNo | TF | YN,

    /// <summary>A number with a decimal point, or without a mark.</summary>
    Number = 16,

    /// <summary>A number with a decimal comma, or without a mark.</summary>
    CommaNumber = 32,

    Numbers = Number | CommaNumber,

    // One flag for each DateForm, in their order.
    YearFirst = 64,
    DayFirst = 128,
    MonthFirst = 256,
    DayNamed = 512,
    NamedFirst = 1024,
    WeekDate = 2048,
    DayOfYear = 4096,
    YearMonth = 8192,
    MonthYear = 1 << 14,
    NamedYear = 1 << 15,
    YearQuarter = 1 << 16,
    QuarterYear = 1 << 17,
    Clock = 1 << 18,

    /// <summary>yyyyMMdd: a number, unless the column is declared as dates.</summary>
    Compact = 1 << 19,

    /// <summary>The two forms that one text may fit both.</summary>
    DateOrders = DayFirst | MonthFirst,

    /// <summary>The forms of dates that are detected.</summary>
    Dates = Compact - YearFirst,

    /// <summary>All forms of dates.</summary>
    DatesDeclared = Dates | Compact,

    All = Booleans | Numbers | Dates,
}

/// <summary>Detects what cells can be read as.</summary>
internal static class CellKind
{
    /// <summary>Those of the candidates that a cell, without blanks around it and not missing, can be read as.</summary>
    public static CellKinds Of(ReadOnlySpan<char> text, CellKinds candidates)
    {
        var found = Truth(text, out _) & candidates;
        double value;
        if ((candidates & CellKinds.Number) != CellKinds.None && NumberText.TryParse(text, '.', out value) && !NumberText.IsInexactWhole(text, value))
            found |= CellKinds.Number;
        if ((candidates & CellKinds.CommaNumber) != CellKinds.None && NumberText.TryParse(text, ',', out value) && !NumberText.IsInexactWhole(text, value))
            found |= CellKinds.CommaNumber;
        // A number is not a date, except yyyyMMdd.
        var dates = candidates & ((found & CellKinds.Numbers) == CellKinds.None ? CellKinds.DatesDeclared : CellKinds.Compact);
        if (dates != CellKinds.None)
            found |= DateForm.Fitting(text, dates);
        return found;
    }

    /// <summary>Which pair of booleans a text belongs to, if any, and its value.</summary>
    public static CellKinds Truth(ReadOnlySpan<char> text, out bool value)
    {
        value = text.Length > 0 && text[0] is 't' or 'T' or 'y' or 'Y';
        return text.Length switch
        {
            1 when text[0] is 't' or 'T' or 'f' or 'F' => CellKinds.TF,
            1 when text[0] is 'y' or 'Y' or 'n' or 'N' => CellKinds.YN,
            2 when text.Equals("no", StringComparison.OrdinalIgnoreCase) => CellKinds.YesNo,
            3 when text.Equals("yes", StringComparison.OrdinalIgnoreCase) => CellKinds.YesNo,
            4 when text.Equals("true", StringComparison.OrdinalIgnoreCase) => CellKinds.TrueFalse,
            5 when text.Equals("false", StringComparison.OrdinalIgnoreCase) => CellKinds.TrueFalse,
            _ => CellKinds.None,
        };
    }
}
