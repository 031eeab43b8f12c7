using Backprop.Textbook;

namespace Backprop.Explain.Derivations;

/// <summary>The six steps of the algorithm on one row, each with its formulas, the numbers put in, and the results.</summary>
/// <param name="Numbers">Every number, in full precision and uncut.</param>
/// <param name="Steps">The six steps in order, cut to a readable size.</param>
internal sealed record Derivation(TextbookStep Numbers, IReadOnlyList<DerivationStep> Steps)
{
    /// <summary>The derivation of a step.</summary>
    /// <param name="step">The step of a network on one row.</param>
    /// <param name="options">Names and limits; null for the defaults.</param>
    public static Derivation Of(TextbookStep step, DerivationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(step);
        return new DerivationBuilder(step, options ?? new DerivationOptions()).Build();
    }

    /// <summary>Where one number of a step comes from: its law and its equation alone.</summary>
    /// <param name="step">The step of a network on one row.</param>
    /// <param name="quantity">The number.</param>
    /// <param name="options">Names and limits; null for the defaults. What the number is about is shown in any case.</param>
    /// <exception cref="ArgumentException">The network has no such number.</exception>
    public static DerivationPart Of(TextbookStep step, Quantity quantity, DerivationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(step);
        if (!quantity.IsOf(step))
            throw new ArgumentException($"The network has no number '{quantity}'.", nameof(quantity));
        options ??= new DerivationOptions();
        var units = ShownUnits.Of(step, options.MaxUnits, options.Units).Choice.ToDictionary();
        int own = quantity.Kind switch { QuantityKind.Input => 0, QuantityKind.Target => step.Layers.Count, _ => quantity.Layer + 1 };
        units[own] = [.. units[own], quantity.To + 1];
        if (quantity.From > 0)
            units[quantity.Layer] = [.. units[quantity.Layer], quantity.From];
        return new DerivationBuilder(step, options with { Units = units }).Part(quantity);
    }
}

/// <summary>One of the six steps.</summary>
/// <param name="Number">1 to 6.</param>
/// <param name="Title">The lecture's name of it.</param>
/// <param name="Parts">Its parts: one for each layer or kind of number.</param>
internal sealed record DerivationStep(int Number, string Title, IReadOnlyList<DerivationPart> Parts);

/// <summary>Equations of one kind.</summary>
/// <param name="Heading">A few words, such as <c>Layer 1, sigmoid</c>; empty for none.</param>
/// <param name="Law">The general formula, as a chain of equal sides; empty for none.</param>
/// <param name="Lines">The equations, those of one unit or weight row together.</param>
/// <param name="LeftOut">How many more there are of what <paramref name="Of"/> says.</param>
/// <param name="Of">What the lines are about: units, weights, inputs.</param>
internal sealed record DerivationPart(
    string Heading, IReadOnlyList<Notation> Law, IReadOnlyList<IReadOnlyList<Equation>> Lines, long LeftOut = 0, string Of = "");

/// <summary>Left = formulas in symbols = the same with numbers put in = result.</summary>
/// <param name="Left">The left side.</param>
/// <param name="Formulas">One or more equal formulas in symbols; empty for a number that is given.</param>
/// <param name="Substituted">The last formula with numbers in place of symbols; null for a number that is given.</param>
/// <param name="Result">The number.</param>
/// <param name="Name">The name of the input or output, where it is known.</param>
internal sealed record Equation(Notation Left, IReadOnlyList<Notation> Formulas, Notation? Substituted, double Result, string? Name = null);
