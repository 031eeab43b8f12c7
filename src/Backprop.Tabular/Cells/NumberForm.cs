namespace Backprop.Tabular.Cells;

/// <summary>
/// The form of the numbers of a column: one decimal mark, and one currency, percent sign or unit with each. Any separator of thousands that
/// is not the mark is read; which one was seen is for people.
/// </summary>
/// <param name="Mark">The decimal mark, a point or a comma.</param>
/// <param name="Group">The separator of thousands; 0 for none.</param>
/// <param name="Prefix">The currency before each number, or nothing.</param>
/// <param name="Suffix">The currency, percent sign or unit after each number, or nothing.</param>
/// <param name="Parentheses">Whether negative numbers are in parentheses.</param>
internal sealed record NumberForm(char Mark, char Group = '\0', string Prefix = "", string Suffix = "", bool Parentheses = false)
{
    /// <summary>The name of the form without anything beside digits and a point.</summary>
    public const string PlainName = "1234.5";

    /// <summary>The form as an example of it, such as <c>$1,234.5</c>, <c>(1,234.5)</c> or <c>1234,5 kg</c>.</summary>
    public string Name
    {
        get
        {
            string between = Group == '\0' ? "" : Group.ToString(), unit = Suffix.Length > 0 && char.IsLetter(Suffix[0]) ? " " + Suffix : Suffix;
            string number = $"{Prefix}{(Prefix.Length > 0 && char.IsLetter(Prefix[^1]) ? " " : "")}1{between}234{Mark}5{unit}";
            return Parentheses ? $"({number})" : number;
        }
    }

    /// <summary>The decimal mark as a flag.</summary>
    public NumberMarks Marks => Mark == '.' ? NumberMarks.Point : NumberMarks.Comma;

    /// <summary>The form of a <see cref="Name"/>; null where it is none.</summary>
    public static NumberForm? Of(string name)
    {
        if (!NumberCell.TryCut(name, out var cell) || cell.Marks is not (NumberMarks.Point or NumberMarks.Comma))
            return null;
        var form = new NumberForm(cell.Marks == NumberMarks.Point ? '.' : ',', cell.Group, cell.Prefix.ToString(), cell.Suffix.ToString(), cell.HasParentheses);
        return form.Name == name ? form : null;
    }

    /// <summary>Reads a cell, without blanks around it, by this form; a whole number that no double equals only where it may be rounded. Zeros, and amounts of a currency, may lack the unit or currency of the others.</summary>
    public bool TryParse(ReadOnlySpan<char> text, bool rounds, out double value)
    {
        value = 0;
        if (!NumberCell.TryCut(text, out var cell) || (cell.Marks & Marks) == NumberMarks.None || !Fits(cell, Prefix, Suffix) || (!rounds && cell.IsInexactWhole))
            return false;
        value = cell.Value(Mark);
        return true;
    }

    /// <summary>Whether both forms have a currency, percent sign or unit, and not the same: their numbers cannot be compared.</summary>
    public bool IsOfAnotherUnit(NumberForm other) => Prefix + Suffix is { Length: > 0 } own && other.Prefix + other.Suffix is { Length: > 0 } others && own != others;

    /// <summary>Whether the text around a number is that of the column's form.</summary>
    public static bool Fits(NumberCell cell, string prefix, string suffix)
    {
        if (cell.Prefix.SequenceEqual(prefix) && cell.Suffix.SequenceEqual(suffix))
            return true;
        return cell.Prefix.IsEmpty && cell.Suffix.IsEmpty && (cell.IsZero || MayLack(prefix, suffix));
    }

    /// <summary>Whether some numbers of a column may lack this text around them: nothing, or a currency.</summary>
    public static bool MayLack(ReadOnlySpan<char> prefix, ReadOnlySpan<char> suffix) =>
        (prefix.IsEmpty && suffix.IsEmpty) || NumberAffix.IsCurrency(prefix) || NumberAffix.IsCurrency(suffix);
}
