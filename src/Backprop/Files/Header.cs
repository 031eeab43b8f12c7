namespace Backprop.Files;

/// <summary>The checked content of a header.</summary>
/// <param name="Metadata">Text by name, without the hash.</param>
/// <param name="Tensors">In the order of their values in the file, without holes.</param>
/// <param name="Hash">The file's SHA-256 as 64 lowercase hexadecimal digits; null where the metadata has none.</param>
/// <param name="HashStart">The byte of the header where the digits begin.</param>
internal sealed record Header(IReadOnlyDictionary<string, string> Metadata, TensorEntry[] Tensors, string? Hash, int HashStart);

/// <summary>A tensor as the header describes it: <paramref name="Count"/> floats from byte <paramref name="Begin"/> of the values to
/// <paramref name="End"/>.</summary>
internal readonly record struct TensorEntry(string Name, int[] Shape, int Count, long Begin, long End);
