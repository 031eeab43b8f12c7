namespace Backprop.Tabular.Cells;

/// <summary>The sign of a number, separated from the text around it: <c>-$5</c>, <c>$-5</c>, <c>($5)</c>, <c>$(5)</c>, <c>5-</c>, <c>5 EUR-</c>.</summary>
internal readonly ref struct NumberSigns
{
    /// <param name="before">The text before the digits.</param>
    /// <param name="after">The text after them.</param>
    public NumberSigns(ReadOnlySpan<char> before, ReadOnlySpan<char> after)
    {
        bool opened = false, closed = false, signed = false, negative = false;
        while ((before = before.Trim()).Length > 0)
        {
            bool first = IsMark(before[0]);
            char c = first ? before[0] : before[^1];
            if (!IsMark(c) || (c == '(' ? opened : signed))
                break;
            opened |= c == '(';
            signed |= c != '(';
            negative |= c != '+';
            before = first ? before[1..] : before[..^1];
        }
        while ((after = after.Trim()).Length > 0)
        {
            bool first = after[0] == ')' || (IsMinus(after[0]) && NumberAffix.IsCurrency(after[1..].TrimStart()));
            char c = first ? after[0] : after[^1];
            if (c == ')' ? !opened || closed : !IsMinus(c) || signed)
                break;
            closed |= c == ')';
            signed |= c != ')';
            negative = true;
            after = first ? after[1..] : after[..^1];
        }
        Before = before;
        After = after;
        IsNegative = negative;
        HasParentheses = opened;
        AreSound = opened == closed && !(opened && signed);
    }

    /// <summary>The rest of the text before the number.</summary>
    public ReadOnlySpan<char> Before { get; }

    /// <summary>The rest of the text after it.</summary>
    public ReadOnlySpan<char> After { get; }

    /// <summary>Whether the number is negative.</summary>
    public bool IsNegative { get; }

    /// <summary>Whether parentheses say so.</summary>
    public bool HasParentheses { get; }

    /// <summary>Whether there is one sign at most, and a parenthesis that opens is closed.</summary>
    public bool AreSound { get; }

    /// <summary>Whether a character is a minus sign of any sort.</summary>
    public static bool IsMinus(char c) => c is '-' or '\u2212' or '\u2013' or '\uFE63' or '\uFF0D';

    private static bool IsMark(char c) => c is '(' or '+' || IsMinus(c);
}
