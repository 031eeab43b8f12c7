namespace Backprop.Explain.Derivations;

/// <summary>
/// A formula as a small tree, with its indices and layers kept apart from its letters, so that each format writes it in its own way
/// (<c>w₁₁⁽¹⁾</c>, <c>w_{11}^{(1)}</c>, <c>&lt;msubsup&gt;</c>). The same shapes hold symbols on one side of an equation and numbers on the next.
/// </summary>
internal abstract record Notation
{
    /// <summary>The unrounded number; each format rounds it by its options.</summary>
    public static implicit operator Notation(double value) => new Number(value);

    /// <summary>Terms added; negative numbers and <see cref="Negative"/> terms are subtracted.</summary>
    public static Notation operator +(Notation left, Notation right) => new Sum([.. Terms(left), right]);

    /// <inheritdoc cref="op_Addition"/>
    public static Notation operator -(Notation left, Notation right) => new Sum([.. Terms(left), new Negative(right)]);

    /// <summary>A minus sign, taken into a number.</summary>
    public static Notation operator -(Notation operand) => operand is Number { Value: var value } ? new Number(-value) : new Negative(operand);

    /// <summary>Factors multiplied.</summary>
    public static Notation operator *(Notation left, Notation right) => new Product([.. Factors(left), .. Factors(right)]);

    /// <summary>A fraction.</summary>
    public static Notation operator /(Notation numerator, Notation denominator) => new Fraction(numerator, denominator);

    private static IReadOnlyList<Notation> Terms(Notation notation) => notation is Sum sum ? sum.Terms : [notation];

    private static IReadOnlyList<Notation> Factors(Notation notation) => notation is Product product ? product.Factors : [notation];
}

/// <summary>A number in full precision.</summary>
internal sealed record Number(double Value) : Notation
{
    /// <summary>Additional digits that it is shown with: those that its sum loses.</summary>
    public int MoreDigits { get; init; }
}

/// <summary>A letter with its indices, such as w_ij of layer 1.</summary>
/// <param name="Letter">x, t, a, z, y, w, E, or one of δ, η, σ.</param>
/// <param name="Subscripts">Indices, each a number or a letter; empty for none.</param>
/// <param name="Layer">Layer, counted from 1; null where it goes without saying.</param>
/// <param name="IsNew">Whether it is the value after the update.</param>
internal sealed record Symbol(string Letter, IReadOnlyList<string> Subscripts, int? Layer = null, bool IsNew = false) : Notation
{
    /// <summary>Its number; null for a general index, or where there is none.</summary>
    public Quantity? Quantity { get; init; }
}

/// <summary>Terms added up.</summary>
internal sealed record Sum(IReadOnlyList<Notation> Terms) : Notation;

/// <summary>A term subtracted.</summary>
internal sealed record Negative(Notation Operand) : Notation;

/// <summary>Factors multiplied.</summary>
internal sealed record Product(IReadOnlyList<Notation> Factors) : Notation;

/// <summary>A numerator over a denominator.</summary>
internal sealed record Fraction(Notation Numerator, Notation Denominator) : Notation;

/// <summary>A square.</summary>
internal sealed record Square(Notation Operand) : Notation;

/// <summary>A function of arguments: h, h′, σ, σ′, exp, ln, tanh, max, min, abs, sign, clip, sigmoid, softplus, Φ, φ.</summary>
internal sealed record Call(string Function, IReadOnlyList<Notation> Arguments) : Notation;

/// <summary>The partial derivative of one symbol with respect to another.</summary>
internal sealed record Derivative(Notation Of, Notation By) : Notation;

/// <summary>Σ over an index.</summary>
internal sealed record Series(string Index, Notation Body) : Notation;

/// <summary>One thing where a condition is positive, another else.</summary>
internal sealed record Choice(Notation WherePositive, Notation Condition, Notation Otherwise) : Notation;

/// <summary>Omitted terms of a sum.</summary>
/// <param name="Count">How many.</param>
/// <param name="Total">What they add up to; null among symbols, or where it is not known.</param>
internal sealed record Omitted(int Count, double? Total = null) : Notation;
