using System.Globalization;
using Backprop.Explain.Derivations;
using Backprop.Explain.Text;
using Backprop.Textbook;

namespace Backprop.Explain.Diagrams;

/// <summary>The texts of a diagram. Layers are in its headings, so its symbols omit them.</summary>
internal sealed class DiagramLabels(TextbookStep step, TextOptions options, DiagramOptions diagram)
{
    private const int LongestName = 25;

    private readonly NotationText text = new(options);

    /// <summary>Which layer it is and its function, in few words: a heading longer than its column would widen the drawing.</summary>
    public string Heading(int layer)
    {
        string place = step.Layers.Count == 1 ? step.Outputs.Length == 1 ? "output" : "outputs"
            : FormattableString.Invariant($"layer {layer + 1}{(layer < step.Layers.Count - 1 ? ", hidden" : "")}");
        return $"{place}: {step.Layers[layer].Activation}";
    }

    /// <summary>x, after its name where it has one.</summary>
    public string Input(int i) => (InputName(i) is { Length: > 0 } name ? name + "  " : "") + Value("x", i, step.Inputs[i]);

    public string InputName(int i) => Name(diagram.InputNames, i);

    public string OutputName(int k) => Name(diagram.OutputNames, k);

    public string Weight(int layer, int i, int j, bool derivative)
    {
        TextbookLayerStep l = step.Layers[layer];
        string weight = Equal(new Symbol("w", [Symbols.Nth(i), Symbols.Nth(j + 1)]), l.Weights[i, j]);
        return derivative ? $"{weight}, {text.Words("∂")} {text.Write(l.Gradient[i, j])}" : weight;
    }

    /// <summary>The name of an output, a, z or y, and optionally t and δ: one below the other.</summary>
    public IReadOnlyList<string> Unit(int layer, int j)
    {
        TextbookLayerStep l = step.Layers[layer];
        bool isOutput = layer == step.Layers.Count - 1;
        var lines = new List<string>();
        if (isOutput && diagram.OutputNames is not null)
            lines.Add(OutputName(j));
        lines.Add(Value("a", j, l.A[j]));
        lines.Add(Value(isOutput ? "y" : "z", j, l.Z[j]));
        if (diagram.Deltas && isOutput)
            lines.Add(Value("t", j, step.Targets[j]));
        if (diagram.Deltas)
            lines.Add(Value("δ", j, l.Delta[j]));
        return lines;
    }

    public string Value(string letter, int index, double value) => Equal(new Symbol(letter, [Symbols.Nth(index + 1)]), value);

    public string Number(double value) => text.Write(value);

    /// <summary>How many there are of what is not drawn.</summary>
    public string More(string sign, int count) => text.Words(string.Create(CultureInfo.InvariantCulture, $"{sign}{count:N0} more"));

    public string Words(string words) => text.Words(words);

    public string Symbol(string letter, params string[] subscripts) => text.Write(new Symbol(letter, subscripts));

    private string Name(IReadOnlyList<string>? names, int index)
    {
        // A line break or a tab in a name would break the drawing.
        string name = names is null ? "" : string.Concat(names[index].Select(c => char.IsControl(c) ? ' ' : c));
        return name.Length <= LongestName ? name : name[..(LongestName - 1)] + text.Words("…");
    }

    private string Equal(Symbol symbol, double value) => $"{text.Write(symbol)} = {text.Write(value)}";
}
