namespace Backprop.Numerics.Randomness;

/// <summary>
/// Philox4x32-10 of Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3" (2011): four random 32-bit words as a pure
/// function of a 128-bit counter and a 64-bit key. For one key, different counters never give the same four words.
/// </summary>
internal readonly struct Philox
{
    internal const int Rounds = 10;
    internal const uint FactorOf0 = 0xD2511F53, FactorOf2 = 0xCD9E8D57;
    internal const uint KeyStep0 = 0x9E3779B9, KeyStep1 = 0xBB67AE85;

    private Philox(uint word0, uint word1, uint word2, uint word3)
    {
        Word0 = word0;
        Word1 = word1;
        Word2 = word2;
        Word3 = word3;
    }

    /// <summary>The first of the four words.</summary>
    public uint Word0 { get; }

    /// <summary>The second of the four words.</summary>
    public uint Word1 { get; }

    /// <summary>The third of the four words.</summary>
    public uint Word2 { get; }

    /// <summary>The fourth of the four words.</summary>
    public uint Word3 { get; }

    /// <summary>The four words of a counter (lowest word first in each half) under a key.</summary>
    public static Philox Block(ulong key, ulong counterLow, ulong counterHigh)
    {
        uint c0 = (uint)counterLow, c1 = (uint)(counterLow >> 32), c2 = (uint)counterHigh, c3 = (uint)(counterHigh >> 32);
        uint k0 = (uint)key, k1 = (uint)(key >> 32);
        for (int round = 0; round < Rounds; round++)
        {
            ulong product0 = (ulong)FactorOf0 * c0, product2 = (ulong)FactorOf2 * c2;
            (c0, c1, c2, c3) = ((uint)(product2 >> 32) ^ c1 ^ k0, (uint)product2, (uint)(product0 >> 32) ^ c3 ^ k1, (uint)product0);
            k0 += KeyStep0;
            k1 += KeyStep1;
        }
        return new Philox(c0, c1, c2, c3);
    }
}
