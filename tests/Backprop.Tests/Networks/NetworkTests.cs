using Backprop.Layers;
using Backprop.Losses;
using Backprop.Networks;
using Backprop.Numerics.Buffers;
using Backprop.Numerics.Threads;

namespace Backprop.Tests.Networks;

public class NetworkTests
{
    [Theory]
    [InlineData("37-50-21-3", "gelu", 700)]
    [InlineData("13-32-1", "tanh", 1024)]
    [InlineData("5-700-2", "relu", 333)]
    [InlineData("430-601-19-3", "relu", 600)]
    public void Outputs_of_a_row_are_the_same_bits_alone_in_a_batch_and_on_several_threads(string sizes, string activation, int rows)
    {
        var network = new Network(Network.ParseSizes(sizes), new NetworkOptions { Activation = ActivationFunction.Parse(activation), Error = ErrorFunction.CrossEntropy });
        var (x, _) = RandomNetworks.Rows(rows, network.Inputs, network.Outputs, network.Error, 9);
        var inputs = new Matrix(x.Length, network.Inputs);
        for (int n = 0; n < x.Length; n++)
            x[n].CopyTo(inputs.Row(n));
        var alone = Array.ConvertAll(x, row => network.Predict(row));
        using var processor = new Processor(3);
        foreach (var p in new[] { null, processor })
        {
            var outputs = new Matrix(x.Length, network.Outputs);
            network.Predict(inputs, outputs, p);
            for (int n = 0; n < x.Length; n++)
                Assert.Equal(alone[n], outputs.Row(n).ToArray());
        }
    }

    [Fact]
    public void Predictions_may_be_made_from_many_threads_at_once()
    {
        var network = new Network([8, 30, 2]);
        var (x, _) = RandomNetworks.Rows(200, 8, 2, network.Error, 1);
        var expected = Array.ConvertAll(x, row => network.Predict(row));
        Parallel.For(0, 4000, i => Assert.Equal(expected[i % 200], network.Predict(x[i % 200])));
    }

    [Fact]
    public void A_warm_prediction_allocates_nothing()
    {
        var network = new Network([8, 30, 2]);
        var (x, y) = (new float[8], new float[2]);
        for (int i = 0; i < 100; i++)
            network.Predict(x, y);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
            network.Predict(x, y);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [InlineData("cross-entropy", "identity", 3, "softmax")]
    [InlineData("cross-entropy", "softmax", 1, "sigmoid")]
    [InlineData("poisson", "identity", 1, "exponential")]
    [InlineData("sum-of-squares", "softmax", 3, "identity, sigmoid, tanh")]
    public void An_output_function_that_does_not_fit_is_refused_with_those_that_do(string error, string output, int outputs, string fitting)
    {
        var options = new NetworkOptions { Error = ErrorFunction.Parse(error), OutputActivation = ActivationFunction.Parse(output) };
        var exception = Assert.Throws<ArgumentException>(() => new Network([2, outputs], options));
        Assert.Contains(fitting, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Initial_weights_have_the_spread_of_their_initializer()
    {
        foreach (var (initializer, variance) in new[] { ("glorot", 2.0 / 500), ("he", 2.0 / 300), ("lecun", 1.0 / 300), ("uniform=0.3", 0.03), ("normal=0.2", 0.04) })
        {
            var layer = new Network([300, 200], new NetworkOptions { Initializer = Initializer.Parse(initializer) }).DenseLayers[0];
            double sum = 0, squares = 0;
            for (int i = 1; i <= 300; i++)
                for (int j = 0; j < 200; j++)
                {
                    sum += layer[i, j];
                    squares += layer[i, j] * layer[i, j];
                }
            Assert.InRange(sum / 60000, -4 * Math.Sqrt(variance / 60000), 4 * Math.Sqrt(variance / 60000));
            Assert.InRange(squares / 60000, 0.97 * variance, 1.03 * variance);
            Assert.All(Enumerable.Range(0, 200), j => Assert.Equal(0, layer[0, j]));
        }
    }

    [Fact]
    public void Constant_sets_biases_too()
    {
        var layer = new Network([2, 3], new NetworkOptions { Initializer = Initializer.Parse("constant=0.5") }).DenseLayers[0];
        Assert.Equal([0.5f, 0.5f, 0.5f], [layer[0, 0], layer[1, 1], layer[2, 2]]);
    }

    [Theory]
    [InlineData("2")]
    [InlineData("2-")]
    [InlineData("2--3")]
    [InlineData("2-0-1")]
    [InlineData("2-x")]
    [InlineData("2-99999999999")]
    [InlineData("")]
    public void Sizes_that_are_none_are_refused(string text) => Assert.Throws<FormatException>(() => Network.ParseSizes(text));

    [Fact]
    public void Layers_too_large_are_refused_before_memory_is_allocated() =>
        Assert.Contains("the maximum is", Assert.Throws<ArgumentException>(() => new Network([100_000, 100_000, 1])).Message, StringComparison.Ordinal);
}
