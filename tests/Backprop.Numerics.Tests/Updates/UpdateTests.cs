using System.Runtime.CompilerServices;
using Backprop.Numerics.Lanes;
using Backprop.Numerics.Updates;

namespace Backprop.Numerics.Tests.Updates;

public class UpdateTests
{
    [Fact]
    public void Gradient_descent_has_the_same_bits_at_every_width_and_length()
    {
        for (int length = 0; length <= 67; length++)
        {
            float[] gradients = Numbers(length, 1), expected = Numbers(length, 2);
            for (int i = 0; i < length; i++)
                expected[i] = MathF.FusedMultiplyAdd(-0.1f, gradients[i], expected[i]);
            foreach (VectorWidth width in VectorWidths.All)
            {
                float[] weights = Numbers(length, 2);
                Update.Run(width, new Descent(0.1f), weights, gradients, [], []);
                Assert.Equal(expected, weights);
            }
        }
    }

    [Fact]
    public void Two_states_have_the_same_bits_at_every_width_and_however_the_slab_is_cut()
    {
        for (int length = 0; length <= 67; length++)
        {
            (float[] w, float[] m, float[] v) expected = Run(VectorWidth.Scalar, length, length);
            foreach (VectorWidth width in VectorWidths.All)
            {
                foreach (int cut in new[] { length, length / 2, length / 3 })
                    Assert.Equivalent(expected, Run(width, length, cut), strict: true);
            }
        }

        static (float[] W, float[] M, float[] V) Run(VectorWidth width, int length, int cut)
        {
            float[] w = Numbers(length, 1), g = Numbers(length, 2), m = Numbers(length, 3), v = [.. Numbers(length, 4).Select(Math.Abs)];
            Update.Run(width, default(Adam), w.AsSpan(0, cut), g.AsSpan(0, cut), m.AsSpan(0, cut), v.AsSpan(0, cut));
            Update.Run(width, default(Adam), w.AsSpan(cut), g.AsSpan(cut), m.AsSpan(cut), v.AsSpan(cut));
            return (w, m, v);
        }
    }

    [Fact]
    public void Padding_zeros_stay_zero_under_adam()
    {
        float[] w = new float[20], m = new float[20], v = new float[20];
        Update.Run(VectorWidths.Best, default(Adam), w, new float[20], m, v);
        Assert.All(w.Concat(m).Concat(v), value => Assert.Equal(0, value));
    }

    [Fact]
    public void Missing_states_wrong_lengths_and_shared_memory_are_refused()
    {
        float[] w = new float[4], g = new float[4], m = new float[4], v = new float[4];
        Assert.Throws<ArgumentException>(() => Update.Run(VectorWidth.Scalar, default(Adam), w, g, m, []));
        Assert.Throws<ArgumentException>(() => Update.Run(VectorWidth.Scalar, default(Descent), w, g, m, []));
        Assert.Throws<ArgumentException>(() => Update.Run(VectorWidth.Scalar, default(Descent), w, g.AsSpan(1), [], []));
        Assert.Throws<ArgumentException>(() => Update.Run(VectorWidth.Scalar, default(Descent), w, w, [], []));
        Assert.Throws<ArgumentException>(() => Update.Run(VectorWidth.Scalar, default(Adam), w, g, m, w));
        Assert.Throws<ArgumentException>(() => Update.Run(VectorWidth.Scalar, default(Adam), w, g, m, m));
        Update.Run(VectorWidth.Scalar, default(Adam), w, g, m, v);
    }

    private static float[] Numbers(int length, int key) => [.. Enumerable.Range(0, length).Select(i => (i * 31 * key % 17 - 8) * 0.11f)];

    private readonly struct Descent(float learningRate) : IUpdateRule
    {
        public static int StateCount => 0;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Update<V>(ref V weight, V gradient, ref V first, ref V second)
            where V : struct, ILanes<V> =>
            weight = V.FusedMultiplyAdd(V.Broadcast(-learningRate), gradient, weight);
    }

    private readonly struct Adam : IUpdateRule
    {
        public static int StateCount => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Update<V>(ref V weight, V gradient, ref V first, ref V second)
            where V : struct, ILanes<V>
        {
            first = V.FusedMultiplyAdd(V.Broadcast(0.1f), gradient - first, first);
            second = V.FusedMultiplyAdd(V.Broadcast(0.001f), gradient * gradient - second, second);
            weight -= V.Broadcast(0.01f) * first / (V.Sqrt(second) + V.Broadcast(1e-8f));
        }
    }
}
