using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Backprop.Numerics.Buffers;

/// <summary>Floats as little-endian bytes, four each, whatever the machine's own order: for files and hashes.</summary>
internal static class LittleEndian
{
    /// <summary>Writes floats as bytes.</summary>
    /// <param name="source">The floats.</param>
    /// <param name="destination">Room for at least four bytes a float.</param>
    /// <exception cref="ArgumentException">The destination is too short.</exception>
    public static void Write(ReadOnlySpan<float> source, Span<byte> destination)
    {
        if (destination.Length / sizeof(float) < source.Length)
            throw new ArgumentException($"{source.Length} floats need {(long)source.Length * sizeof(float)} bytes, but there is space for {destination.Length}.", nameof(destination));
        if (TryView(source, out ReadOnlySpan<byte> bytes))
        {
            bytes.CopyTo(destination);
            return;
        }
        for (int i = 0; i < source.Length; i++)
            BinaryPrimitives.WriteSingleLittleEndian(destination[(i * sizeof(float))..], source[i]);
    }

    /// <summary>Reads floats from bytes: as many as the destination holds.</summary>
    /// <param name="source">At least four bytes a float.</param>
    /// <param name="destination">Gets the floats.</param>
    /// <exception cref="ArgumentException">The source is too short.</exception>
    public static void Read(ReadOnlySpan<byte> source, Span<float> destination)
    {
        if (source.Length / sizeof(float) < destination.Length)
            throw new ArgumentException($"{destination.Length} floats need {(long)destination.Length * sizeof(float)} bytes, but there are {source.Length}.", nameof(source));
        if (BitConverter.IsLittleEndian)
        {
            source[..(destination.Length * sizeof(float))].CopyTo(MemoryMarshal.AsBytes(destination));
            return;
        }
        for (int i = 0; i < destination.Length; i++)
            destination[i] = BinaryPrimitives.ReadSingleLittleEndian(source[(i * sizeof(float))..]);
    }

    /// <summary>The bytes of the floats themselves, without a copy, where the machine is little-endian; otherwise false, and a copy is needed.</summary>
    /// <param name="source">The floats, at most 500 million (bytes are counted by an int).</param>
    /// <param name="bytes">The same memory as bytes.</param>
    /// <exception cref="OverflowException">More bytes than a span holds.</exception>
    public static bool TryView(ReadOnlySpan<float> source, out ReadOnlySpan<byte> bytes)
    {
        bytes = BitConverter.IsLittleEndian ? MemoryMarshal.AsBytes(source) : [];
        return BitConverter.IsLittleEndian;
    }

    /// <summary>The memory of the floats as bytes to be filled, without a copy, where the machine is little-endian; otherwise false.</summary>
    /// <param name="destination">The floats, at most 500 million.</param>
    /// <param name="bytes">The same memory as bytes.</param>
    /// <exception cref="OverflowException">More bytes than a span holds.</exception>
    public static bool TryView(Span<float> destination, out Span<byte> bytes)
    {
        bytes = BitConverter.IsLittleEndian ? MemoryMarshal.AsBytes(destination) : [];
        return BitConverter.IsLittleEndian;
    }
}
