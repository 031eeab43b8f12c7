using System.Globalization;

namespace Backprop.Explain.Derivations;

/// <summary>
/// The letters of a network of L layers. Layers are written where there is more than one; those of z where there is more than one hidden
/// layer, as the lecture has it. Layers and units count from 0 here and from 1 in the symbols; input 0 of a layer is the constant 1.
/// </summary>
internal sealed class Symbols(int layers)
{
    public static readonly Symbol Error = new("E", []);

    public static readonly Symbol LearningRate = new("η", []);

    public static Symbol Target(string k) => new("t", [k]);

    public static Symbol Output(string k) => new("y", [k]);

    public Symbol Activation(int layer, string j) => new("a", [j], Layer(layer));

    /// <summary>z_j of a hidden layer, y_k of the last.</summary>
    public Symbol Unit(int layer, string j) => layer == layers - 1 ? Output(j) : new("z", [j], layers > 2 ? layer + 1 : null);

    /// <summary>What comes into a layer: x_i, or z_i of the layer before.</summary>
    public Symbol Input(int layer, string i) => layer == 0 ? new("x", [i]) : Unit(layer - 1, i);

    public Symbol Weight(int layer, string i, string j) => new("w", [i, j], Layer(layer));

    public Symbol Delta(int layer, string j) => new("δ", [j], Layer(layer));

    /// <summary>The letter of a layer's units in general formulas: k for the outputs, j for hidden units.</summary>
    public string Index(int layer) => layer == layers - 1 && layers > 1 ? "k" : "j";

    /// <summary>The letter of what comes into a layer: i, or j where the outputs have k.</summary>
    public string InputIndex(int layer) => Index(layer) == "k" ? "j" : "i";

    public static string Nth(int index) => index.ToString(CultureInfo.InvariantCulture);

    private int? Layer(int layer) => layers > 1 ? layer + 1 : null;
}
