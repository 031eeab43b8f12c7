namespace Backprop.Numerics.Randomness;

/// <summary>
/// Dropout (Srivastava et al. 2014), scaled in training: a unit is set to 0 with probability p and else multiplied by 1/(1 − p).
/// Whether a unit is kept is a pure function of (seed, layer, step, row, unit), however rows are spread over calls and threads.
/// </summary>
public static class DropoutMask
{
    /// <summary>Applies the mask to units of one row.</summary>
    /// <param name="seed">The user's seed.</param>
    /// <param name="layer">The layer, from 0.</param>
    /// <param name="step">The training step.</param>
    /// <param name="row">The row within the batch, from 0.</param>
    /// <param name="firstUnit">The unit that the first value belongs to.</param>
    /// <param name="rate">p, at least 0 and below 1.</param>
    /// <param name="values">Values of consecutive units; changed.</param>
    /// <param name="slopes">h' of the same units, changed in the same way; or empty.</param>
    /// <exception cref="ArgumentOutOfRangeException">A negative number, or a rate that is not in [0, 1).</exception>
    /// <exception cref="ArgumentException">There are slopes, but not as many as values.</exception>
    public static void Apply(ulong seed, int layer, long step, int row, int firstUnit, float rate, Span<float> values, Span<float> slopes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfNegative(firstUnit);
        if (!(rate >= 0 && rate < 1))
            throw new ArgumentOutOfRangeException(nameof(rate), rate, "The rate of dropout must be at least 0 and below 1.");
        if (!slopes.IsEmpty && slopes.Length != values.Length)
            throw new ArgumentException($"There are {values.Length} values but {slopes.Length} slopes.", nameof(slopes));
        if (rate == 0)
            return;

        var key = new StreamKey(seed, Purpose.Dropout, step, layer);
        uint threshold = (uint)(rate * 4294967296.0);
        float scale = (float)(1 / (1 - (double)rate));
        Philox block = default;
        for (int i = 0; i < values.Length; i++)
        {
            uint unit = (uint)firstUnit + (uint)i;
            if (i == 0 || unit % 4 == 0)
                block = key.Block((ulong)row << 32 | unit / 4);
            uint word = (unit % 4) switch { 0 => block.Word0, 1 => block.Word1, 2 => block.Word2, _ => block.Word3 };
            float factor = word < threshold ? 0 : scale;
            values[i] *= factor;
            if (!slopes.IsEmpty)
                slopes[i] *= factor;
        }
    }
}
