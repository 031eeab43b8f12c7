using Backprop.Tabular.Reading;

namespace Backprop.Tabular.Tests.Reading;

public sealed class GrowingTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(17)]
    [InlineData(32_768)]
    [InlineData(32_769)]
    [InlineData(100_000)]
    public void Values_come_back_in_their_order(int count)
    {
        var growing = new Growing<int>();
        for (int i = 0; i < count; i++)
            growing.Add(i);
        Assert.Equal(count, growing.Count);
        Assert.Equal(Enumerable.Range(0, count), growing.Take());
        Assert.Empty(growing.Take());
    }
}
