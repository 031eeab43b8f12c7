using Backprop.Networks;

namespace Backprop.Tests.Networks;

public class PredictRowsTests
{
    private static readonly Network Example = new([3, 10, 2]);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(4096, 2)]
    [InlineData(5000, 1)]
    [InlineData(9000, 0)]
    [InlineData(9000, 3)]
    public void Rows_are_predicted_as_each_alone(int rows, int threads)
    {
        float[] inputs = [.. Enumerable.Range(0, rows * 3).Select(i => i % 1000 / 500f - 1)], outputs = new float[rows * 2];
        Example.PredictRows(inputs, outputs, threads);
        for (int n = 0; n < rows; n++)
            Assert.Equal(Example.Predict(inputs.AsSpan(n * 3, 3)), outputs[(n * 2)..(n * 2 + 2)]);
    }

    [Fact]
    public void It_is_cancelled_between_rows_and_goes_on_to_work()
    {
        var (inputs, outputs) = (new float[3 * 20_000], new float[2 * 20_000]);
        Assert.Throws<OperationCanceledException>(() => Example.PredictRows(inputs, outputs, cancellation: new CancellationToken(canceled: true)));
        Example.PredictRows(inputs, outputs);
        Assert.Equal(Example.Predict([0, 0, 0]), outputs[^2..]);
    }

    [Fact]
    public void Numbers_that_are_not_rows_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Example.PredictRows(new float[4], new float[2]));
        Assert.Throws<ArgumentException>(() => Example.PredictRows(new float[6], new float[2]));
        Assert.Throws<ArgumentException>(() => Example.PredictRows(new float[6], new float[6]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Example.PredictRows(new float[6], new float[4], threads: -1));
    }
}
