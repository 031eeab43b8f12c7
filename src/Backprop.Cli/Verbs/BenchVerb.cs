using System.CommandLine;
using System.Diagnostics;
using Backprop.Cli.Options;
using Backprop.Cli.Output;
using Backprop.Cli.Shell;
using Backprop.Layers;
using Backprop.Losses;
using Backprop.Networks;
using Backprop.Numerics.Buffers;
using Backprop.Numerics.Randomness;
using Backprop.Numerics.Threads;
using Backprop.Training;
using Backprop.Training.Optimizers;

namespace Backprop.Cli.Verbs;

/// <summary>Times training steps, or predictions, on random rows.</summary>
internal sealed class BenchVerb : Verb
{
    private const int Batches = 8, Rounds = 5;
    private const double WarmUpSeconds = 0.3;

    private readonly Argument<string> sizes = FunctionOptions.Sizes("the network, such as 784-128-10");
    private readonly Option<int?> batch = Make.Whole("--batch", "rows per step (default 32)", 1, 1 << 20);
    private readonly Option<int?> steps = Make.Whole("--steps", "steps per round (default 500)", 1, 1_000_000_000);
    private readonly Option<bool> predict = Make.Flag("--predict", "times predictions of batches instead of training steps");
    private readonly FunctionOptions functions = new();
    private readonly OptimizerOptions optimizers = new("sgd");

    public BenchVerb() : base(
        "bench",
        "times training steps of a network on random rows, with the trainer that train uses: the best of five rounds after a warm-up, as one JSON line",
        "784-128-10 --batch 32 --activation relu --error cross-entropy --optimizer sgd --steps 500 --threads 1",
        "784-128-10 --batch 1024 --predict")
    {
        Take(sizes);
        Group("Work", [batch, steps, predict]);
        Group("Network and optimizer", [.. functions.All, .. optimizers.All]);
        Common();
    }

    public override int Run(ParseResult line, Host host)
    {
        int[] numbers = FunctionOptions.ReadSizes(line, sizes);
        var options = functions.Read(line);
        if (line.GetValue(functions.Error) is null && line.GetValue(functions.OutputActivation) == ActivationFunction.Softmax)
            options = options with { Error = ErrorFunction.CrossEntropy };
        var network = UsageException.Of(() => new Network(numbers, options));
        int rows = line.GetValue(batch) ?? 32;
        var work = line.GetValue(predict)
            ? Predictions(line, network, rows)
            : Steps(line, network, rows);
        using (work.Owner)
            Report(host, network, rows, line.GetValue(steps) ?? 500, work);
        return ExitCode.Done;
    }

    private sealed record Work(Action<int> Step, IDisposable Owner, int Threads, double Operations, string? Optimizer);

    private Work Steps(ParseResult line, Network network, int rows)
    {
        // A small rate keeps a long run on random targets finite; it does not affect the time.
        var optimizer = optimizers.Read(line, new Sgd()) ?? new Sgd();
        if (line.GetValue(optimizers.LearningRate) is null)
            optimizer = optimizer with { LearningRate = 1e-4 };
        var trainer = UsageException.Of(() => new Trainer(network, new TrainingOptions
        {
            BatchSize = rows,
            Optimizer = optimizer,
            Threads = line.GetValue(CommonOptions.Threads) ?? 0,
            Seed = line.GetValue(CommonOptions.Seed) ?? 1,
        }));
        var random = new RandomStream(line.GetValue(CommonOptions.Seed) ?? 1, Purpose.Data);
        var inputs = Enumerable.Range(0, Batches).Select(_ => Uniform(random, rows * network.Inputs)).ToArray();
        var targets = Enumerable.Range(0, Batches).Select(_ => Targets(random, network, rows)).ToArray();
        // Forward and derivatives cost 2·B·D·M each; the deltas are not sent back to the inputs.
        double products = network.DenseLayers.Sum(layer => 2.0 * rows * layer.Inputs * layer.Units);
        double operations = 3 * products - 2.0 * rows * network.DenseLayers[0].Inputs * network.DenseLayers[0].Units;
        return new Work(s => trainer.Step(inputs[s % Batches], targets[s % Batches]), trainer, trainer.Threads, operations, optimizer.Name);
    }

    private static Work Predictions(ParseResult line, Network network, int rows)
    {
        var processor = new Processor(line.GetValue(CommonOptions.Threads) ?? 0);
        var random = new RandomStream(line.GetValue(CommonOptions.Seed) ?? 1, Purpose.Data);
        var outputs = new Matrix(rows, network.Outputs);
        var inputs = Enumerable.Range(0, Batches).Select(_ =>
        {
            var matrix = new Matrix(rows, network.Inputs);
            for (int n = 0; n < rows; n++)
                Uniform(random, network.Inputs).CopyTo(matrix.Row(n));
            return matrix;
        }).ToArray();
        double operations = network.DenseLayers.Sum(layer => 2.0 * rows * layer.Inputs * layer.Units);
        return new Work(s => network.Predict(inputs[s % Batches], outputs, processor), processor, processor.Threads, operations, null);
    }

    private static void Report(Host host, Network network, int rows, int steps, Work work)
    {
        var watch = Stopwatch.StartNew();
        for (int s = 0; s < Batches || watch.Elapsed.TotalSeconds < WarmUpSeconds; s++)
            work.Step(s);
        double best = double.PositiveInfinity;
        long allocated = long.MaxValue;
        for (int round = 0; round < Rounds; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            watch.Restart();
            for (int s = 0; s < steps; s++)
                work.Step(s);
            best = Math.Min(best, watch.Elapsed.TotalSeconds / steps);
            allocated = Math.Min(allocated, (GC.GetAllocatedBytesForCurrentThread() - before) / steps);
        }
        JsonText.WriteObject(host.Out, writer =>
        {
            writer.WriteString("system", "backprop");
            writer.WriteString("network", network.Sizes);
            writer.WriteNumber("batch", rows);
            writer.WriteString("optimizer", work.Optimizer);
            if (work.Optimizer is null)
                writer.WriteBoolean("predict", true);
            writer.WriteNumber("threads", work.Threads);
            writer.WriteNumber("microseconds_per_step", Math.Round(best * 1e6, 3));
            if (work.Optimizer is null)
                writer.WriteNumber("rows_per_second", Math.Round(rows / best));
            writer.WriteNumber("gigaflops", Math.Round(work.Operations / best / 1e9, 2));
            writer.WriteNumber("allocated_bytes_per_step", allocated);
        });
    }

    private static float[] Uniform(RandomStream random, int count)
    {
        var values = new float[count];
        for (int i = 0; i < count; i++)
            values[i] = random.NextFloat();
        return values;
    }

    private static float[] Targets(RandomStream random, Network network, int rows)
    {
        if (!network.Error.HasProbabilities)
            return Uniform(random, rows * network.Outputs);
        var targets = new float[rows * network.Outputs];
        for (int n = 0; n < rows; n++)
        {
            int drawn = random.NextInt(Math.Max(2, network.Outputs));
            if (network.Outputs > 1)
                targets[n * network.Outputs + drawn] = 1;
            else
                targets[n] = drawn;
        }
        return targets;
    }
}
