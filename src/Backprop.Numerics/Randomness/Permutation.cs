namespace Backprop.Numerics.Randomness;

/// <summary>Random orders.</summary>
internal static class Permutation
{
    /// <summary>Fills a span with 0 … length − 1 in random order: Fisher and Yates's shuffle, from the identity.</summary>
    /// <param name="order">Receives the order; its previous content does not matter.</param>
    /// <param name="seed">The user's seed.</param>
    /// <param name="purpose">What the order is for.</param>
    /// <param name="epoch">Which of the orders: each number has its own.</param>
    public static void Shuffle(Span<int> order, ulong seed, Purpose purpose, long epoch)
    {
        for (int i = 0; i < order.Length; i++)
            order[i] = i;
        var stream = new RandomStream(seed, purpose, epoch);
        for (int i = order.Length - 1; i > 0; i--)
        {
            int j = stream.NextInt(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }
    }
}
