namespace Backprop.Numerics.Randomness;

/// <summary>
/// The key of a stream, made from (seed, purpose, a, b) by two blocks of Philox. Under one seed and purpose, different (a, b) have
/// different keys for certain; between seeds and purposes only with overwhelming probability.
/// </summary>
internal readonly struct StreamKey
{
    private readonly ulong key;
    private readonly ulong counterHigh;

    public StreamKey(ulong seed, Purpose purpose, long a, long b)
    {
        Philox forPurpose = Philox.Block(seed, (ulong)purpose, 0);
        Philox forStream = Philox.Block(Join(forPurpose.Word0, forPurpose.Word1), (ulong)a, (ulong)b);
        key = Join(forStream.Word0, forStream.Word1);
        counterHigh = Join(forStream.Word2, forStream.Word3);
    }

    /// <summary>The key under which blocks are counted.</summary>
    public ulong Key => key;

    /// <summary>The upper half of every counter of this stream.</summary>
    public ulong CounterHigh => counterHigh;

    /// <summary>Four words of the stream: those numbered 4·index to 4·index + 3.</summary>
    public Philox Block(ulong index) => Philox.Block(key, index, counterHigh);

    private static ulong Join(uint low, uint high) => (ulong)high << 32 | low;
}
