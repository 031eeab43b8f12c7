using System.Globalization;

namespace Backprop.Explain.Derivations;

/// <summary>
/// The letters of a network of L layers. Layers are written where there is more than one; those of z where there is more than one hidden
/// layer, as the lecture has it. Layers and units count from 0 here and from 1 in the symbols; input 0 of a layer is the constant 1.
/// </summary>
internal sealed class Symbols(int layers)
{
    public static readonly Symbol Error = new("E", []) { Quantity = new(QuantityKind.Error) };

    public static readonly Symbol LearningRate = new("η", []) { Quantity = new(QuantityKind.LearningRate) };

    public static Symbol Target(string k) => new("t", [k]) { Quantity = Of(QuantityKind.Target, 0, k) };

    public Symbol Output(string k) => new("y", [k]) { Quantity = Of(QuantityKind.Unit, layers - 1, k) };

    public Symbol Activation(int layer, string j) => new("a", [j], Layer(layer)) { Quantity = Of(QuantityKind.Activation, layer, j) };

    /// <summary>z_j of a hidden layer, y_k of the last.</summary>
    public Symbol Unit(int layer, string j) => layer == layers - 1
        ? Output(j)
        : new("z", [j], layers > 2 ? layer + 1 : null) { Quantity = Of(QuantityKind.Unit, layer, j) };

    /// <summary>What comes into a layer: x_i, or z_i of the layer before.</summary>
    public Symbol Input(int layer, string i) => layer == 0 ? new("x", [i]) { Quantity = Of(QuantityKind.Input, 0, i) } : Unit(layer - 1, i);

    public Symbol Weight(int layer, string i, string j) => new("w", [i, j], Layer(layer))
    {
        Quantity = Of(QuantityKind.Weight, layer, j) is { } weight && Number(i) is { } from ? weight with { From = from } : null,
    };

    public Symbol Delta(int layer, string j) => new("δ", [j], Layer(layer)) { Quantity = Of(QuantityKind.Delta, layer, j) };

    /// <summary>The letter of a layer's units in general formulas: k for the outputs, j for hidden units.</summary>
    public string Index(int layer) => layer == layers - 1 && layers > 1 ? "k" : "j";

    /// <summary>The letter of what comes into a layer: i, or j where the outputs have k.</summary>
    public string InputIndex(int layer) => Index(layer) == "k" ? "j" : "i";

    public static string Nth(int index) => index.ToString(CultureInfo.InvariantCulture);

    /// <summary>What has the index, counted from 1; none for a letter and for the constant 0.</summary>
    private static Quantity? Of(QuantityKind kind, int layer, string index) => Number(index) is > 0 and { } number ? new(kind, layer, To: number - 1) : null;

    private static int? Number(string index) => int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;

    private int? Layer(int layer) => layers > 1 ? layer + 1 : null;
}
