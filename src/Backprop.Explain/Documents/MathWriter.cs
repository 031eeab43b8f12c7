using System.Globalization;
using System.Text;
using Backprop.Explain.Derivations;
using Backprop.Explain.Text;

namespace Backprop.Explain.Documents;

/// <summary>
/// Writes formulas as markup: parentheses and signs are placed here, and a format defines the markup of each shape.
/// </summary>
internal abstract class MathWriter
{
    // The precedence of a formula: a term in a sum, a factor in a product, or an atom.
    private const int OfSum = 1, OfProduct = 2, OfAtom = 3;

    private protected MathWriter(int digits) => Digits = digits;

    /// <summary>Significant digits.</summary>
    protected int Digits { get; }

    /// <summary>Whether derivatives are written with a slash, so that lines stay low; default false.</summary>
    public bool Slashes { get; init; }

    /// <summary>The formula as markup.</summary>
    public string Write(Notation notation) => Write(notation, 0);

    /// <summary>A sign between two things: = + − · , ( ).</summary>
    protected internal abstract string Sign(string sign);

    /// <summary>The space before a line that continues with a sum.</summary>
    protected internal abstract string Indent { get; }

    /// <summary>A name in parentheses after an equation.</summary>
    protected internal abstract string Remark(string name);

    /// <summary>A minus or plus sign before a thing.</summary>
    protected abstract string Prefix(string sign);

    /// <summary>A number that is written without an exponent, not negative; or a word such as NaN.</summary>
    protected abstract string Digit(string number);

    /// <summary>A number times a power of ten.</summary>
    protected abstract string Scientific(string number, string exponent);

    /// <summary>A letter with its indices.</summary>
    protected abstract string Letter(Symbol symbol);

    /// <summary>A numerator over a denominator.</summary>
    protected abstract string Over(string numerator, string denominator);

    /// <summary>A square.</summary>
    protected abstract string Squared(string operand);

    /// <summary>A thing that would be too wide at its full size, with the fraction it is in the size of text.</summary>
    protected internal abstract string Small(string inner);

    /// <summary>Things in parentheses.</summary>
    protected abstract string Group(string inner);

    /// <summary>An absolute value.</summary>
    protected abstract string Absolute(string inner);

    /// <summary>A function's name and its arguments.</summary>
    protected abstract string Function(string name, IEnumerable<string> arguments, bool isBare);

    /// <summary>Σ over an index.</summary>
    protected abstract string SumOver(string index, string body);

    /// <summary>∂of/∂by.</summary>
    protected abstract string Partial(string of, string by);

    /// <summary>One where a condition is positive, another else.</summary>
    protected abstract string Cases(string positive, string condition, string otherwise);

    /// <summary>Omitted terms.</summary>
    protected abstract string Dots(string remark, string? total);

    /// <summary>Things side by side.</summary>
    protected abstract string Beside(IEnumerable<string> pieces);

    /// <summary>Terms of a sum that is broken into lines, the first with a sign before it unless it leads.</summary>
    internal string Terms(IReadOnlyList<Notation> terms, bool leads) => Beside(TermPieces(terms, leads));

    /// <summary>The factors before a broken sum.</summary>
    internal string Factors(IReadOnlyList<Notation> factors) => Write(new Product([.. factors]), OfProduct);

    private string Write(Notation notation, int around)
    {
        (string text, int strength) = notation switch
        {
            Number number => (Write(number.Value, Digits + number.MoreDigits), number.Value < 0 ? OfSum : IsScientific(number.Value) ? OfProduct : OfAtom),
            Symbol symbol => (Letter(symbol), OfAtom),
            Sum { Terms: [var only] } => (Write(only, around), OfAtom),
            Sum sum => (Terms(sum.Terms, leads: true), OfSum),
            Negative negative => (Beside([Prefix("−"), Write(negative.Operand, OfProduct)]), OfSum),
            Product { Factors: [var only] } => (Write(only, around), OfAtom),
            Product product => (Write(product), OfProduct),
            Fraction fraction => (Over(Write(fraction.Numerator), Write(fraction.Denominator)), OfAtom),
            Square square => (Squared(Write(square.Operand, OfAtom)), OfAtom),
            Call { Function: "abs" } call => (Absolute(Write(call.Arguments[0])), OfAtom),
            Call { Function: "ln", Arguments: [Symbol only] } => (Function("ln", [Write(only)], isBare: true), OfAtom),
            Call call => (Function(call.Function, call.Arguments.Select(a => Write(a)), isBare: false), OfAtom),
            Derivative derivative => (Partial(Write(derivative.Of), Write(derivative.By)), OfAtom),
            Series series => (SumOver(series.Index, Write(series.Body, OfProduct)), OfProduct),
            Choice choice => (Cases(Write(choice.WherePositive), Write(choice.Condition), Write(choice.Otherwise)), 0),
            Omitted omitted => (Dots(string.Create(CultureInfo.InvariantCulture, $"{omitted.Count:N0} more"), omitted.Total is { } total ? Write(total, Digits) : null), OfAtom),
            _ => throw new NotSupportedException($"No markup for {notation.GetType().Name}."),
        };
        return strength < around || (strength == 0 && around > 0) ? Group(text) : text;
    }

    private string Write(double value, int digits)
    {
        string text = NumberText.Format(value, Math.Min(digits, 17));
        bool isNegative = text[0] == '-';
        text = isNegative ? text[1..] : text;
        int e = double.IsFinite(value) ? text.IndexOf('e', StringComparison.Ordinal) : -1;
        string number = e < 0 ? Digit(text) : Scientific(text[..e], int.Parse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture));
        return isNegative ? Beside([Prefix("−"), number]) : number;
    }

    private bool IsScientific(double value) => double.IsFinite(value) && NumberText.Format(value, Digits).Contains('e', StringComparison.Ordinal);

    private IEnumerable<string> TermPieces(IReadOnlyList<Notation> terms, bool leads)
    {
        for (int n = 0; n < terms.Count; n++)
        {
            if (n == 0 && leads)
            {
                // A sign at the very front needs no parentheses.
                yield return Write(terms[0], terms[0] is Sum ? OfProduct : 0);
                continue;
            }
            (bool minus, Notation rest) = SignOf(terms[n]);
            yield return Sign(minus ? "−" : "+");
            yield return Write(rest, OfProduct);
        }
    }

    /// <summary>Takes the minus sign out of a term: that of a negative number, of a product's first number, or written.</summary>
    private static (bool Minus, Notation Term) SignOf(Notation term) => term switch
    {
        Number { Value: < 0 } number => (true, number with { Value = -number.Value }),
        Negative { Operand: Number { Value: < 0 } } => (true, ((Negative)term).Operand),
        Negative negative => (true, negative.Operand),
        Product { Factors: [Number { Value: < 0 } first, ..] } product => (true, new Product([first with { Value = -first.Value }, .. product.Factors.Skip(1)])),
        _ => (false, term),
    };

    private string Write(Product product)
    {
        var pieces = new List<string>();
        Notation? before = null;
        foreach (Notation factor in product.Factors)
        {
            // Symbols are side by side, numbers have a sign between.
            if (before is not null && (before is Number || factor is Number || (factor is Fraction && IsNumber(factor))))
                pieces.Add(Sign("·"));
            pieces.Add(Write(factor, before is null && factor is Number ? 0 : OfProduct));
            before = factor;
        }
        return Beside(pieces);
    }

    private static bool IsNumber(Notation notation) => notation is Fraction { Numerator: Number, Denominator: Number };
}
