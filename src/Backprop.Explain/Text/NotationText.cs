using System.Text;
using Backprop.Explain.Derivations;

namespace Backprop.Explain.Text;

/// <summary>Formulas as one line of text, in Unicode or in ASCII.</summary>
internal sealed class NotationText(TextOptions options)
{
    // The precedence of a formula: a term in a sum, a factor in a product, or an atom.
    private const int OfSum = 1, OfProduct = 2, OfAtom = 3;

    /// <summary>The formula as text.</summary>
    public string Write(Notation notation) => Write(notation, 0);

    /// <summary>The number as text.</summary>
    public string Write(double number) => Write(number, moreDigits: 0);

    /// <summary>A word or sentence, in ASCII where chosen.</summary>
    internal string Words(string text) => options.Ascii ? AsciiText.Of(text) : text;

    private string Write(double number, int moreDigits) => Minus(NumberText.Format(number, Math.Min(options.Digits + moreDigits, 17)));

    private string Write(Notation notation, int around)
    {
        (string text, int strength) = notation switch
        {
            Number number => (Write(number.Value, number.MoreDigits), number.Value < 0 ? OfSum : OfAtom),
            Symbol symbol => (Write(symbol), OfAtom),
            Sum sum => sum.Terms.Count == 1 ? (Write(sum.Terms[0], around), OfAtom) : (Write(sum), OfSum),
            Negative negative => (Minus("-") + Write(negative.Operand, OfProduct), OfSum),
            Product product => product.Factors.Count == 1 ? (Write(product.Factors[0], around), OfAtom) : (Write(product), OfProduct),
            Fraction { Numerator: Number { Value: 1 }, Denominator: Number { Value: 2 } } when !options.Ascii => ("½", OfAtom),
            Fraction fraction => (Write(fraction), OfProduct),
            Square square => (Write(square.Operand, OfAtom) + (options.Ascii ? "^2" : "²"), OfAtom),
            Call { Function: "abs" } call => ("|" + Write(call.Arguments[0]) + "|", OfAtom),
            Call { Function: "ln", Arguments: [Symbol only] } => ("ln " + Write(only), OfAtom),
            Call call => (Words(call.Function) + "(" + string.Join(", ", call.Arguments.Select(a => Write(a))) + ")", OfAtom),
            Derivative derivative => ($"{Words("∂")}{Write(derivative.Of)}/{Words("∂")}{Write(derivative.By)}", OfAtom),
            Series series => ((options.Ascii ? $"sum_{series.Index} " : $"Σ{SmallLetters.Sub(series.Index)} ") + Write(series.Body, OfProduct), OfProduct),
            Choice choice => ($"{Write(choice.WherePositive)} if {Write(choice.Condition)} > 0, else {Write(choice.Otherwise)}", 0),
            Omitted { Total: { } total } omitted => (Words(FormattableString.Invariant($"… ({omitted.Count:N0} more: {Write(total)})")), OfAtom),
            Omitted omitted => (Words(FormattableString.Invariant($"… ({omitted.Count:N0} more)")), OfAtom),
            _ => throw new NotSupportedException($"No text for {notation.GetType().Name}."),
        };
        return strength < around || (strength == 0 && around > 0) ? $"({text})" : text;
    }

    private string Write(Fraction fraction) =>
        Write(fraction.Numerator, fraction.Numerator is Number ? 0 : OfProduct) + "/" + Write(fraction.Denominator, fraction.Denominator is Series ? 0 : OfAtom);

    private string Write(Sum sum)
    {
        var text = new StringBuilder(Write(sum.Terms[0], OfProductOrSign(sum.Terms[0])));
        foreach (Notation term in sum.Terms.Skip(1))
        {
            (bool minus, Notation rest) = SignOf(term);
            text.Append(minus ? Minus(" - ") : " + ").Append(Write(rest, OfProduct));
        }
        return text.ToString();
    }

    // A sign at the very front needs no parentheses.
    private static int OfProductOrSign(Notation first) => first is Sum ? OfProduct : 0;

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
        var text = new StringBuilder();
        Notation? before = null;
        foreach (Notation factor in product.Factors)
        {
            string written = Write(factor, before is null && factor is Number ? 0 : OfProduct);
            if (before is not null)
                text.Append(Between(before, factor, written));
            text.Append(written);
            before = factor;
        }
        return text.ToString();
    }

    /// <summary>Symbols are side by side, numbers have a sign between.</summary>
    private string Between(Notation before, Notation factor, string written)
    {
        if (options.Ascii)
            return "*";
        bool numbers = before is Number || factor is Number || factor is Fraction;
        if (numbers)
            return "×";
        bool words = factor is Derivative or Call or Series || before is Call or Derivative or Fraction;
        return words && written[0] != '(' ? " " : "";
    }

    private string Write(Symbol symbol)
    {
        string indices = SmallLetters.Joined(symbol.Subscripts), layer = symbol.Layer is { } l ? FormattableString.Invariant($"({l})") : "";
        if (!options.Ascii)
            return symbol.Letter + SmallLetters.Sub(indices) + SmallLetters.Super(layer) + (symbol.IsNew ? "ⁿᵉʷ" : "");
        return (symbol.IsNew ? "new " : "") + Words(symbol.Letter) + (indices.Length > 0 ? "_" + indices : "") + (layer.Length > 0 ? "^" + layer : "");
    }

    private string Minus(string text) => options.Ascii ? text : text.Replace('-', '−');
}
