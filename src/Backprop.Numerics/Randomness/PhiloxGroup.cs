using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Backprop.Numerics.Randomness;

/// <summary>
/// Four consecutive blocks of <see cref="Philox"/> at once: sixteen words, word w of block b at place 4w + b, so that the four lanes of a
/// vector, one for each block, lie side by side.
/// </summary>
internal static class PhiloxGroup
{
    public const int Words = 16;

    /// <summary>The words of the blocks with counters counterLow to counterLow + 3.</summary>
    public static unsafe void Fill(ulong key, ulong counterLow, ulong counterHigh, uint* words)
    {
        if (Vector256.IsHardwareAccelerated)
            FillVector(key, counterLow, counterHigh, words);
        else
            FillScalar(key, counterLow, counterHigh, words);
    }

    internal static unsafe void FillScalar(ulong key, ulong counterLow, ulong counterHigh, uint* words)
    {
        for (uint b = 0; b < 4; b++)
        {
            Philox block = Philox.Block(key, counterLow + b, counterHigh);
            words[b] = block.Word0;
            words[4 + b] = block.Word1;
            words[8 + b] = block.Word2;
            words[12 + b] = block.Word3;
        }
    }

    /// <remarks>Each lane of 64 bits holds a word of 32. The upper half does not matter: the product of the lower halves is taken.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static unsafe void FillVector(ulong key, ulong counterLow, ulong counterHigh, uint* words)
    {
        Vector256<ulong> c0 = Vector256.Create(counterLow) + Vector256.Create(0UL, 1, 2, 3);
        Vector256<ulong> c1 = c0 >>> 32, c2 = Vector256.Create(counterHigh), c3 = Vector256.Create(counterHigh >> 32);
        uint k0 = (uint)key, k1 = (uint)(key >> 32);
        for (int round = 0; round < Philox.Rounds; round++)
        {
            Vector256<ulong> product0 = Multiply(c0, Philox.FactorOf0), product2 = Multiply(c2, Philox.FactorOf2);
            c0 = (product2 >>> 32) ^ c1 ^ Vector256.Create((ulong)k0);
            c2 = (product0 >>> 32) ^ c3 ^ Vector256.Create((ulong)k1);
            c1 = product2;
            c3 = product0;
            k0 += Philox.KeyStep0;
            k1 += Philox.KeyStep1;
        }
        Vector256.Narrow(c0, c1).Store(words);
        Vector256.Narrow(c2, c3).Store(words + 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Multiply(Vector256<ulong> lowerHalves, uint factor) =>
        Avx2.IsSupported ? Avx2.Multiply(lowerHalves.AsUInt32(), Vector256.Create((ulong)factor).AsUInt32())
        : (lowerHalves & Vector256.Create((ulong)uint.MaxValue)) * Vector256.Create((ulong)factor);
}
