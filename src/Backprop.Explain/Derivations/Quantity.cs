using System.Globalization;
using Backprop.Textbook;

namespace Backprop.Explain.Derivations;

/// <summary>What a number of a step is.</summary>
public enum QuantityKind
{
    /// <summary>x_i.</summary>
    Input,

    /// <summary>t_k.</summary>
    Target,

    /// <summary>w_ij before the update.</summary>
    Weight,

    /// <summary>a_j.</summary>
    Activation,

    /// <summary>z_j of a hidden unit, y_k of an output.</summary>
    Unit,

    /// <summary>E.</summary>
    Error,

    /// <summary>δ_j.</summary>
    Delta,

    /// <summary>∂E/∂w_ij.</summary>
    Derivative,

    /// <summary>w_ij after the update.</summary>
    Updated,

    /// <summary>η.</summary>
    LearningRate,
}

/// <summary>Identifies a number of a step, in a formula or a drawing.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Layer">The layer, from 0; 0 where there is none.</param>
/// <param name="From">Of a weight, what it comes from: 0 the bias, else the input or unit from 1. 0 for other kinds.</param>
/// <param name="To">The unit, output or input, from 0.</param>
public readonly record struct Quantity(QuantityKind Kind, int Layer = 0, int From = 0, int To = 0)
{
    /// <summary>The step of the algorithm, 1 to 6, that finds it; <paramref name="layers"/> is L.</summary>
    internal int StepOf(int layers) => Kind switch
    {
        QuantityKind.Weight => 1,
        QuantityKind.Input or QuantityKind.Target or QuantityKind.Activation or QuantityKind.Unit or QuantityKind.Error => 2,
        QuantityKind.Delta => Layer == layers - 1 ? 3 : 4,
        QuantityKind.Derivative => 5,
        QuantityKind.LearningRate or QuantityKind.Updated => 6,
        _ => throw new InvalidOperationException($"No step for {Kind}."),
    };

    /// <summary>Whether a network of these many inputs and units has it.</summary>
    public bool IsOf(TextbookStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        if (Layer < 0 || Layer >= step.Layers.Count || From < 0 || To < 0)
            return false;
        TextbookLayerStep layer = step.Layers[Layer];
        return Kind switch
        {
            QuantityKind.Input => To < step.Inputs.Length,
            QuantityKind.Target => To < step.Targets.Length,
            QuantityKind.Activation or QuantityKind.Unit or QuantityKind.Delta => To < layer.A.Length,
            QuantityKind.Weight or QuantityKind.Derivative or QuantityKind.Updated => From < layer.Weights.GetLength(0) && To < layer.A.Length,
            _ => Kind is QuantityKind.Error or QuantityKind.LearningRate,
        };
    }

    /// <summary>The number itself.</summary>
    /// <exception cref="IndexOutOfRangeException">The network has no such number (<see cref="IsOf"/>).</exception>
    public double ValueIn(TextbookStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        TextbookLayerStep layer = step.Layers[Layer];
        return Kind switch
        {
            QuantityKind.Input => step.Inputs[To],
            QuantityKind.Target => step.Targets[To],
            QuantityKind.Weight => layer.Weights[From, To],
            QuantityKind.Activation => layer.A[To],
            QuantityKind.Unit => layer.Z[To],
            QuantityKind.Error => step.Error,
            QuantityKind.Delta => layer.Delta[To],
            QuantityKind.Derivative => layer.Gradient[From, To],
            QuantityKind.Updated => layer.Updated[From, To],
            QuantityKind.LearningRate => step.LearningRate,
            _ => throw new InvalidOperationException($"No number for {Kind}."),
        };
    }

    /// <summary>The symbol, such as w₁₂⁽¹⁾ or ∂E/∂w₁₂⁽¹⁾, in a network of L layers.</summary>
    internal Notation Symbol(int layers)
    {
        var symbols = new Symbols(layers);
        string to = Symbols.Nth(To + 1), from = Symbols.Nth(From);
        return Kind switch
        {
            QuantityKind.Input => symbols.Input(0, to),
            QuantityKind.Target => Symbols.Target(to),
            QuantityKind.Weight => symbols.Weight(Layer, from, to),
            QuantityKind.Activation => symbols.Activation(Layer, to),
            QuantityKind.Unit => symbols.Unit(Layer, to),
            QuantityKind.Error => Symbols.Error,
            QuantityKind.Delta => symbols.Delta(Layer, to),
            QuantityKind.Derivative => new Derivative(Symbols.Error, symbols.Weight(Layer, from, to)),
            QuantityKind.Updated => symbols.Weight(Layer, from, to) with { IsNew = true },
            QuantityKind.LearningRate => Symbols.LearningRate,
            _ => throw new InvalidOperationException($"No symbol for {Kind}."),
        };
    }

    /// <summary>The number of a formula's symbol; null for a number, a general index, or a whole formula.</summary>
    internal static Quantity? Of(Notation notation) => notation switch
    {
        Symbol { IsNew: true, Quantity: { Kind: QuantityKind.Weight } weight } => weight with { Kind = QuantityKind.Updated },
        Symbol symbol => symbol.Quantity,
        Derivative { By: Symbol { Quantity: { } weight } } => weight with { Kind = QuantityKind.Derivative },
        _ => null,
    };

    /// <summary>The numbers in a formula, each once, in the order of their first occurrence.</summary>
    internal static IEnumerable<Quantity> In(Notation formula) => All(formula).Distinct();

    private static IEnumerable<Quantity> All(Notation formula) => Of(formula) is { } quantity ? [quantity] : formula switch
    {
        Sum sum => sum.Terms.SelectMany(All),
        Negative negative => All(negative.Operand),
        Product product => product.Factors.SelectMany(All),
        Fraction fraction => All(fraction.Numerator).Concat(All(fraction.Denominator)),
        Square square => All(square.Operand),
        Call call => call.Arguments.SelectMany(All),
        Derivative derivative => All(derivative.Of).Concat(All(derivative.By)),
        Choice choice => All(choice.WherePositive).Concat(All(choice.Condition)).Concat(All(choice.Otherwise)),
        Series series => All(series.Body),
        _ => [],
    };

    /// <summary>Written as in addresses: <c>w.0.1.2</c> for the weight of the first layer from input 1 to unit 3.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Letters[(int)Kind]}.{Layer}.{From}.{To}");

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    public static bool TryParse(string? text, out Quantity quantity)
    {
        quantity = default;
        string[] parts = text?.Split('.') ?? [];
        if (parts.Length != 4)
            return false;
        int kind = Array.IndexOf(Letters, parts[0]);
        if (kind < 0 || !Index(parts[1], out int layer) || !Index(parts[2], out int from) || !Index(parts[3], out int to))
            return false;
        quantity = new((QuantityKind)kind, layer, from, to);
        return true;
    }

    private static readonly string[] Letters = ["x", "t", "w", "a", "z", "e", "d", "g", "u", "r"];

    private static bool Index(string text, out int index) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out index);
}
