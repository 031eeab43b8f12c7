using Backprop.Numerics.Buffers;
using Backprop.Numerics.Products;
using Backprop.Numerics.Threads;

namespace Backprop.Numerics.Tests.Buffers;

public class RowCopiesTests
{
    [Fact]
    public void Every_member_reads_the_rows_in_a_matrix_of_its_own()
    {
        var copies = new RowCopies(new Matrix(3, 5), members: 4);
        for (int round = 0; round < 3; round++)
        {
            float[] values = Values(15, round);
            copies.During(values, copies, given =>
            {
                var seen = Enumerable.Range(0, 4).Select(given.Of).ToList();
                Assert.Equal(4, seen.Distinct().Count());
                Assert.Same(given.First, seen[0]);
                Assert.All(seen, matrix => Assert.Equal(values, Read(matrix)));
                return 0;
            });
            Assert.Equal(values, Read(copies.First));
        }
    }

    [Fact]
    public void A_copy_is_made_once_for_each_setting_and_only_where_it_is_read()
    {
        var copies = new RowCopies(new Matrix(1, 1), members: 3);
        int filled = 0;
        copies.Set(matrix => matrix[0, 0] = ++filled);
        Assert.Equal(0, filled);
        Assert.Equal(1, copies.Of(2)[0, 0]);
        Assert.Equal(1, copies.Of(2)[0, 0]);
        copies.FillFirst();
        copies.FillFirst();
        Assert.Equal(2, copies.First[0, 0]);
        copies.Set(matrix => matrix[0, 0] = ++filled);
        Assert.Equal(3, copies.Of(2)[0, 0]);
    }

    [Fact]
    public void Shared_the_first_copy_is_read_by_all()
    {
        var copies = new RowCopies(new Matrix(2, 2), members: 2);
        copies.During([1, 2, 3, 4], copies, given => given.Of(1));
        Assert.Same(copies.First, copies.Of(1));
        copies.Set(matrix => matrix.SetRows([5, 6, 7, 8]));
        Assert.NotSame(copies.First, copies.Of(1));
        copies.Share();
        Assert.Same(copies.First, copies.Of(1));
    }

    [Fact]
    public void Numbers_that_are_no_rows_are_refused_and_nothing_is_kept_of_them()
    {
        var copies = new RowCopies(new Matrix(2, 2), members: 2);
        Assert.Throws<ArgumentException>(() => copies.During(new float[5], copies, given => given.Of(1)));
        Assert.Same(copies.First, copies.Of(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RowCopies(new Matrix(2, 2), members: 0));
        Assert.Throws<ArgumentException>(() => new ForwardProduct(new Matrix(2, 2), new PanelMatrix(2, 3), new Matrix(2, 3), null, copies));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Products_come_to_the_same_bits_from_copies(int threads)
    {
        const int N = 61, D = 130, M = 150;
        using var processor = new Processor(threads);
        Matrix x = new(N, D), a = new(N, M), alone = new(N, M), deltas = new(N, M);
        PanelMatrix w = new(D, M), g = new(D, M), gAlone = new(D, M);
        float[] values = Values(N * D, 1);
        x.SetRows(values);
        deltas.SetRows(Values(N * M, 2));
        for (int i = 0; i <= D; i++)
            for (int j = 0; j < M; j++)
                w[i, j] = MathF.Sin(i * M + j);
        new ForwardProduct(x, w, alone, null).Run(Processor.Single, N);
        new GradientProduct(x, deltas, gAlone, null).Run(Processor.Single, N, 0.5f);
        var copies = new RowCopies(new Matrix(N, D), processor.Members);
        var forward = new ForwardProduct(copies.First, w, a, null, copies);
        var gradient = new GradientProduct(copies.First, deltas, g, null, copies);
        copies.During(values, 0, _ =>
        {
            forward.Run(processor, N);
            gradient.Run(processor, N, 0.5f);
            return 0;
        });
        Assert.Equal(Read(alone), Read(a));
        Assert.Equal(gAlone.Values.ToArray(), g.Values.ToArray());
    }

    private static float[] Values(int count, int seed) => Enumerable.Range(0, count).Select(i => MathF.Cos(i + 100 * seed)).ToArray();

    private static float[] Read(Matrix matrix) => Enumerable.Range(0, matrix.Rows).SelectMany(n => matrix.Row(n).ToArray()).ToArray();
}
