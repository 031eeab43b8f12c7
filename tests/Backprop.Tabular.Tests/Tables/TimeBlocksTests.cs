using Backprop.Tabular.Tables;
using CsCheck;

namespace Backprop.Tabular.Tests.Tables;

public sealed class TimeBlocksTests
{
    [Fact]
    public void No_block_looks_ahead_no_time_is_in_two_and_none_is_empty() =>
        Gen.Select(Gen.Int[2, 9], Gen.Int[0, 200], Gen.Int[1, 300], Gen.ULong).Sample((blocks, extra, spread, seed) =>
        {
            var random = new Backprop.Numerics.Randomness.RandomStream(seed, Backprop.Numerics.Randomness.Purpose.Test);
            double[] times = [.. Enumerable.Range(0, blocks).Select(n => -(double)n), .. Enumerable.Range(0, extra).Select(_ => (double)random.NextInt(spread))];
            int[] of = TimeBlocks.Of(times, blocks);
            Assert.Equal(Enumerable.Range(0, blocks), of.Distinct().Order());
            for (int block = 1; block < blocks; block++)
                Assert.True(times.Where((_, n) => of[n] == block - 1).Max() < times.Where((_, n) => of[n] == block).Min());
        }, iter: 500);

    [Theory]
    [InlineData("1 2 3 4 5 6 7 8 9", 3, "0 0 0 1 1 1 2 2 2")]
    [InlineData("9 8 7 6 5 4 3 2 1", 3, "2 2 2 1 1 1 0 0 0")]
    [InlineData("1 1 1 1 1 1 2 3 4", 3, "0 0 0 0 0 0 1 2 2")]
    [InlineData("1 2 3 3 3 3 3 3 3", 3, "0 1 2 2 2 2 2 2 2")]
    [InlineData("1 2 2 2 2 3", 2, "0 1 1 1 1 1")]
    public void Blocks_are_as_equal_as_rows_of_one_time_allow(string times, int blocks, string expected) =>
        Assert.Equal(expected, string.Join(' ', TimeBlocks.Of([.. times.Split(' ').Select(double.Parse)], blocks)));

    [Fact]
    public void There_are_no_more_blocks_than_times() => Assert.Throws<ArgumentOutOfRangeException>(() => TimeBlocks.Of([1, 1, 2], 3));
}
