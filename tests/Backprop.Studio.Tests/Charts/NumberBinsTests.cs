using Backprop.Studio.Components.Charts;
using CsCheck;

namespace Backprop.Studio.Tests.Charts;

public class NumberBinsTests
{
    [Fact]
    public void Bins_hold_every_number_of_their_range_between_their_edges() => Gen.Select(Gen.Double[-1e6, 1e6], Gen.Double[0, 1e6], Gen.Double[0, 1]).Sample((least, width, share) =>
    {
        NumberBins bins = NumberBins.Over(least, least + width, 24);
        double value = least + share * width;
        int bin = bins.Of(value);
        double slack = 1e-9 * (Math.Abs(value) + bins.Step);
        Assert.InRange(value, bins.Edge(bin) - slack, bins.Edge(bin + 1) + slack);
        Assert.InRange(bins.Count, 1, 26);
    });

    [Fact]
    public void Their_edges_are_round_numbers()
    {
        NumberBins bins = NumberBins.Over(327, 18806, 24);
        Assert.Equal(1000, bins.Step);
        Assert.Equal(0, bins.Edge(0));
        Assert.Equal(19000, bins.Edge(bins.Count));
    }

    [Fact]
    public void A_single_number_has_a_bin() => Assert.Equal(0, NumberBins.Over(3.2, 3.2, 24).Of(3.2));

    [Fact]
    public void A_few_far_numbers_do_not_stretch_the_ranges()
    {
        RangeCounts counts = RangeCounts.Of([.. Enumerable.Range(0, 1000).Select(n => n / 1000.0), 1e9, -1e9], 20)!;
        Assert.Equal(1002, counts.Counts.Sum());
        Assert.Equal(0.05, counts.Bins.Step);
        Assert.Equal("from 0.95", counts.Bins.Words(counts.Bins.Count - 1));
    }

    [Fact]
    public void Where_nothing_is_finite_there_is_nothing_to_count()
    {
        Assert.Null(RangeCounts.Of([double.NaN], 10));
        Assert.Null(PairCounts.Of([(1, double.NaN)], 10));
    }
}
