using Backprop.Explain.Derivations;
using Backprop.Explain.Text;
using Backprop.Textbook;

namespace Backprop.Explain.Diagrams;

/// <summary>The words of a diagram. Layers stand in its headings, so its symbols go without them.</summary>
internal sealed class DiagramLabels(TextbookStep step, TextOptions options, DiagramOptions diagram)
{
    private readonly NotationText text = new(options);

    public string Heading(int layer)
    {
        int layers = step.Layers.Count;
        string place = layer == layers - 1 ? step.Outputs.Length == 1 ? "output" : "outputs"
            : layers > 2 ? FormattableString.Invariant($"hidden {layer + 1}") : "hidden units";
        return $"{place}: {step.Layers[layer].Activation}";
    }

    public string Input(int i) => Value("x", i, step.Inputs[i]);

    public string Weight(int layer, int i, int j, bool derivative)
    {
        TextbookLayerStep l = step.Layers[layer];
        string weight = Equal(new Symbol("w", [Symbols.Nth(i), Symbols.Nth(j + 1)]), l.Weights[i, j]);
        return derivative ? $"{weight}, {text.Words("∂")} {text.Write(l.Gradient[i, j])}" : weight;
    }

    /// <summary>a, z or y, and where asked for t and δ: one below the other.</summary>
    public IReadOnlyList<string> Unit(int layer, int j)
    {
        TextbookLayerStep l = step.Layers[layer];
        bool isOutput = layer == step.Layers.Count - 1;
        var lines = new List<string> { Value("a", j, l.A[j]), Value(isOutput ? "y" : "z", j, l.Z[j]) };
        if (diagram.Deltas && isOutput)
            lines.Add(Value("t", j, step.Targets[j]));
        if (diagram.Deltas)
            lines.Add(Value("δ", j, l.Delta[j]));
        return lines;
    }

    public string Value(string letter, int index, double value) => Equal(new Symbol(letter, [Symbols.Nth(index + 1)]), value);

    public string Number(double value) => text.Write(value);

    public string Words(string words) => text.Words(words);

    public string Symbol(string letter, params string[] subscripts) => text.Write(new Symbol(letter, subscripts));

    private string Equal(Symbol symbol, double value) => $"{text.Write(symbol)} = {text.Write(value)}";
}
