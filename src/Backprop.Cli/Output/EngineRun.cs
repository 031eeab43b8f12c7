using Backprop.Explain.Lecture;
using Backprop.Layers;
using Backprop.Networks;
using Backprop.Textbook;
using Backprop.Training;
using Backprop.Training.Optimizers;

namespace Backprop.Cli.Output;

/// <summary>The lecture's example, run by the engine that trains models.</summary>
internal static class EngineRun
{
    public static EngineValues OfLecture()
    {
        var network = new Network([2, 3, 1], new NetworkOptions { Activation = ActivationFunction.Sigmoid, Initializer = Initializer.Constant });
        var after = Step(network, LectureExample.LearningRate);
        return new EngineValues
        {
            Outputs = network.Predict(Floats(LectureExample.Inputs)),
            Deltas = Deltas(network),
            Updated = after.DenseLayers.Select(Weights).ToArray(),
            OutputsAgain = after.Predict(Floats(LectureExample.Inputs)),
            OutputsOfTest = after.Predict(Floats(LectureExample.TestInputs)),
        };
    }

    private static Network Step(Network network, double learningRate)
    {
        using var trainer = new Trainer(network, new TrainingOptions { BatchSize = 1, Threads = 1, Optimizer = new Sgd { LearningRate = learningRate } });
        trainer.Step(Floats(LectureExample.Inputs), Floats(LectureExample.Targets));
        return trainer.Network;
    }

    // The delta of a unit is the derivative of its bias, which a step with a learning rate of 1 subtracts.
    private static float[][] Deltas(Network network)
    {
        var moved = Step(network, learningRate: 1);
        return network.DenseLayers.Zip(moved.DenseLayers, (before, after) => Enumerable.Range(0, before.Units).Select(j => before[0, j] - after[0, j]).ToArray()).ToArray();
    }

    private static float[,] Weights(DenseLayer layer)
    {
        var weights = new float[layer.Inputs + 1, layer.Units];
        for (int i = 0; i <= layer.Inputs; i++)
            for (int j = 0; j < layer.Units; j++)
                weights[i, j] = layer[i, j];
        return weights;
    }

    private static float[] Floats(double[] values) => Array.ConvertAll(values, value => (float)value);
}
