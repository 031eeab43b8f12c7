using Backprop.Numerics.Randomness;

namespace Backprop.Campaigns.Fuzz;

/// <summary>The random choices of one input: a function of seed, target and number alone.</summary>
internal sealed class Dice(ulong seed, string target, long number)
{
    private readonly RandomStream random = new(seed, Purpose.Test, target.Aggregate(17L, (key, letter) => unchecked(key * 31 + letter)), number);

    /// <summary>From 0 to below <paramref name="bound"/>; 0 where that is not above 0.</summary>
    public int Below(int bound) => bound > 0 ? random.NextInt(bound) : 0;

    /// <summary>Mostly small, up to <paramref name="most"/>.</summary>
    public int Small(int most) => Below(Below(most + 1) + 1);

    public bool OneIn(int n) => Below(n) == 0;

    public T Of<T>(params IReadOnlyList<T> choices) => choices[Below(choices.Count)];

    public double Normal() => random.NextNormal();

    public byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        for (int i = 0; i < count; i++)
            bytes[i] = (byte)random.NextUInt32();
        return bytes;
    }
}
