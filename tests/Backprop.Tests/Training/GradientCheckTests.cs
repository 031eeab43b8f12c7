using Backprop.Layers;
using Backprop.Losses;
using Backprop.Networks;
using Backprop.Training;

namespace Backprop.Tests.Training;

public class GradientCheckTests
{
    [Fact]
    public void The_engines_derivatives_pass()
    {
        var result = GradientCheck.Run(
            new Network([2, 30, 1], new NetworkOptions { Activation = ActivationFunction.Tanh, Error = ErrorFunction.CrossEntropy, Dropout = 0.5 }), TrainerTests.Circle(10, 1));
        Assert.InRange(result.Worst, 0, 1e-5);
        Assert.Equal((10, 0, 121L), (result.Rows, result.SkippedRows, result.Parameters));
        Assert.Matches("layer [12], (weight [0-9]+|bias) → [0-9]+", result.Where);
    }

    [Fact]
    public void Of_a_large_layer_some_weights_are_drawn()
    {
        var result = GradientCheck.Run(new Network([2, 300, 1]), TrainerTests.Circle(3, 1), weightsPerLayer: 50);
        Assert.Equal(100, result.Parameters);
    }
}
