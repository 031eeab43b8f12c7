using System.Security.Cryptography;
using Backprop.Numerics.Buffers;

namespace Backprop.Parameters;

/// <summary>All that training changes in a network: whatever is done to every parameter is a loop over it.</summary>
internal sealed class ParameterSet
{
    private readonly (int Number, string Name)[] blocks;

    /// <param name="layers">The blocks of each layer, from the inputs to the outputs.</param>
    public ParameterSet(IReadOnlyList<IReadOnlyList<ParameterBlock>> layers)
    {
        var parameters = new List<Parameter>();
        var known = new List<(int Number, string Name)>();
        for (int l = 0; l < layers.Count; l++)
        {
            string layer = FormattableString.Invariant($"layers.{l + 1}");
            for (int b = 0; b < layers[l].Count; b++)
            {
                known.Add((l + 1, b == 0 ? layer : FormattableString.Invariant($"{layer}.block{b + 1}")));
                parameters.AddRange(layers[l][b].Parts.Select(part => new Parameter($"{layer}.{part.Name}", layers[l][b], part)));
            }
        }
        Blocks = [.. layers.SelectMany(layer => layer)];
        blocks = [.. known];
        All = parameters;
        Values = new ParameterValues([.. Blocks.Select(block => block.Values)]);
    }

    /// <summary>The parameters, layer after layer, in the order of files and hashes.</summary>
    public IReadOnlyList<Parameter> All { get; }

    /// <summary>The blocks that store them.</summary>
    public IReadOnlyList<ParameterBlock> Blocks { get; }

    /// <summary>The numbers.</summary>
    public ParameterValues Values { get; }

    /// <summary>How many numbers, without padding.</summary>
    public long Count => Blocks.Sum(block => block.Values.Count);

    /// <summary>The name of a block, from 0, in files that store numbers for each parameter: <c>layers.2</c>.</summary>
    public string BlockName(int block) => blocks[block].Name;

    /// <summary>The layer, from 1, of a block, from 0.</summary>
    public int LayerOf(int block) => blocks[block].Number;

    /// <summary>Sets all numbers to those of the same parameters of another network.</summary>
    public void CopyFrom(ParameterSet other) => Values.CopyFrom(other.Values);

    /// <summary>SHA-256 over the numbers as little-endian floats, parameter after parameter without padding, in lower-case hexadecimal.</summary>
    public string Sha256()
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
}
