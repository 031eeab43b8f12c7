using System.Collections;
using System.Security.Cryptography;
using Backprop.Numerics.Buffers;

namespace Backprop.Parameters;

/// <summary>
/// All that training changes in a network: its parameters, layer after layer, in the order of files and of <see cref="Networks.Network.WeightsSha256"/>; of a dense
/// layer the biases, then the weights.
/// </summary>
public sealed class ParameterSet : IReadOnlyList<Parameter>
{
    private readonly Parameter[] parameters;
    private readonly (int Number, string Name)[] blocks;

    /// <param name="layers">The blocks of each layer, from the inputs to the outputs.</param>
    internal ParameterSet(IReadOnlyList<IReadOnlyList<ParameterBlock>> layers)
    {
        var all = new List<Parameter>();
        var known = new List<(int Number, string Name)>();
        for (int l = 0; l < layers.Count; l++)
        {
            string layer = FormattableString.Invariant($"layers.{l + 1}");
            for (int b = 0; b < layers[l].Count; b++)
            {
                known.Add((l + 1, b == 0 ? layer : FormattableString.Invariant($"{layer}.block{b + 1}")));
                all.AddRange(layers[l][b].Parts.Select(part => new Parameter($"{layer}.{part.Name}", layers[l][b], part)));
            }
        }
        Blocks = [.. layers.SelectMany(layer => layer)];
        blocks = [.. known];
        parameters = [.. all];
        Values = new ParameterValues([.. Blocks.Select(block => block.Values)]);
    }

    /// <summary>The number of parameters, each of which holds many numbers.</summary>
    public int Count => parameters.Length;

    /// <summary>A parameter by its place, from 0.</summary>
    /// <exception cref="IndexOutOfRangeException">No such place.</exception>
    public Parameter this[int index] => parameters[index];

    /// <summary>A parameter by its name, such as <c>layers.1.weights</c>.</summary>
    /// <exception cref="ArgumentException">No such parameter; the message lists the names.</exception>
    public Parameter this[string name] => Array.Find(parameters, parameter => parameter.Name == name)
        ?? throw new ArgumentException($"The network has no parameter '{name}'. It has {string.Join(", ", parameters.Select(parameter => parameter.Name))}.", nameof(name));

    /// <summary>The blocks that store them.</summary>
    internal IReadOnlyList<ParameterBlock> Blocks { get; }

    /// <summary>The numbers.</summary>
    internal ParameterValues Values { get; }

    /// <summary>How many numbers, without padding.</summary>
    internal long NumberCount => Blocks.Sum(block => block.Values.Count);

    /// <summary>The name of a block, from 0, in files that store numbers for each parameter: <c>layers.2</c>.</summary>
    internal string BlockName(int block) => blocks[block].Name;

    /// <summary>The layer, from 1, of a block, from 0.</summary>
    internal int LayerOf(int block) => blocks[block].Number;

    /// <summary>A copy of all numbers, parameter after parameter.</summary>
    /// <exception cref="OverflowException">More numbers than an array holds, about 2 billion.</exception>
    public float[] ToArray()
    {
        var values = new float[NumberCount];
        CopyTo(values);
        return values;
    }

    /// <summary>Copies all numbers, parameter after parameter.</summary>
    /// <param name="values">Gets them: as many places as the network has parameters (<see cref="Networks.Network.ParameterCount"/>).</param>
    /// <exception cref="ArgumentException">More or fewer places.</exception>
    public void CopyTo(Span<float> values)
    {
        RequireCount(values);
        foreach (var parameter in parameters)
        {
            parameter.CopyTo(values[..parameter.Count]);
            values = values[parameter.Count..];
        }
    }

    /// <summary>The parameters in their order.</summary>
    public IEnumerator<Parameter> GetEnumerator() => parameters.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => parameters.GetEnumerator();

    /// <summary>Sets all numbers.</summary>
    /// <exception cref="ArgumentException">More or fewer numbers, or one that is not finite.</exception>
    internal void Set(ReadOnlySpan<float> values)
    {
        RequireCount(values);
        foreach (var parameter in parameters)
        {
            parameter.Set(values[..parameter.Count]);
            values = values[parameter.Count..];
        }
    }

    /// <summary>Sets all numbers to those of the same parameters of another network.</summary>
    internal void CopyFrom(ParameterSet other) => Values.CopyFrom(other.Values);

    /// <summary>SHA-256 over the numbers as little-endian floats, parameter after parameter without padding, in lower-case hexadecimal.</summary>
    internal string Sha256()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var block in Blocks)
        {
            var row = new float[block.Values.Units];
            var bytes = new byte[row.Length * sizeof(float)];
            for (int i = 0; i <= block.Values.Inputs; i++)
            {
                block.Values.CopyRowTo(i, row);
                LittleEndian.Write(row, bytes);
                hash.AppendData(bytes);
            }
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private void RequireCount(ReadOnlySpan<float> values)
    {
        if (values.Length != NumberCount)
            throw new ArgumentException($"The network has {NumberCount} parameters, but {values.Length} numbers were given.", nameof(values));
    }
}
