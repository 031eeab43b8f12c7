using Backprop.Numerics.Buffers;
using Backprop.Numerics.Lanes;
using Backprop.Numerics.Products;
using Backprop.Numerics.Threads;
using CsCheck;

namespace Backprop.Numerics.Tests.Products;

public class ProductTests
{
    /// <summary>N, D, M: the edges of tiles, panels, blocks of k and blocks of rows, and what is fetched ahead or packed.</summary>
    public static readonly TheoryData<int, int, int> Shapes = new()
    {
        { 1, 1, 1 }, { 1, 0, 3 }, { 0, 3, 4 }, { 3, 5, 0 }, { 2, 2, 1 }, { 32, 13, 32 }, { 10, 784, 30 }, { 12, 16, 16 }, { 13, 17, 33 },
        { 5, 400, 10 }, { 5, 128, 48 }, { 5, 129, 48 }, { 6, 256, 49 }, { 7, 384, 49 }, { 7, 385, 49 }, { 3, 1000, 65 },
        { 600, 20, 17 }, { 512, 3, 5 }, { 513, 5, 3 }, { 1025, 2, 2 }, { 200, 40, 20 }, { 1, 70, 300 }, { 2, 300, 400 }, { 4, 49, 500 }, { 33, 130, 131 },
        { 64, 200, 100 }, { 25, 60, 600 }, { 300, 600, 10 },
        { 780, 30, 20 }, { 196, 400, 400 }, { 30, 500, 770 }, { 130, 1010, 250 }, { 530, 50, 250 }, { 1040, 13, 330 },
    };

    private static readonly Processor[] Processors =
        [.. from width in VectorWidths.All from threads in (int[])[1, 2, 3, 7] select new Processor(threads, width)];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Every_width_and_team_gives_the_bits_of_the_plain_loops(int n, int d, int m) => Check(n, d, m, 1, special: false);

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Nan_infinities_and_denormals_flow_alike_at_every_width(int n, int d, int m) => Check(n, d, m, 7, special: true);

    [Fact]
    public void Every_remainder_of_rows_inputs_and_units_gives_the_bits_of_the_plain_loops()
    {
        for (int s = 0; s < 68; s++)
            Check(s, (s * 29 + 3) % 68, (s * 37 + 11) % 68, (uint)s, special: s % 5 == 0);
    }

    [Fact]
    public void Random_shapes_give_the_bits_of_the_plain_loops() =>
        Gen.Select(Gen.Int[0, 67], Gen.Int[0, 67], Gen.Int[0, 67], Gen.UInt, Gen.Bool)
            .Sample((n, d, m, seed, special) => Check(n, d, m, seed, special), iter: 60, threads: 1);

    [Fact]
    public void One_row_alone_has_the_bits_it_has_in_a_batch()
    {
        Matrix x = Samples.Matrix(37, 500, 3);
        PanelMatrix w = Samples.Weights(500, 150, 4);
        Matrix all = Samples.Spoilt(37, 150), one = Samples.Spoilt(1, 150), alone = new(1, 500);
        new ForwardProduct(x, w, all, null).Run(Processor.Single, 37);
        var product = new ForwardProduct(alone, w, one, null);
        for (int n = 0; n < 37; n++)
        {
            x.Row(n).CopyTo(alone.Row(0));
            product.Run(Processor.Single, 1);
            Assert.Equal(all.Row(n), one.Row(0));
        }
    }

    [Fact]
    public void Rows_in_another_matrix_are_read_in_place()
    {
        Matrix x = Samples.Matrix(37, 500, 3), a = Samples.Spoilt(37, 150), b = Samples.Spoilt(37, 150);
        PanelMatrix w = Samples.Weights(500, 150, 4);
        new ForwardProduct(x, w, a, null).Run(Processor.Single, 37);
        var product = new ForwardProduct(new Matrix(1, 500), w, b, null);
        foreach (int? next in new int?[] { null, 0, 36, 37, int.MaxValue })
        {
            product.Run(Processor.Single, 20, x, 17, next);
            for (int n = 0; n < 20; n++)
                Assert.Equal(a.Row(17 + n), b.Row(n));
        }
        Assert.Throws<ArgumentOutOfRangeException>(() => product.Run(Processor.Single, 20, x, 18));
        Assert.Throws<ArgumentOutOfRangeException>(() => product.Run(Processor.Single, 20, x, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => product.Run(Processor.Single, 20, x, 17, -1));
        Assert.Throws<ArgumentException>(() => product.Run(Processor.Single, 20, a, 0));
    }

    [Theory]
    [InlineData(10, 784, 30)]
    [InlineData(3, 1, 1)]
    [InlineData(600, 200, 17)]
    [InlineData(5, 100, 90)]
    public void Gradient_descent_inside_the_product_gives_the_bits_of_a_step_of_its_own(int n, int d, int m)
    {
        Matrix x = Samples.Matrix(n, d, 3), deltas = Samples.Matrix(n, m, 5);
        foreach (var processor in Processors)
        {
            PanelMatrix alone = new(d, m), inside = new(d, m), expected = Samples.Weights(d, m, 4), weights = Samples.Weights(d, m, 4);
            new GradientProduct(x, deltas, alone, null).Run(processor, n, 0.3f);
            for (int i = 0; i < expected.Values.Length; i++)
                expected.Values[i] = MathF.FusedMultiplyAdd(-0.1f, alone.Values[i], expected.Values[i]);
            new GradientProduct(x, deltas, inside, new Descent(weights) { Step = -0.1f }).Run(processor, n, 0.3f);
            Assert.Equal(alone.Values, inside.Values);
            Assert.Equal(expected.Values, weights.Values);
        }
        Assert.Throws<ArgumentException>(() => new GradientProduct(x, deltas, new PanelMatrix(d, m), new Descent(new PanelMatrix(d + 1, m))));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void Derivatives_of_several_layers_together_have_the_bits_they_have_alone(int threads)
    {
        (int D, int M)[] shapes = [(40, 90), (90, 200), (200, 3), (3, 1)];
        using var processor = new Processor(threads);
        foreach (int n in new[] { 0, 1, 37, 600 })
        {
            Matrix[] x = [.. shapes.Select((shape, i) => Samples.Matrix(n, shape.D, (uint)i))], deltas = [.. shapes.Select((shape, i) => Samples.Matrix(n, shape.M, (uint)i + 9))];
            PanelMatrix[] alone = [.. shapes.Select(shape => new PanelMatrix(shape.D, shape.M))], together = [.. shapes.Select(shape => new PanelMatrix(shape.D, shape.M))];
            for (int i = 0; i < shapes.Length; i++)
                new GradientProduct(x[i], deltas[i], alone[i], null).Run(Processor.Single, n, 0.3f);
            var products = new GradientProducts([.. shapes.Select((_, i) => new GradientProduct(x[i], deltas[i], together[i], null))]);
            for (int run = 0; run < 2; run++)
                products.Run(processor, n, 0.3f);
            for (int i = 0; i < shapes.Length; i++)
                Assert.Equal(alone[i].Values, together[i].Values);
        }
    }

    [Fact]
    public void Rows_that_are_not_there_are_refused_and_weights_must_be_turned_first()
    {
        Matrix x = new(4, 5), a = new(4, 6), z = new(4, 5);
        PanelMatrix w = new(5, 6);
        var forward = new ForwardProduct(x, w, a, null);
        var backward = new BackwardProduct(a, w, z, null);
        Assert.Throws<ArgumentOutOfRangeException>(() => forward.Run(VectorWidths.Best, 2, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => forward.Run(VectorWidths.Best, -1, 2));
        Assert.Throws<InvalidOperationException>(() => backward.Turn(VectorWidths.Best, 0));
        Assert.Throws<InvalidOperationException>(() => backward.Run(VectorWidths.Best, 0, 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => backward.Turn(VectorWidths.Best, backward.PlanTurn()));
        Assert.Throws<ArgumentOutOfRangeException>(() => backward.Run(VectorWidths.Best, 2, 3));
    }

    [Fact]
    public void Only_the_rows_asked_for_are_computed()
    {
        Matrix x = Samples.Matrix(40, 20, 3), deltas = Samples.Matrix(40, 30, 5), a = Samples.Spoilt(40, 30), z = Samples.Spoilt(40, 20);
        PanelMatrix w = Samples.Weights(20, 30, 4);
        new ForwardProduct(x, w, a, null).Run(Processor.Single, 25);
        new BackwardProduct(deltas, w, z, null).Run(Processor.Single, 25);
        for (int n = 0; n < 40; n++)
        {
            Assert.Equal(n >= 25, float.IsNaN(a[n, 29]));
            Assert.Equal(n >= 25, float.IsNaN(z[n, 19]));
        }
    }

    [Fact]
    public void Results_are_close_to_double_precision()
    {
        const int N = 30, D = 900, M = 60;
        Matrix x = Samples.Matrix(N, D, 3), deltas = Samples.Matrix(N, M, 5), a = new(N, M), z = new(N, D);
        PanelMatrix w = Samples.Weights(D, M, 4), g = new(D, M);
        new ForwardProduct(x, w, a, null).Run(Processor.Single, N);
        new BackwardProduct(deltas, w, z, null).Run(Processor.Single, N);
        new GradientProduct(x, deltas, g, null).Run(Processor.Single, N, 0.25f);
        for (int s = 0; s < 500; s++)
        {
            int n = s % N, i = s * 7 % D, j = s * 11 % M;
            Assert.Equal(Enumerable.Range(0, D).Sum(k => (double)x[n, k] * w[1 + k, j]) + w[0, j], a[n, j], 1e-4);
            Assert.Equal(Enumerable.Range(0, M).Sum(k => (double)deltas[n, k] * w[1 + i, k]), z[n, i], 1e-5);
            Assert.Equal(Enumerable.Range(0, N).Sum(k => (double)x[k, i] * deltas[k, j]) / 4, g[1 + i, j], 1e-5);
            Assert.Equal(Enumerable.Range(0, N).Sum(k => (double)deltas[k, j]) / 4, g[0, j], 1e-5);
        }
    }

    [Fact]
    public void Padding_of_the_derivatives_is_zero_whatever_the_inputs_hold()
    {
        Matrix x = Samples.Spoilt(5, 20), deltas = Samples.Spoilt(5, 21);
        foreach (Processor processor in Processors)
        {
            PanelMatrix g = new(20, 21);
            new GradientProduct(x, deltas, g, null).Run(processor, 5, 1);
            for (int v = 0; v < g.Values.Length; v++)
                Assert.True(v >= 21 * 16 && v % 16 >= 5 ? BitConverter.SingleToInt32Bits(g.Values[v]) == 0 : float.IsNaN(g.Values[v]));
        }
    }

    [Fact]
    public void A_second_run_allocates_nothing()
    {
        Matrix x = Samples.Matrix(40, 120, 3), deltas = Samples.Matrix(40, 130, 5), a = new(40, 130), z = new(40, 120);
        PanelMatrix w = Samples.Weights(120, 130, 4), g = new(120, 130);
        ForwardProduct forward = new(x, w, a, null);
        BackwardProduct backward = new(deltas, w, z, null);
        GradientProduct gradient = new(x, deltas, g, null);
        using var processor = new Processor(2);
        long before = 0;
        for (int i = 0; i < 3; i++)
        {
            before = GC.GetAllocatedBytesForCurrentThread();
            forward.Run(processor, 40);
            backward.Run(processor, 40);
            gradient.Run(processor, 40, 1);
        }
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused()
    {
        Matrix x = new(4, 5), a = new(3, 6);
        PanelMatrix w = new(5, 6);
        Assert.Throws<ArgumentException>(() => new ForwardProduct(a, w, x, null));
        Assert.Throws<ArgumentException>(() => new ForwardProduct(x, w, x, null));
        Assert.Throws<ArgumentException>(() => new BackwardProduct(x, w, a, null));
        Assert.Throws<ArgumentException>(() => new GradientProduct(a, x, w, null));
        Assert.Throws<ArgumentException>(() => new ForwardProduct(new(4, 5), new(5, 5), new(4, 6), null));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ForwardProduct(x, w, a, null).Run(Processor.Single, 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => new GradientProduct(x, a, w, null).Run(Processor.Single, -1, 1));
    }

    private static void Check(int n, int d, int m, uint seed, bool special)
    {
        Matrix x = Samples.Matrix(n, d, seed, special), deltas = Samples.Matrix(n, m, seed + 1, special);
        PanelMatrix w = Samples.Weights(d, m, seed + 2, special);
        const float Scale = 1f / 3;
        float[,] forward = Reference.Forward(x, w, n), backward = Reference.Backward(deltas, w, n), gradient = Reference.Gradient(x, deltas, n, Scale);
        foreach (Processor processor in Processors)
        {
            string what = $"N {n}, D {d}, M {m}, {processor.Width}, {processor.Threads} threads";
            Matrix a = Samples.Spoilt(n, m), z = Samples.Spoilt(n, d);
            var g = new PanelMatrix(d, m);
            g.Values.Fill(float.NaN);
            Counting onA = new(n, m), onZ = new(n, d);
            CountingSlabs onG = new(g);
            new ForwardProduct(x, w, a, onA).Run(processor, n);
            new BackwardProduct(deltas, w, z, onZ).Run(processor, n);
            new GradientProduct(x, deltas, g, onG).Run(processor, n, Scale);
            Samples.AssertSame(forward, (i, j) => a[i, j], $"forward {what}", Counting.Change);
            Samples.AssertSame(backward, (i, j) => z[i, j], $"backward {what}", Counting.Change);
            Samples.AssertSame(gradient, (i, j) => g[i, j], $"gradient {what}", v => 2 * v);
            onA.AssertOnceEach();
            onZ.AssertOnceEach();
            onG.AssertOnceEach();
            CheckRowBlocks(x, w, deltas, a, z, processor);
            for (int v = m / 16 * (d + 1) * 16; v < g.Values.Length; v++)
                Assert.True(v % 16 < m % 16 || BitConverter.SingleToInt32Bits(g.Values[v]) == 0, $"padding, {what}");
        }
    }

    /// <summary>Blocks of rows, each by whoever takes it, give the bits of the whole.</summary>
    private static void CheckRowBlocks(Matrix x, PanelMatrix w, Matrix deltas, Matrix a, Matrix z, Processor processor)
    {
        int n = x.Rows, block = Math.Max(1, n / 3);
        Matrix blockA = Samples.Spoilt(n, w.Units), blockZ = Samples.Spoilt(n, w.Inputs);
        ForwardProduct forward = new(x, w, blockA, new Counting(n, w.Units));
        BackwardProduct backward = new(deltas, w, blockZ, new Counting(n, w.Inputs));
        int turns = backward.PlanTurn();
        processor.Run(new Threads.Work(part => backward.Turn(processor.Width, part)), turns);
        processor.Run(new Threads.Work(part =>
        {
            forward.Run(processor.Width, part * block, Math.Min(block, n - part * block));
            backward.Run(processor.Width, part * block, Math.Min(block, n - part * block));
        }), (n + block - 1) / block);
        for (int row = 0; row < n; row++)
        {
            Assert.Equal(Bits(a.Row(row)), Bits(blockA.Row(row)));
            Assert.Equal(Bits(z.Row(row)), Bits(blockZ.Row(row)));
        }
    }

    /// <summary>NaN counts as NaN: which one it is, machines do not agree on.</summary>
    private static int[] Bits(Span<float> values) =>
        Array.ConvertAll(values.ToArray(), value => float.IsNaN(value) ? -1 : BitConverter.SingleToInt32Bits(value));
}
