using Backprop.Numerics.Buffers;
using Backprop.Numerics.Products;

namespace Backprop.Numerics.Tests.Products;

/// <summary>An ending that counts how often each number of a gradient was given, and doubles it.</summary>
internal sealed class CountingSlabs(PanelMatrix gradients) : SlabEnding
{
    private readonly int[] counts = new int[gradients.Values.Length];

    public override void Apply(int start, int length)
    {
        Assert.Equal(0, start % 16);
        Assert.Equal(0, length % 16);
        Assert.True(length > 0);
        for (int i = start; i < start + length; i++)
        {
            Interlocked.Increment(ref counts[i]);
            gradients.Values[i] = 2 * gradients.Values[i];
        }
    }

    public void AssertOnceEach() => Assert.All(counts, count => Assert.Equal(1, count));
}
