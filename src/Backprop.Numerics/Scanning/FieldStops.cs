using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Backprop.Numerics.Scanning;

/// <summary>
/// Where fields of a text may end: at delimiters, line ends, and other control characters up to the carriage return. They are found for a block of characters at once,
/// so that the time of a field does not depend on how well the processor predicts its length.
/// </summary>
internal static class FieldStops
{
    /// <summary>The characters of a block.</summary>
    public const int Block = 32;

    /// <summary>The stops among the characters of a block, bit 0 for the first.</summary>
    /// <param name="text">At least a block from there on.</param>
    /// <param name="start">Where the block begins.</param>
    /// <param name="delimiter">What stands between fields.</param>
    public static uint In(char[] text, int start, char delimiter)
    {
        var block = MemoryMarshal.Cast<char, ushort>(text.AsSpan(start, Block));
        return Vector256.IsHardwareAccelerated ? In256(block, delimiter) : Vector128.IsHardwareAccelerated ? In128(block, delimiter) : InScalar(block, delimiter);
    }

    /// <summary>The same with vectors of 256 bits.</summary>
    public static uint In256(ReadOnlySpan<ushort> block, char delimiter)
    {
        ref ushort first = ref MemoryMarshal.GetReference(block);
        return Vector256.Narrow(Stops256(ref first, 0, delimiter), Stops256(ref first, 16, delimiter)).ExtractMostSignificantBits();
    }

    /// <summary>The same with vectors of 128 bits.</summary>
    public static uint In128(ReadOnlySpan<ushort> block, char delimiter)
    {
        ref ushort first = ref MemoryMarshal.GetReference(block);
        return Vector128.Narrow(Stops128(ref first, 0, delimiter), Stops128(ref first, 8, delimiter)).ExtractMostSignificantBits()
            | (Vector128.Narrow(Stops128(ref first, 16, delimiter), Stops128(ref first, 24, delimiter)).ExtractMostSignificantBits() << 16);
    }

    /// <summary>The same without vectors.</summary>
    public static uint InScalar(ReadOnlySpan<ushort> block, char delimiter)
    {
        uint stops = 0;
        for (int i = 0; i < Block; i++)
            stops |= block[i] <= '\r' || block[i] == delimiter ? 1u << i : 0;
        return stops;
    }

    private static Vector256<ushort> Stops256(ref ushort first, nuint at, char delimiter)
    {
        var characters = Vector256.LoadUnsafe(ref first, at);
        return Vector256.LessThanOrEqual(characters, Vector256.Create((ushort)'\r')) | Vector256.Equals(characters, Vector256.Create((ushort)delimiter));
    }

    private static Vector128<ushort> Stops128(ref ushort first, nuint at, char delimiter)
    {
        var characters = Vector128.LoadUnsafe(ref first, at);
        return Vector128.LessThanOrEqual(characters, Vector128.Create((ushort)'\r')) | Vector128.Equals(characters, Vector128.Create((ushort)delimiter));
    }
}
