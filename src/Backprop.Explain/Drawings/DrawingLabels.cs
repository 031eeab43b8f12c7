using System.Globalization;
using Backprop.Explain.Derivations;
using Backprop.Explain.Text;
using Backprop.Textbook;

namespace Backprop.Explain.Drawings;

/// <summary>The texts of a drawing. Layers are in its headings, so its symbols omit them.</summary>
internal sealed class DrawingLabels(TextbookStep step, DrawingOptions options)
{
    private const int LongestName = 18;

    private readonly NotationText numbers = new(new TextOptions { Digits = options.Digits });

    /// <summary>Which layer it is and its function, in few words: a heading longer than its column would widen the drawing.</summary>
    public string Heading(int layer)
    {
        string place = step.Layers.Count == 1 ? step.Outputs.Length == 1 ? "output" : "outputs"
            : FormattableString.Invariant($"layer {layer + 1}{(layer < step.Layers.Count - 1 ? ", hidden" : "")}");
        return $"{place}: {step.Layers[layer].Activation}";
    }

    public IReadOnlyList<LabelText> Input(int i) => [.. Name(options.InputNames, i), Value(new(QuantityKind.Input, To: i), "x", Nth(i + 1))];

    /// <summary>Its name, a, z or y, and optionally t and δ: one below the other.</summary>
    public IReadOnlyList<LabelText> Unit(int layer, int j)
    {
        bool isOutput = layer == step.Layers.Count - 1;
        string index = Nth(j + 1);
        var lines = new List<LabelText>();
        if (isOutput)
            lines.AddRange(Name(options.OutputNames, j));
        lines.Add(Value(new(QuantityKind.Activation, layer, To: j), "a", index));
        lines.Add(Value(new(QuantityKind.Unit, layer, To: j), isOutput ? "y" : "z", index));
        if (options.Deltas && isOutput)
            lines.Add(Value(new(QuantityKind.Target, To: j), "t", index));
        if (options.Deltas)
            lines.Add(Value(new(QuantityKind.Delta, layer, To: j), "δ", index));
        return lines;
    }

    public LabelText Weight(int layer, int i, int j) =>
        Value(new(options.Updated ? QuantityKind.Updated : QuantityKind.Weight, layer, i, j), "w", Nth(i), Nth(j + 1));

    public LabelText Derivative(int layer, int i, int j) => Text(new(QuantityKind.Derivative, layer, i, j), [new("∂", RunStyle.Symbol)], " ");

    /// <summary>The weight in full precision, for who asks.</summary>
    public string Title(int layer, int i, int j)
    {
        TextbookLayerStep l = step.Layers[layer];
        string weight = string.Create(CultureInfo.InvariantCulture, $"layer {layer + 1}, weight {i} → {j + 1}: {l.Weights[i, j]:R}");
        return options.Derivatives ? weight + string.Create(CultureInfo.InvariantCulture, $", ∂E/∂w {l.Gradient[i, j]:R}") : weight;
    }

    /// <summary>The units that are not drawn out, and what they add to the activation that their line leads to.</summary>
    public LabelText Rest(int count, double total) =>
        new([new(string.Create(CultureInfo.InvariantCulture, $"{count:N0} more: ")), new(numbers.Write(total))]);

    public string Name(int column, int unit) => (column == 0 ? options.InputNames : column == step.Layers.Count ? options.OutputNames : null)?[unit] ?? "";

    private static IEnumerable<LabelText> Name(IReadOnlyList<string>? names, int index)
    {
        if (names is null)
            return [];
        string name = names[index];
        return [new([new Run(name.Length <= LongestName ? name : name[..(LongestName - 1)] + "…")])];
    }

    private LabelText Value(Quantity quantity, string letter, params string[] indices) =>
        Text(quantity, [new(letter, RunStyle.Symbol), new(SmallLetters.Joined(indices), RunStyle.Subscript)], " = ");

    private LabelText Text(Quantity quantity, Run[] symbol, string between) =>
        new([.. symbol, new(between + numbers.Write(quantity.ValueIn(step)))], quantity, between + new string('0', options.NumberWidth));

    private static string Nth(int index) => Symbols.Nth(index);
}
