using Backprop.Numerics.Randomness;

namespace Backprop.Numerics.Tests.Randomness;

public class DropoutMaskTests
{
    [Fact]
    public void The_mask_does_not_depend_on_how_a_row_is_cut()
    {
        float[] whole = Mask(units: 200);
        for (int first = 0; first < 70; first++)
        {
            float[] slopes = [.. Enumerable.Repeat(2f, 67)], values = [.. Enumerable.Repeat(1f, 67)];
            DropoutMask.Apply(5, 1, 7, 3, first, 0.4f, values, slopes);
            Assert.Equal(whole.Skip(first).Take(67), values);
            Assert.Equal(values.Select(v => 2 * v), slopes);
        }
    }

    [Fact]
    public void Each_unit_has_the_word_that_the_documentation_says()
    {
        var key = new StreamKey(5, Purpose.Dropout, 7, 1);
        float[] mask = Mask();
        for (uint u = 0; u < 64; u++)
        {
            Philox block = key.Block(3UL << 32 | (u / 16 * 4 + u % 4));
            uint word = new[] { block.Word0, block.Word1, block.Word2, block.Word3 }[u / 4 % 4];
            Assert.Equal(word < 0.4f * 4294967296.0, mask[u] == 0);
        }
    }

    [Fact]
    public void Units_are_dropped_at_the_rate_and_the_others_scaled()
    {
        foreach (float rate in new[] { 0.1f, 0.5f, 0.9f })
        {
            float[] values = [.. Enumerable.Repeat(3f, 100_000)];
            DropoutMask.Apply(5, 1, 7, 3, 0, rate, values, []);
            Assert.Equal(rate, values.Count(v => v == 0) / 100_000.0, 0.006);
            Assert.All(values.Where(v => v != 0), v => Assert.Equal(3 * (float)(1 / (1 - (double)rate)), v));
        }
    }

    [Fact]
    public void Seeds_layers_steps_and_rows_have_masks_of_their_own()
    {
        float[][] masks = [Mask(), Mask(seed: 6), Mask(layer: 2), Mask(step: 8), Mask(row: 4)];
        Assert.Equal(5, masks.Select(m => string.Join(' ', m)).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Rate_0_changes_nothing_and_other_rates_are_refused()
    {
        float[] values = [1, 2, float.NaN];
        DropoutMask.Apply(1, 0, 0, 0, 0, 0, values, []);
        Assert.Equal([1, 2, float.NaN], values);
        Assert.Throws<ArgumentOutOfRangeException>(() => DropoutMask.Apply(1, 0, 0, 0, 0, 1, values, []));
        Assert.Throws<ArgumentOutOfRangeException>(() => DropoutMask.Apply(1, 0, 0, 0, 0, float.NaN, values, []));
        Assert.Throws<ArgumentOutOfRangeException>(() => DropoutMask.Apply(1, 0, 0, -1, 0, 0.5f, values, []));
        Assert.Throws<ArgumentException>(() => DropoutMask.Apply(1, 0, 0, 0, 0, 0.5f, values, new float[2]));
    }

    private static float[] Mask(ulong seed = 5, int layer = 1, long step = 7, int row = 3, int units = 64)
    {
        float[] values = [.. Enumerable.Repeat(1f, units)];
        DropoutMask.Apply(seed, layer, step, row, 0, 0.4f, values, []);
        return values;
    }
}
