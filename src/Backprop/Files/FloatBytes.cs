using System.Buffers.Binary;

namespace Backprop.Files;

/// <summary>Floats as 4 little-endian bytes each, on every machine; every bit is kept, those of NaN too.</summary>
internal static class FloatBytes
{
    /// <summary>Bytes converted at a time: large files need no second copy.</summary>
    public const int ChunkSize = 1 << 16;

    public static void Write(ReadOnlySpan<float> values, Span<byte> bytes)
    {
        for (int i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteSingleLittleEndian(bytes[(i * sizeof(float))..], values[i]);
    }

    public static void Read(ReadOnlySpan<byte> bytes, Span<float> values)
    {
        for (int i = 0; i < values.Length; i++)
            values[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes[(i * sizeof(float))..]);
    }
}
