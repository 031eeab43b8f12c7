using System.Security.Cryptography;
using Backprop.Numerics.Buffers;

namespace Backprop.Files;

/// <summary>
/// SHA-256 over floats as 4 little-endian bytes each, in the order they are given: nothing else goes in, no names, shapes or padding.
/// Over a network's parameters (layer by layer, the bias row, then the row of each input) it is the <c>weights_sha256</c> of the
/// command line.
/// </summary>
internal sealed class TensorHash : IDisposable
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] chunk = new byte[FloatBytes.ChunkSize];

    /// <summary>The hash of all values of the tensors, in their order, as 64 lowercase hexadecimal digits.</summary>
    public static string Of(IEnumerable<Tensor> tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        using var all = new TensorHash();
        foreach (Tensor tensor in tensors)
            all.Append(tensor.Values);
        return all.Finish();
    }

    /// <summary>Adds floats to what is hashed.</summary>
    public void Append(ReadOnlySpan<float> values)
    {
        while (values.Length > 0)
        {
            int count = Math.Min(values.Length, FloatBytes.ChunkSize / sizeof(float));
            LittleEndian.Write(values[..count], chunk);
            hash.AppendData(chunk, 0, count * sizeof(float));
            values = values[count..];
        }
    }

    /// <summary>The hash of all that was added, as 64 lowercase hexadecimal digits; starts afresh.</summary>
    public string Finish() => Convert.ToHexStringLower(hash.GetHashAndReset());

    /// <inheritdoc/>
    public void Dispose() => hash.Dispose();
}
