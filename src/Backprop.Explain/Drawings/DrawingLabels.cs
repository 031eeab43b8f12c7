using System.Globalization;
using Backprop.Explain.Derivations;
using Backprop.Explain.Text;
using Backprop.Textbook;

namespace Backprop.Explain.Drawings;

/// <summary>The words on a drawing. Layers stand in its headings, so its symbols go without them.</summary>
internal sealed class DrawingLabels(TextbookStep step, DrawingOptions options)
{
    private const int LongestName = 18;

    private readonly NotationText numbers = new(new TextOptions { Digits = options.Digits });

    public string Heading(int layer)
    {
        int layers = step.Layers.Count;
        string place = layer == layers - 1 ? step.Outputs.Length == 1 ? "output" : "outputs"
            : layers > 2 ? FormattableString.Invariant($"hidden {layer + 1}") : "hidden units";
        return $"{place}: {step.Layers[layer].Activation}";
    }

    public IReadOnlyList<IReadOnlyList<Run>> Input(int i) => [.. Name(options.InputNames, i), Value("x", step.Inputs[i], Nth(i + 1))];

    /// <summary>Its name, a, z or y, and where asked for t and δ: one below the other.</summary>
    public IReadOnlyList<IReadOnlyList<Run>> Unit(int layer, int j)
    {
        TextbookLayerStep l = step.Layers[layer];
        bool isOutput = layer == step.Layers.Count - 1;
        var lines = new List<IReadOnlyList<Run>>();
        if (isOutput)
            lines.AddRange(Name(options.OutputNames, j));
        lines.Add(Value("a", l.A[j], Nth(j + 1)));
        lines.Add(Value(isOutput ? "y" : "z", l.Z[j], Nth(j + 1)));
        if (options.Deltas && isOutput)
            lines.Add(Value("t", step.Targets[j], Nth(j + 1)));
        if (options.Deltas)
            lines.Add(Value("δ", l.Delta[j], Nth(j + 1)));
        return lines;
    }

    public IReadOnlyList<Run> Weight(int layer, int i, int j) => Value("w", step.Layers[layer].Weights[i, j], Nth(i), Nth(j + 1));

    public IReadOnlyList<Run> Derivative(int layer, int i, int j) => [new("∂", RunStyle.Symbol), new(" " + numbers.Write(step.Layers[layer].Gradient[i, j]))];

    /// <summary>The weight in full precision, for who asks.</summary>
    public string Title(int layer, int i, int j)
    {
        TextbookLayerStep l = step.Layers[layer];
        string weight = string.Create(CultureInfo.InvariantCulture, $"layer {layer + 1}, weight {i} → {j + 1}: {l.Weights[i, j]:R}");
        return options.Derivatives ? weight + string.Create(CultureInfo.InvariantCulture, $", ∂E/∂w {l.Gradient[i, j]:R}") : weight;
    }

    /// <summary>The units that are not drawn out, and what they add to the activation that their line leads to.</summary>
    public IReadOnlyList<Run> Rest(int count, double total) =>
        [new(string.Create(CultureInfo.InvariantCulture, $"{count:N0} more: ")), new(numbers.Write(total))];

    public string Name(int column, int unit) => (column == 0 ? options.InputNames : column == step.Layers.Count ? options.OutputNames : null)?[unit] ?? "";

    private static IEnumerable<IReadOnlyList<Run>> Name(IReadOnlyList<string>? names, int index)
    {
        if (names is null)
            return [];
        string name = names[index];
        return [[new Run(name.Length <= LongestName ? name : name[..(LongestName - 1)] + "…")]];
    }

    private IReadOnlyList<Run> Value(string letter, double value, params string[] indices) =>
        [new(letter, RunStyle.Symbol), new(SmallLetters.Joined(indices), RunStyle.Subscript), new(" = " + numbers.Write(value))];

    private static string Nth(int index) => Symbols.Nth(index);
}
