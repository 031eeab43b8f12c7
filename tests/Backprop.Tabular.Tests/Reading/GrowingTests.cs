using Backprop.Tabular.Reading;

namespace Backprop.Tabular.Tests.Reading;

public sealed class GrowingTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(17, 0)]
    [InlineData(32_768, 0)]
    [InlineData(32_769, 0)]
    [InlineData(100_000, 0)]
    [InlineData(0, 50_000)]
    [InlineData(17, 50_000)]
    [InlineData(49_000, 50_000)]
    [InlineData(50_000, 50_000)]
    [InlineData(50_001, 50_000)]
    [InlineData(200_000, 50_000)]
    [InlineData(17, 10)]
    public void Values_come_back_in_their_order(int count, int expected)
    {
        var growing = new Growing<int>(expected);
        for (int i = 0; i < count; i++)
            growing.Add(i);
        Assert.Equal(count, growing.Count);
        Assert.Equal(Enumerable.Range(0, count), growing.Take().ToArray());
        Assert.Equal(0, growing.Count);
        Assert.True(growing.Take().IsEmpty);
    }
}
