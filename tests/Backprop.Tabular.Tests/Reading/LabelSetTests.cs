using Backprop.Tabular.Reading;
using CsCheck;

namespace Backprop.Tabular.Tests.Reading;

public sealed class LabelSetTests
{
    [Fact]
    public void Labels_are_numbered_as_they_come()
    {
        Gen.String[Gen.Char["ab\0é"], 0, 4].List[0, 300].Sample(texts =>
        {
            var set = new LabelSet();
            int[] places = [.. texts.Select(text => set.Place(text))];
            string[] distinct = [.. texts.Distinct(StringComparer.Ordinal)];
            Assert.Equal(distinct.Length, set.Count);
            Assert.Equal(texts.Select(text => Array.IndexOf(distinct, text)), places);
            Assert.Equal(distinct, set.Take());
        });
    }

    [Fact]
    public void It_is_empty_after_its_labels_were_taken()
    {
        var set = new LabelSet();
        Assert.Empty(set.Take());
        Assert.Equal(0, set.Place("a"));
        Assert.Equal(["a"], set.Take());
        Assert.Equal(0, set.Count);
        Assert.Equal(0, set.Place("b"));
        Assert.Equal(1, set.Place(""));
        Assert.Equal(["b", ""], set.Take());
    }

    [Fact]
    public void Many_short_labels_take_little_more_than_their_characters()
    {
        const int count = 200_000;
        char[] label = new char[6];
        long before = GC.GetAllocatedBytesForCurrentThread();
        var set = new LabelSet();
        for (int i = 0; i < count; i++)
        {
            i.TryFormat(label, out int length, "D6");
            set.Place(label.AsSpan(0, length));
        }
        // All that was allocated, also what was released again: text, ends and slots, each doubled until it was long enough.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, count * 100L);
        Assert.Equal(count, set.Count);
    }
}
