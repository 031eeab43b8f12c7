using Backprop.Layers;
using Backprop.Losses;
using Backprop.Networks;
using Backprop.Numerics.Buffers;
using Backprop.Training;
using Backprop.Training.Optimizers;

namespace Backprop.Tests.Training;

public class AllocationTests
{
    [Theory]
    [InlineData("2-3-1", 1, "sigmoid", "identity", "sum-of-squares", "sgd")]
    [InlineData("4-20-3", 1, "gelu", "softmax", "cross-entropy", "adam")]
    [InlineData("20-30-10", 16, "tanh", "sigmoid", "sum-of-squares", "sgd")]
    [InlineData("20-30-10", 16, "relu", "softmax", "cross-entropy", "momentum")]
    [InlineData("20-30-1", 5, "silu", "exponential", "poisson", "adamw")]
    public void A_step_allocates_nothing(string sizes, int rows, string activation, string output, string error, string optimizer)
    {
        var network = new Network(Network.ParseSizes(sizes), new NetworkOptions
        {
            Activation = ActivationFunction.Parse(activation),
            OutputActivation = ActivationFunction.Parse(output),
            Error = ErrorFunction.Parse(error),
            Dropout = rows > 5 ? 0.5 : 0,
        });
        using var trainer = new Trainer(network, new TrainingOptions { BatchSize = rows, Optimizer = Optimizer.Parse(optimizer), Threads = 1 });
        float[] inputs = new float[rows * network.Inputs], targets = new float[rows * network.Outputs];
        for (int n = 0; n < rows; n++)
            targets[n * network.Outputs] = 1;
        Assert.Equal(0, Allocated(() => trainer.Step(inputs, targets)));
    }

    [Theory]
    [InlineData("2-3-1")]
    [InlineData("13-32-1")]
    [InlineData("200-300-10")]
    public void A_prediction_allocates_nothing(string sizes)
    {
        var network = new Network(Network.ParseSizes(sizes), new NetworkOptions { Error = ErrorFunction.CrossEntropy });
        Matrix inputs = new(600, network.Inputs), outputs = new(600, network.Outputs);
        float[] row = new float[network.Inputs], result = new float[network.Outputs];
        Assert.Equal(0, Allocated(() => network.Predict(row, result)));
        Assert.Equal(0, Allocated(() => network.Predict(inputs, outputs)));
        using var processor = new Numerics.Threads.Processor(2);
        Assert.Equal(0, Allocated(() => network.Predict(inputs, outputs, processor)));
    }

    /// <summary>Bytes that the calling thread allocates in one call, warm. The least of some: the runtime itself allocates now and then.</summary>
    private static long Allocated(Action call)
    {
        long least = long.MaxValue;
        for (int i = 0; i < 100; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            call();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        return least;
    }
}
