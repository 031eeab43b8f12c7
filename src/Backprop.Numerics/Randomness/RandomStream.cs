using Backprop.Numerics.Functions;

namespace Backprop.Numerics.Randomness;

/// <summary>
/// Random numbers that are a pure function of (seed, purpose, a, b) and their place in the stream, the same on every machine. To resume
/// needs no saved state: make the stream again. For one thread at a time.
/// </summary>
/// <remarks>
/// The stream is a sequence of 32-bit words of <see cref="Philox"/>. An integer or float takes one word, a double two, a normal number four;
/// <see cref="NextInt"/> takes more with a probability below bound/2³².
/// </remarks>
/// <param name="seed">The user's seed.</param>
/// <param name="purpose">What the numbers are for.</param>
/// <param name="a">A further part of the key, such as the layer or the epoch.</param>
/// <param name="b">A further part of the key.</param>
internal sealed class RandomStream(ulong seed, Purpose purpose, long a = 0, long b = 0)
{
    private readonly StreamKey key = new(seed, purpose, a, b);
    private Philox block;
    private ulong position;

    /// <summary>A seed derived from the user's: the same for the same number, and of its own for each.</summary>
    public static ulong Seed(ulong seed, long number)
    {
        var stream = new RandomStream(seed, Purpose.Seeds, number);
        ulong high = stream.NextUInt32();
        return high << 32 | stream.NextUInt32();
    }

    /// <summary>A whole number from 0 to 2³² − 1.</summary>
    public uint NextUInt32()
    {
        if (position % 4 == 0)
            block = key.Block(position / 4);
        return (position++ % 4) switch { 0 => block.Word0, 1 => block.Word1, 2 => block.Word2, _ => block.Word3 };
    }

    /// <summary>A multiple of 2⁻²⁴ in [0, 1).</summary>
    public float NextFloat() => (NextUInt32() >> 8) * (1f / (1 << 24));

    /// <summary>A multiple of 2⁻⁵³ in [0, 1).</summary>
    public double NextDouble()
    {
        ulong low = NextUInt32();
        return (((ulong)NextUInt32() << 32 | low) >> 11) * (1.0 / (1L << 53));
    }

    /// <summary>A number of the normal distribution with mean 0 and standard deviation 1 (Box and Muller 1958); at most 8.6 in size.</summary>
    public double NextNormal()
    {
        double radius = Math.Sqrt(-2 * Elementary.Log(1 - NextDouble()));
        return radius * Elementary.CosPi(2 * NextDouble());
    }

    /// <summary>A whole number from 0 to bound − 1, each with the same probability (Lemire 2019).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The bound is not positive.</exception>
    public int NextInt(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        ulong product = (ulong)NextUInt32() * (uint)bound;
        if ((uint)product < (uint)bound)
        {
            uint unfair = (uint)-bound % (uint)bound;
            while ((uint)product < unfair)
                product = (ulong)NextUInt32() * (uint)bound;
        }
        return (int)(product >> 32);
    }
}
