using System.Text.Json;
using Backprop.Numerics.Buffers;
using Backprop.Parameters;

namespace Backprop.Layers;

/// <summary>A learned factor for each input: z_i = s_i x_i, from s_i = 1. It lets training turn inputs up that matter, and others down.</summary>
public sealed class ScaleLayer : Layer
{
    internal ScaleLayer(int inputs)
    {
        Inputs = inputs;
        Scale = new PanelMatrix(0, inputs);
        Blocks = [new ParameterBlock(Scale, [new ParameterPart("scale", ParameterRole.Scale, FirstRow: 0, Rows: 1, [inputs])])];
    }

    /// <inheritdoc/>
    public override string Kind => Type.Name;

    /// <inheritdoc/>
    public override int Inputs { get; }

    /// <inheritdoc/>
    public override int Units => Inputs;

    /// <summary>s_i, the factor of input i, from 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such input.</exception>
    public float this[int i] => Scale[0, i];

    internal static LayerKind Type { get; } = new("scale", description => new ScaleLayer(description.Shape("scale", dimensions: 1)[0]));

    /// <summary>s, a single row.</summary>
    internal PanelMatrix Scale { get; }

    internal override string InWords => "scaled inputs";

    internal override IReadOnlyList<ParameterBlock> Blocks { get; }

    internal override long Work => Inputs;

    internal override Layer Like(double dropout) => new ScaleLayer(Inputs);

    internal override LayerPass Pass(LayerPlace place) => new ScalePass(this, place);

    internal override string ParameterName(int row, int column) => FormattableString.Invariant($"factor of input {column + 1}");

    internal override void Describe(Utf8JsonWriter json) { }

    /// <summary>Sets every factor to 1.</summary>
    internal override void Fill(ulong seed, int number)
    {
        var ones = new float[Inputs];
        ones.AsSpan().Fill(1);
        Scale.CopyRowFrom(0, ones);
    }
}
