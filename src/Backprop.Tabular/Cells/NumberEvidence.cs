namespace Backprop.Tabular.Cells;

/// <summary>The form of numbers that the cells of a column, seen so far, have in common.</summary>
/// <param name="rounds">Whether whole numbers that no double equals are numbers, too.</param>
/// <param name="marks">The decimal marks that may be meant.</param>
internal sealed class NumberEvidence(bool rounds = false, NumberMarks marks = NumberMarks.Both)
{
    private string prefix = "", suffix = "";
    private char group, either;
    private bool parentheses, affixed, bare;

    /// <summary>The decimal marks by which every number can be read.</summary>
    public NumberMarks Marks { get; private set; } = marks;

    /// <summary>How many cells are numbers of one form.</summary>
    public long Numbers { get; private set; }

    /// <summary>How many cells are not.</summary>
    public long Misfits { get; private set; }

    /// <summary>Whether every cell is a number, and all have one form.</summary>
    public bool IsForm => Misfits == 0 && Numbers > 0;

    /// <summary>A number with a comma where nothing in the column decides whether it is the decimal mark, as in <c>1,234</c>; null where there is none.</summary>
    public string? Ambiguous => Marks == NumberMarks.Both ? ambiguous : null;

    private string? ambiguous;

    /// <summary>Adds a cell, without blanks around it and not missing; whether it is a number of the form of those before.</summary>
    public bool Observe(ReadOnlySpan<char> text)
    {
        if (!affixed && NumberText.TryDigits(text, out double value))
        {
            bare |= value != 0;
            Numbers++;
            return true;
        }
        if (!NumberCell.TryCut(text, out var cell) || (Marks & cell.Marks) == NumberMarks.None || (!rounds && cell.IsInexactWhole) || !Takes(cell))
        {
            Misfits++;
            return false;
        }
        Numbers++;
        Marks &= cell.Marks;
        if (cell.Group != '\0')
            group = cell.Group;
        if (cell.Either != '\0')
            either = cell.Either;
        if (cell.Either == ',')
            ambiguous ??= text.ToString();
        parentheses |= cell.HasParentheses;
        return true;
    }

    /// <summary>The form under a decimal mark; where that mark reads none of the numbers, under the other.</summary>
    public NumberForm Form(char mark)
    {
        char used = Marks switch { NumberMarks.Point => '.', NumberMarks.Comma => ',', _ => mark };
        return new NumberForm(used, group == '\0' && either != used ? either : group, prefix, suffix, parentheses);
    }

    /// <summary>Whether all numbers can be read by a form.</summary>
    public bool Allows(NumberForm form) => Misfits == 0 && (Marks & form.Marks) != NumberMarks.None
        && (affixed ? prefix == form.Prefix && suffix == form.Suffix : !bare || NumberForm.MayLack(form.Prefix, form.Suffix));

    // Whether the text around the number matches that of the numbers before; the first number with such a text sets it.
    private bool Takes(NumberCell cell)
    {
        bool hasAffix = !cell.Prefix.IsEmpty || !cell.Suffix.IsEmpty;
        if (!affixed && hasAffix)
        {
            if (bare && !NumberForm.MayLack(cell.Prefix, cell.Suffix))
                return false;
            (prefix, suffix, affixed) = (cell.Prefix.ToString(), cell.Suffix.ToString(), true);
            return true;
        }
        if (affixed)
            return NumberForm.Fits(cell, prefix, suffix);
        bare |= !cell.IsZero;
        return true;
    }
}
