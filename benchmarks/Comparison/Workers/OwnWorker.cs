using Backprop.Layers;
using Backprop.Losses;
using Backprop.Networks;
using Backprop.Numerics.Buffers;
using Backprop.Numerics.Randomness;
using Backprop.Numerics.Threads;
using Backprop.Training;
using Backprop.Training.Optimizers;

namespace Backprop.Benchmarks.Workers;

/// <summary>
/// Backprop as a worker: steps through <see cref="Trainer.Step"/> and predictions through <see cref="Network"/>, as <c>backprop bench</c> does.
/// </summary>
internal static class OwnWorker
{
    public static void Run(Job job)
    {
        var network = new Network(job.Layers, new NetworkOptions
        {
            Activation = ActivationFunction.Parse(job.Activation),
            Error = job.Predicts ? ErrorFunction.SumOfSquares : ErrorFunction.Parse(job.Error),
        });
        var random = new RandomStream(1, Purpose.Data);
        string version = $"Backprop {typeof(Trainer).Assembly.GetName().Version?.ToString(3)}";
        if (job.Predicts)
            Predict(job, network, random, version);
        else if (job.IsSideBySide)
            TrainSideBySide(job, network, random, version);
        else
            WorkerLoop.Run(version, Training(job, network, random, job.Threads));
    }

    private static void TrainSideBySide(Job job, Network network, RandomStream random, string version)
    {
        Action<int>[] trainings = [.. Enumerable.Range(0, job.Threads).Select(_ => Training(job, network, random, threads: 1))];
        WorkerLoop.RunRounds(version, steps =>
        {
            Thread[] threads = [.. trainings.Skip(1).Select(training => new Thread(() => Steps(training)))];
            foreach (var thread in threads)
                thread.Start();
            Steps(trainings[0]);
            foreach (var thread in threads)
                thread.Join();

            void Steps(Action<int> training)
            {
                for (int s = 0; s < steps; s++)
                    training(s % WorkerLoop.Batches);
            }
        });
    }

    /// <summary>A step of a training on one of its batches.</summary>
    private static Action<int> Training(Job job, Network network, RandomStream random, int threads)
    {
        var trainer = new Trainer(network, new TrainingOptions
        {
            BatchSize = job.Batch,
            Optimizer = Optimizer.Parse(job.Optimizer) with { LearningRate = 1e-4 },
            Threads = threads,
        });
        float[][] inputs = [.. Batches(() => Uniform(random, job.Batch * network.Inputs))];
        float[][] targets = [.. Batches(() => Targets(random, network, job.Batch))];
        return batch => trainer.Step(inputs[batch], targets[batch]);
    }

    private static void Predict(Job job, Network network, RandomStream random, string version)
    {
        if (job.Batch == 1)
        {
            float[][] rows = [.. Batches(() => Uniform(random, network.Inputs))];
            var row = new float[network.Outputs];
            WorkerLoop.Run(version, batch => network.Predict(rows[batch], row));
            return;
        }
        using var processor = job.Threads > 1 ? new Processor(job.Threads) : null;
        Matrix[] inputs =
        [
            .. Batches(() =>
            {
                var matrix = new Matrix(job.Batch, network.Inputs);
                for (int n = 0; n < job.Batch; n++)
                    Uniform(random, network.Inputs).CopyTo(matrix.Row(n));
                return matrix;
            }),
        ];
        var outputs = new Matrix(job.Batch, network.Outputs);
        WorkerLoop.Run(version, batch => network.Predict(inputs[batch], outputs, processor));
    }

    private static IEnumerable<T> Batches<T>(Func<T> make) => Enumerable.Range(0, WorkerLoop.Batches).Select(_ => make());

    private static float[] Uniform(RandomStream random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextFloat())];

    private static float[] Targets(RandomStream random, Network network, int rows)
    {
        if (!network.Error.HasProbabilities)
            return Uniform(random, rows * network.Outputs);
        var targets = new float[rows * network.Outputs];
        for (int n = 0; n < rows; n++)
            targets[n * network.Outputs + random.NextInt(network.Outputs)] = 1;
        return targets;
    }
}
