using Backprop.Tabular.Tables;
using CsCheck;

namespace Backprop.Tabular.Tests.Tables;

public sealed class GroupSplitTests
{
    [Fact]
    public void Groups_stay_together_and_the_parts_are_ascending_and_all_rows() =>
        Gen.Select(Gen.Int[0, 1000], Gen.Int[2, 12], Gen.Double[0.01, 0.99], Gen.ULong, Gen.Int[0, 3]).Sample((extra, count, fraction, seed, classes) =>
        {
            int[] groups = [.. Enumerable.Range(0, count), .. Enumerable.Range(0, extra % 100).Select(n => (int)((n * 2654435761L + extra) % count))];
            int[] strata = classes == 0 ? [] : [.. groups.Select((group, n) => (group + n * n) % (classes + 1))];
            var (kept, aside) = GroupSplit.Parts(groups, fraction, seed, strata);
            Assert.Equal(Enumerable.Range(0, groups.Length), kept.Concat(aside).Order());
            Assert.Equal(kept.Order(), kept);
            Assert.Equal(aside.Order(), aside);
            Assert.Empty(kept.Select(n => groups[n]).Intersect(aside.Select(n => groups[n])));
            Assert.NotEmpty(kept);
            Assert.NotEmpty(aside);
        }, iter: 500);

    [Theory]
    [InlineData("50 30 20", 0.2, 20)]
    [InlineData("15 10 10 65", 0.2, 20)]
    [InlineData("7 7 7 7 7 7 7 7 7 7", 0.2, 14)]
    [InlineData("90 5 5", 0.2, 10)]
    [InlineData("50 50", 0.2, 50)]
    [InlineData("1 2 3 4 5 6 7 8 9 10", 0.5, 28)]
    public void The_share_is_met_as_closely_as_the_groups_allow(string sizes, double fraction, int expected)
    {
        int[] groups = [.. sizes.Split(' ').SelectMany((size, group) => Enumerable.Repeat(group, int.Parse(size, System.Globalization.CultureInfo.InvariantCulture)))];
        for (ulong seed = 1; seed <= 5; seed++)
            Assert.InRange(GroupSplit.Parts(groups, fraction, seed).Aside.Length, expected - 1, expected);
    }

    [Fact]
    public void Classes_have_their_share()
    {
        // 40 patients of 5 rows each, one patient in four ill.
        int[] groups = [.. Enumerable.Range(0, 200).Select(row => row / 5)], strata = [.. groups.Select(group => group % 4 == 0 ? 1 : 0)];
        for (ulong seed = 1; seed <= 5; seed++)
        {
            int[] aside = GroupSplit.Parts(groups, 0.2, seed, strata).Aside;
            Assert.Equal((40, 10), (aside.Length, aside.Count(row => strata[row] == 1)));
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_groups_and_others_give_others()
    {
        int[] groups = [.. Enumerable.Range(0, 200).Select(row => row % 20)];
        int[] Of(ulong seed, long index = 0) => [.. GroupSplit.Parts(groups, 0.25, seed, index: index).Aside.Select(row => groups[row]).Distinct()];
        Assert.Equal(Of(1), Of(1));
        Assert.NotEqual(Of(1), Of(2));
        Assert.NotEqual(Of(1), Of(1, index: 1));
        // Part of the contract of the same bits: must never change.
        Assert.Equal("5 8 9 11 13", string.Join(' ', Of(1)));
    }

    [Fact]
    public void Wrong_arguments_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => GroupSplit.Parts([0, 1], 1, 1));
        Assert.Throws<ArgumentException>(() => GroupSplit.Parts([0, 0], 0.5, 1));
        Assert.Throws<ArgumentException>(() => GroupSplit.Parts([0, 1], 0.5, 1, [0]));
        Assert.Empty(GroupSplit.Parts([0, 0], 0, 1).Aside);
    }
}
