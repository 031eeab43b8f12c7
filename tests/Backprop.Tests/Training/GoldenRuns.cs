using Backprop.Layers;
using Backprop.Losses;
using Backprop.Networks;
using Backprop.Numerics.Lanes;
using Backprop.Numerics.Threads;
using Backprop.Training;
using Backprop.Training.Optimizers;
using Backprop.Training.Schedules;

namespace Backprop.Tests.Training;

/// <summary>Small training runs whose weights are known to the bit. Together under 20 million multiply-adds, so that they run without hardware FMA too.</summary>
internal static class GoldenRuns
{
    private static readonly (string Name, NetworkOptions Network, int[] Hidden, TrainingOptions Training)[] Runs =
    [
        ("sgd sigmoid", new() { Activation = ActivationFunction.Sigmoid, Error = ErrorFunction.CrossEntropy }, [5], new() { Optimizer = new Sgd { LearningRate = 0.5 }, BatchSize = 7 }),
        ("momentum tanh", new() { Activation = ActivationFunction.Tanh, Error = ErrorFunction.CrossEntropy }, [17, 3], new() { Optimizer = new Momentum { LearningRate = 0.05 }, BatchSize = 16, L1 = 0.001 }),
        ("nesterov softplus", new() { Activation = ActivationFunction.Softplus }, [33], new() { Optimizer = new Nesterov { LearningRate = 0.02 }, BatchSize = 13, ClipNorm = 0.5 }),
        ("rmsprop elu", new() { Activation = ActivationFunction.Elu, Error = ErrorFunction.Huber }, [9, 20], new() { Optimizer = new RmsProp(), BatchSize = 50, Schedule = new CosineSchedule() }),
        ("adam relu dropout", new() { Dropout = 0.25, Error = ErrorFunction.CrossEntropy }, [64, 40], new() { Optimizer = new Adam(), BatchSize = 32, WeightDecay = 0.01 }),
        ("adamw gelu", new() { Activation = ActivationFunction.Gelu, Error = ErrorFunction.Poisson }, [50], new() { Optimizer = new AdamW(), BatchSize = 11, Schedule = Schedule.Parse("warm-up=5,exponential=0.9") }),
        ("adam mish normal", new() { Activation = ActivationFunction.Mish, Initializer = Initializer.Normal, Error = ErrorFunction.Parse("quantile=0.9") }, [8, 8, 8], new() { Optimizer = new Adam { LearningRate = 0.01 }, BatchSize = 1 }),
        ("sgd silu uniform", new() { Activation = ActivationFunction.Silu, Initializer = Initializer.Uniform, Error = ErrorFunction.Absolute }, [31, 1, 16], new() { Optimizer = new Sgd { LearningRate = 0.1 }, BatchSize = 64, Schedule = Schedule.Parse("plateau=1:0.5") }),
        ("adam selu softsign", new() { Activation = ActivationFunction.Selu, OutputActivation = ActivationFunction.Softsign }, [24, 24], new() { Optimizer = new Adam(), BatchSize = 20, Schedule = Schedule.Parse("step=1:0.5") }),
        ("adam relu wide", new() { Error = ErrorFunction.CrossEntropy }, [420, 20], new() { Optimizer = new Adam(), BatchSize = 50 }),
        ("sgd leaky linear", new() { Activation = ActivationFunction.LeakyRelu }, [], new() { Optimizer = new Sgd { LearningRate = 0.1 }, BatchSize = 100 }),
    ];

    /// <summary>The SHA-256 of each run's weights, after early stopping put the best ones back.</summary>
    public static IEnumerable<string> Hashes(int threads, VectorWidth width)
    {
        foreach (var (name, networkOptions, hidden, trainingOptions) in Runs)
        {
            using var processor = new Processor(threads, width);
            using var trainer = new Trainer(new Network([2, .. hidden, 1], networkOptions), trainingOptions with { Epochs = 3 }, processor);
            var result = trainer.Train(TrainerTests.Circle(100, 7), TrainerTests.Circle(40, 8));
            yield return $"{name} {trainer.Network.WeightsSha256()} {BitConverter.DoubleToInt64Bits(result.History[^1].ValidationError!.Value):x16}";
        }
    }
}
