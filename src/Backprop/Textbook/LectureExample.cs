using Backprop.Layers;
using Backprop.Networks;

namespace Backprop.Textbook;

/// <summary>
/// The lecture's worked example: a network 2-3-1 with sigmoid hidden units and an identity output, every weight and bias 1, one step of
/// η = 1/3 on x = (0.5, 0.5), t = 0.5, then a test point.
/// </summary>
public static class LectureExample
{
    /// <summary>The training point x = (0.5, 0.5).</summary>
    public static double[] Inputs => [0.5, 0.5];

    /// <summary>Its target t = 0.5.</summary>
    public static double[] Targets => [0.5];

    /// <summary>η = 1/3.</summary>
    public static double LearningRate => 1.0 / 3;

    /// <summary>The test point x = (0.7, 0.7).</summary>
    public static double[] TestInputs => [0.7, 0.7];

    /// <summary>Its target t = −0.02.</summary>
    public static double[] TestTargets => [-0.02];

    /// <summary>The network as the lecture initializes it.</summary>
    public static TextbookNetwork Network() => new(
        [
            new TextbookLayer(ActivationFunction.Sigmoid, new double[,] { { 1, 1, 1 }, { 1, 1, 1 }, { 1, 1, 1 } }),
            new TextbookLayer(ActivationFunction.Identity, new double[,] { { 1 }, { 1 }, { 1 }, { 1 } }),
        ],
        "sum-of-squares");

    /// <summary>The step, then the updated network on the training point again and on the test point.</summary>
    public static LectureRun Run()
    {
        TextbookStep step = Network().Step(Inputs, Targets, LearningRate);
        return new(step, step.Updated.Step(Inputs, Targets, LearningRate), step.Updated.Step(TestInputs, TestTargets, LearningRate));
    }
}

/// <summary>The three rounds of the lecture's example.</summary>
/// <param name="Step">The training point with the old weights.</param>
/// <param name="Again">The training point with the updated weights.</param>
/// <param name="Test">The test point with the updated weights.</param>
public sealed record LectureRun(TextbookStep Step, TextbookStep Again, TextbookStep Test);
