using System.Text.Json;
using Backprop.Parameters;

namespace Backprop.Layers;

/// <summary>
/// A layer of a network: what it makes of D inputs, and the parameters that training changes. What it computes over a batch, forward and back, is in its pass.
/// </summary>
public abstract class Layer
{
    /// <summary>The maximum number of parameters of a layer.</summary>
    internal const long MaxParameters = 1L << 30;

    private protected Layer() { }

    /// <summary>The kind as model files write it, such as <c>dense</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>D, the number of inputs.</summary>
    public abstract int Inputs { get; }

    /// <summary>M, the number of units, each with an output.</summary>
    public abstract int Units { get; }

    /// <summary>
    /// The share of units, from 0 to below 1, that are left out at random in each training step, the others being scaled by
    /// 1/(1 − share); predictions use every unit. 0: none.
    /// </summary>
    public virtual double Dropout => 0;

    /// <summary>What it makes of a network's inputs, in a word or two before the functions of the dense layers; null for a dense one.</summary>
    internal virtual string? InWords => null;

    /// <summary>What training changes.</summary>
    internal abstract IReadOnlyList<ParameterBlock> Blocks { get; }

    /// <summary>The multiply-adds that a row takes forward.</summary>
    internal abstract long Work { get; }

    /// <summary>A layer of the same shape and functions with its own parameters, not yet set.</summary>
    /// <param name="dropout">Its dropout, where its kind has one.</param>
    internal abstract Layer Like(double dropout);

    /// <summary>What it computes over a batch, and the memory for it.</summary>
    internal abstract LayerPass Pass(LayerPlace place);

    /// <summary>Sets the parameters of a new layer; those of a dense one are set by an <see cref="Initializer"/>.</summary>
    /// <param name="seed">The seed of what is random.</param>
    /// <param name="number">The layer's place in the network, from 1.</param>
    internal virtual void Fill(ulong seed, int number) { }

    /// <summary>A parameter for people, by its row and column in the layer's block: <c>weight 3 → 2</c>, <c>factor of input 4</c>.</summary>
    internal abstract string ParameterName(int row, int column);

    /// <summary>Writes what its parameters do not say, as members of a JSON object; what <see cref="LayerKind"/> reads.</summary>
    internal abstract void Describe(Utf8JsonWriter json);

    internal Layer Clone() => Copy(Dropout);

    internal Layer Copy(double dropout)
    {
        var copy = Like(dropout);
        for (int b = 0; b < Blocks.Count; b++)
            copy.Blocks[b].Values.CopyFrom(Blocks[b].Values);
        return copy;
    }
}
