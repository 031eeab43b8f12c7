using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Backprop.Numerics.Randomness;

/// <summary>
/// Dropout (Srivastava et al. 2014), scaled in training: a unit is set to 0 with probability p and else multiplied by 1/(1 − p).
/// Whether a unit is kept is a pure function of (seed, layer, step, row, unit), however rows are spread over calls and threads:
/// word (u / 4) mod 4 of the block row·2³² + 4·⌊u / 16⌋ + u mod 4 is compared with p·2³².
/// </summary>
internal static unsafe class DropoutMask
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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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
        uint* words = stackalloc uint[PhiloxGroup.Words];
        for (int done = 0; done < values.Length;)
        {
            (long group, long place) = Math.DivRem((long)firstUnit + done, PhiloxGroup.Words);
            PhiloxGroup.Fill(key.Key, (ulong)row << 32 | (uint)group * 4, key.CounterHigh, words);
            int count = Math.Min(PhiloxGroup.Words - (int)place, values.Length - done);
            Multiply(words + place, threshold, scale, values.Slice(done, count));
            if (!slopes.IsEmpty)
                Multiply(words + place, threshold, scale, slopes.Slice(done, count));
            done += count;
        }
    }

    /// <summary>Multiplies by 0 where the word is below the threshold, so that NaN and ∞ do not disappear, and by the scale elsewhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Multiply(uint* words, uint threshold, float scale, Span<float> numbers)
    {
        int i = 0;
        for (; i <= numbers.Length - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            Vector256<uint> isDropped = Vector256.LessThan(Vector256.Load(words + i), Vector256.Create(threshold));
            Vector256<float> factors = Vector256.AndNot(Vector256.Create(scale), isDropped.AsSingle());
            (Vector256.Create<float>(numbers[i..]) * factors).CopyTo(numbers[i..]);
        }
        for (; i < numbers.Length; i++)
            numbers[i] *= words[i] < threshold ? 0 : scale;
    }
}
