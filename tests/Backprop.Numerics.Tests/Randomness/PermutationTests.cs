using Backprop.Numerics.Randomness;

namespace Backprop.Numerics.Tests.Randomness;

public class PermutationTests
{
    [Fact]
    public void Every_index_comes_once_and_what_stood_there_does_not_matter()
    {
        for (int length = 0; length < 70; length++)
        {
            int[] order = [.. Enumerable.Repeat(5, length)], again = new int[length];
            Permutation.Shuffle(order, 1, Purpose.Shuffle, 3);
            Permutation.Shuffle(again, 1, Purpose.Shuffle, 3);
            Assert.Equal(order, again);
            Assert.Equal(Enumerable.Range(0, length), order.Order());
        }
    }

    [Fact]
    public void Epochs_seeds_and_purposes_have_their_own_orders()
    {
        int[][] orders = [Order(1, Purpose.Shuffle, 0), Order(1, Purpose.Shuffle, 1), Order(2, Purpose.Shuffle, 0), Order(1, Purpose.Split, 0)];
        Assert.Equal(4, orders.Select(o => string.Join(' ', o)).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void All_orders_of_four_are_equally_likely()
    {
        const int Count = 24_000;
        var counts = new Dictionary<int, int>();
        int[] order = new int[4];
        for (int epoch = 0; epoch < Count; epoch++)
        {
            Permutation.Shuffle(order, 9, Purpose.Test, epoch);
            int key = order[0] * 64 + order[1] * 16 + order[2] * 4 + order[3];
            counts[key] = counts.GetValueOrDefault(key) + 1;
        }
        Assert.Equal(24, counts.Count);
        Assert.All(counts.Values, n => Assert.Equal(1000, n, 160.0));
    }

    private static int[] Order(ulong seed, Purpose purpose, long epoch)
    {
        int[] order = new int[50];
        Permutation.Shuffle(order, seed, purpose, epoch);
        return order;
    }
}
