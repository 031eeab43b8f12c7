namespace Backprop.Explain.Derivations;

/// <summary>
/// Sums of numbers that nearly cancel: rounded like all others their terms would not give the result (1 − 1 = −7.24e−08), so they are shown with the
/// digits that are lost.
/// </summary>
internal static class Cancellation
{
    // One lost digit is common, and is not worth longer lines.
    private const int Tolerated = 1;

    /// <summary>How many digits of the largest term are lost in a sum.</summary>
    public static int LostDigits(double largest, double total)
    {
        int lost = 0;
        for (double ratio = Math.Abs(largest / total); ratio >= 10 && double.IsFinite(ratio); ratio /= 10)
            lost++;
        return lost;
    }

    /// <summary>The formula with more digits for the terms that need them.</summary>
    public static Notation Shown(Notation formula) => formula switch
    {
        Sum sum => Shown(sum),
        Negative negative => new Negative(Shown(negative.Operand)),
        Product product => new Product([.. product.Factors.Select(Shown)]),
        Fraction fraction => new Fraction(Shown(fraction.Numerator), Shown(fraction.Denominator)),
        Square square => new Square(Shown(square.Operand)),
        Call call => new Call(call.Function, [.. call.Arguments.Select(Shown)]),
        _ => formula,
    };

    private static Sum Shown(Sum sum)
    {
        double?[] values = [.. sum.Terms.Select(Value)];
        int lost = values.All(v => v is not null) ? LostDigits(values.Max(v => Math.Abs(v!.Value)), values.Sum(v => v!.Value)) : 0;
        return new Sum([.. sum.Terms.Select(term => lost > Tolerated ? Raised(term, lost) : Shown(term))]);
    }

    private static Notation Raised(Notation term, int digits) => term switch
    {
        Number number => number with { MoreDigits = digits },
        Negative negative => new Negative(Raised(negative.Operand, digits)),
        Product product => new Product([.. product.Factors.Select(f => Raised(f, digits))]),
        Square square => new Square(Raised(square.Operand, digits)),
        _ => term,
    };

    /// <summary>The value of a term; null where it is more than numbers, signs, products and squares.</summary>
    private static double? Value(Notation term) => term switch
    {
        Number number => number.Value,
        Negative negative => -Value(negative.Operand),
        Product product => product.Factors.Aggregate((double?)1, (value, factor) => value * Value(factor)),
        Square square => Value(square.Operand) is { } value ? value * value : null,
        Fraction fraction => Value(fraction.Numerator) / Value(fraction.Denominator),
        Omitted omitted => omitted.Total,
        _ => null,
    };
}
