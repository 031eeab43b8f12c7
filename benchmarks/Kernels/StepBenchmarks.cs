using Backprop.Layers;
using Backprop.Networks;
using Backprop.Training;
using Backprop.Training.Optimizers;
using BenchmarkDotNet.Attributes;

namespace Backprop.Benchmarks.Kernels;

/// <summary>Whole training steps of small networks, where what stands around the kernels counts.</summary>
[MemoryDiagnoser]
public class StepBenchmarks
{
    private Trainer trainer = null!;
    private float[] inputs = [], targets = [];

    [Params("2-3-1 x 1", "13-32-1 x 32", "784-30-10 x 10")]
    public string Network { get; set; } = "";

    [GlobalSetup]
    public void SetUp()
    {
        string[] words = Network.Split(" x ");
        int batch = int.Parse(words[1]);
        var network = new Backprop.Networks.Network(Backprop.Networks.Network.ParseSizes(words[0]), new NetworkOptions { Activation = ActivationFunction.Sigmoid });
        trainer = new Trainer(network, new TrainingOptions { BatchSize = batch, Threads = 1, Optimizer = new Sgd { LearningRate = 1e-4 } });
        inputs = [.. Enumerable.Range(0, batch * network.Inputs).Select(i => i * 7 % 11 * 0.1f)];
        targets = [.. Enumerable.Range(0, batch * network.Outputs).Select(i => i * 3 % 5 * 0.2f)];
    }

    [GlobalCleanup]
    public void CleanUp() => trainer.Dispose();

    [Benchmark]
    public double Step() => trainer.Step(inputs, targets);
}
