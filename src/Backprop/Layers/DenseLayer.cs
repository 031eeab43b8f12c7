using System.Text.Json;
using Backprop.Numerics.Buffers;
using Backprop.Parameters;

namespace Backprop.Layers;

/// <summary>
/// A dense layer: M units, each with a bias and a weight from each of D inputs; z_j = h(a_j), a_j = Σ_i w_ij x_i + w_0j.
/// </summary>
public sealed class DenseLayer : Layer
{
    internal DenseLayer(int inputs, int units, ActivationFunction activation, double dropout)
    {
        Activation = activation;
        Dropout = dropout;
        Weights = new PanelMatrix(inputs, units);
        Blocks =
        [
            new ParameterBlock(Weights,
            [
                new ParameterPart("biases", ParameterRole.Bias, FirstRow: 0, Rows: 1, [units]),
                new ParameterPart("weights", ParameterRole.Weight, FirstRow: 1, Rows: inputs, [inputs, units]),
            ]),
        ];
    }

    /// <inheritdoc/>
    public override string Kind => Type.Name;

    /// <inheritdoc/>
    public override int Inputs => Weights.Inputs;

    /// <inheritdoc/>
    public override int Units => Weights.Units;

    /// <summary>h, the function of the units.</summary>
    public ActivationFunction Activation { get; }

    /// <inheritdoc/>
    public override double Dropout { get; }

    /// <summary>The weight from input i (from 1; 0: the bias) to unit j (from 0).</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such weight.</exception>
    public float this[int i, int j] => Weights[i, j];

    internal static LayerKind Type { get; } = new("dense", description =>
    {
        int biases = description.Shape("biases", dimensions: 1)[0];
        var shape = description.Shape("weights", dimensions: 2);
        if (shape[1] != biases)
            throw new FormatException($"the tensor weights of {description.Path} has {shape[1]} columns, but there are {biases} biases.");
        double dropout = description.Number("dropout") ?? 0;
        if (!(dropout >= 0 && (float)dropout < 1))
            throw new FormatException("a dropout is not from 0 to below 1.");
        return new DenseLayer(shape[0], shape[1], ActivationFunction.Parse(description.Text("activation")), dropout);
    });

    /// <summary>w_ij: row 0 holds the biases, row i the weights from input i, column j belongs to unit j.</summary>
    internal PanelMatrix Weights { get; }

    internal override IReadOnlyList<ParameterBlock> Blocks { get; }

    internal override long Work => (Inputs + 1L) * Units;

    internal override Layer Like(double dropout) => new DenseLayer(Inputs, Units, Activation, dropout);

    internal override LayerPass Pass(LayerPlace place) => new DensePass(this, place);

    internal override string ParameterName(int row, int column) => FormattableString.Invariant($"{(row == 0 ? "bias" : FormattableString.Invariant($"weight {row}"))} → {column + 1}");

    internal override void Describe(Utf8JsonWriter json)
    {
        json.WriteString("activation", Activation.ToString());
        if (Dropout > 0)
            json.WriteNumber("dropout", Dropout);
    }
}
