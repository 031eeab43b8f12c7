using Backprop.Tabular.Tables;
using Backprop.Tabular.Tests.Reading;
using CsCheck;

namespace Backprop.Tabular.Tests.Tables;

public sealed class SplitTests
{
    [Fact]
    public void The_parts_are_ascending_and_together_all_rows_whatever_the_classes() =>
        Gen.Select(Gen.Int[0, 200], Gen.Double[0, 0.999], Gen.ULong, Gen.Int[0, 6]).Sample((rows, fraction, seed, classes) =>
        {
            int[] strata = classes == 0 ? [] : Enumerable.Range(0, rows).Select(row => (int)((row * 2654435761L + (long)(seed % 97)) % classes) - (classes > 4 ? 1 : 0)).ToArray();
            var (kept, part) = Split.Parts(rows, fraction, seed, strata);
            Assert.Equal(kept.Order(), kept);
            Assert.Equal(part.Order(), part);
            Assert.Equal(Enumerable.Range(0, rows), kept.Concat(part).Order());
            foreach (var stratum in Enumerable.Range(0, strata.Length).GroupBy(row => strata[row]))
            {
                int size = stratum.Count(), inPart = stratum.Count(part.Contains);
                Assert.InRange(inPart, Math.Min(Math.Floor(size * fraction), size - 1) - 1e-9, Math.Max(1, Math.Ceiling(size * fraction)));
                if (fraction > 0)
                    Assert.InRange(inPart, size >= 2 ? 1 : 0, size >= 2 ? size - 1 : 0);
            }
        }, iter: 5000);

    [Fact]
    public void Shares_are_rounded_by_largest_remainders()
    {
        // 10 rows of three classes of 5, 3 and 2: a fifth is 2 rows, 1.0 + 0.6 + 0.4; but each class has one in each part.
        int[] strata = [0, 0, 0, 0, 0, 1, 1, 1, 2, 2];
        Assert.Equal([1, 1, 1], Counts(strata, 0.2));
        // 0.37 of 20, 20 and 10: 18.5, rounded up to 19, of 7.4 + 7.4 + 3.7.
        strata = [.. Enumerable.Repeat(0, 20), .. Enumerable.Repeat(1, 20), .. Enumerable.Repeat(2, 10)];
        Assert.Equal([8, 7, 4], Counts(strata, 0.37));
        Assert.Equal([10, 10, 5], Counts(strata, 0.5));
    }

    [Fact]
    public void The_same_seed_gives_the_same_parts_and_others_give_others()
    {
        Assert.Equal(Split.Parts(100, 0.2, 1).Aside, Split.Parts(100, 0.2, 1).Aside);
        Assert.NotEqual(Split.Parts(100, 0.2, 1).Aside, Split.Parts(100, 0.2, 2).Aside);
        Assert.NotEqual(Split.Parts(100, 0.2, 1).Aside, Split.Parts(100, 0.2, 1, index: 1).Aside);
        // Part of the contract of the same bits: must never change.
        Assert.Equal("5 8 9 11 13", string.Join(' ', Split.Parts(20, 0.25, 1).Aside));
    }

    [Fact]
    public void Every_row_comes_into_the_part_equally_often()
    {
        int[] times = new int[20];
        for (ulong seed = 0; seed < 4000; seed++)
        {
            foreach (int row in Split.Parts(20, 0.25, seed).Aside)
                times[row]++;
        }
        // 1000 ± 5 standard deviations of sqrt(4000 · 1/4 · 3/4) = 27.
        Assert.All(times, count => Assert.InRange(count, 863, 1137));
    }

    [Fact]
    public void Wrong_arguments_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Split.Parts(-1, 0.5, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Split.Parts(10, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Split.Parts(10, double.NaN, 1));
        Assert.Throws<ArgumentException>(() => Split.Parts(10, 0.5, 1, [0, 1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Split.Parts(2, 0.5, 1, [0, -2]));
    }

    [Fact]
    public void A_column_says_where_rows_belong()
    {
        var table = Texts.Read("x,part\n1,train\n2,Test\n3,VAL\n4,validation\n5,Train\n");
        var (train, validation, test) = Split.ByColumn(table, "part");
        Assert.Equal([0, 4], train);
        Assert.Equal([2, 3], validation);
        Assert.Equal([1], test);
    }

    [Theory]
    [InlineData("x,part\n1,train\n2,dev\n", "part", "row 2: 'dev' found")]
    [InlineData("x,part\n1,train\n2,\n", "part", "row 2: '' found")]
    [InlineData("x,part\n1,val\n2,test\n", "part", "has no row with 'train'")]
    [InlineData("x,part\n1,train\n2,test\n", "prat", "Did you mean 'part'?")]
    public void A_column_that_says_something_else_is_refused(string text, string name, string reason)
    {
        var table = Texts.Read(text);
        Assert.Contains(reason, Assert.Throws<DataException>(() => Split.ByColumn(table, name)).Message, StringComparison.Ordinal);
    }

    private static int[] Counts(int[] strata, double fraction)
    {
        int[] part = Split.Parts(strata.Length, fraction, 1, strata).Aside;
        return part.CountBy(row => strata[row]).OrderBy(pair => pair.Key).Select(pair => pair.Value).ToArray();
    }
}
