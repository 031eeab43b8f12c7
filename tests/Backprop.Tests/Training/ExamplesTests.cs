using Backprop.Numerics.Buffers;
using Backprop.Training;

namespace Backprop.Tests.Training;

public class ExamplesTests
{
    [Fact]
    public void Rows_of_spans_are_those_of_matrices()
    {
        var (x, t) = (new Matrix(3, 20), new Matrix(3, 2));
        x.SetRows([.. Enumerable.Range(0, 60).Select(i => (float)i)]);
        t.SetRows([1, 2, 3, 4, 5, 6]);
        var examples = new Examples(3, [.. Enumerable.Range(0, 60).Select(i => (float)i)], [1, 2, 3, 4, 5, 6], [1, 0, 2]);
        Assert.Equal(new Examples(x, t, [1, 0, 2]).Sha256(), examples.Sha256());
        Assert.Equal((3, 2, 2f), (examples.Count, examples.Outputs, examples.RowWeight(2)));
        Assert.Equal(new Examples(x, [2, 0, 1], 3).Sha256(), new Examples([.. Enumerable.Range(0, 60).Select(i => (float)i)], [2, 0, 1], 3).Sha256());
        var (inputs, targets) = (new float[20], new float[2]);
        examples.CopyInputsTo(1, inputs);
        examples.CopyTargetsTo(1, targets);
        Assert.Equal((20f, 39f, 3f, 4f), (inputs[0], inputs[19], targets[0], targets[1]));
    }

    [Fact]
    public void Numbers_that_are_not_so_many_rows_are_refused()
    {
        Assert.Contains("5 numbers are not 2 rows", Assert.Throws<ArgumentException>(() => new Examples(2, [1, 2, 3, 4, 5], [1, 2])).Message, StringComparison.Ordinal);
        Assert.Contains("3 numbers are not 2 rows", Assert.Throws<ArgumentException>(() => new Examples(2, [1, 2, 3, 4], [1, 2, 3])).Message, StringComparison.Ordinal);
        Assert.Contains("2 rows, but 1 row weights", Assert.Throws<ArgumentException>(() => new Examples(2, [1, 2], [1, 2], [1])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Examples(0, [], []));
        Assert.Contains("class 2", Assert.Throws<ArgumentException>(() => new Examples([1f, 2f], [0, 2], 2)).Message, StringComparison.Ordinal);
    }
}
