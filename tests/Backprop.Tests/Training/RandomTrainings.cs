using Backprop.Files;
using Backprop.Layers;
using Backprop.Losses;
using Backprop.Networks;
using Backprop.Numerics.Buffers;
using Backprop.Numerics.Lanes;
using Backprop.Numerics.Randomness;
using Backprop.Numerics.Threads;
using Backprop.Parameters;
using Backprop.Tests.Networks;
using Backprop.Training;
using Backprop.Training.Optimizers;
using Backprop.Training.Schedules;
using CsCheck;

namespace Backprop.Tests.Training;

/// <summary>A small training, and all that comes of it.</summary>
internal sealed record RandomTraining(int[] Sizes, NetworkOptions Functions, TrainingOptions Options, int Rows, int ValidationRows, bool Weighted, bool Classes)
{
    private static readonly string[] Schedules =
        ["constant", "step=1:0.5", "exponential=0.9", "cosine", "plateau=1:0.5", "warm-up=5,cosine", "warm-up=3,plateau=1:0.3"];

    private static readonly ParameterGroup[][] Groups =
    [
        [], [], [new("biases") { LearningRateFactor = 0.1 }], [new("scale") { LearningRateFactor = 6, WeightDecay = 0.01 }, new("layers.1") { LearningRateFactor = 0 }],
    ];

    /// <summary>File steps without the waiting for a disk.</summary>
    public static FileSteps NoFlush { get; } = FileSteps.Real with { Flush = _ => { }, FlushFolder = _ => { } };

    public static Gen<RandomTraining> Any { get; } = Gen.Select(
        Gen.Select(Gen.Int[1, 20].Array[1, 3], Gen.Int[0, ActivationFunction.All.Count(f => !f.OutputOnly) - 1], Gen.Double[0, 0.6], Gen.ULong, Gen.Bool, Gen.Int[0, Groups.Length - 1]),
        Gen.Select(Gen.Int[0, Optimizer.All.Count - 1], Gen.Int[0, Schedules.Length - 1], Gen.Int[1, 12], Gen.Int[1, 4]),
        Gen.Select(Gen.Int[1, 30].Nullable(), Gen.Int[1, 3].Nullable(), Gen.Double[0.01, 1].Nullable(), Gen.Double[0, 0.1].Nullable(), Gen.Bool, Gen.Double[0, 0.01].Nullable()),
        Gen.Select(Gen.Int[1, 30], Gen.Int[0, 9], Gen.Bool, Gen.Bool),
        (network, course, limits, data) => new RandomTraining(
            network.Item1,
            new NetworkOptions { Activation = ActivationFunction.All.Where(f => !f.OutputOnly).ElementAt(network.Item2), Error = data.Item4 ? ErrorFunction.CrossEntropy : ErrorFunction.SumOfSquares, Dropout = network.Item3 < 0.2 ? 0 : network.Item3, Seed = network.Item4, InputScale = network.Item5 },
            new TrainingOptions
            {
                Optimizer = Optimizer.All[course.Item1], Schedule = Schedule.Parse(Schedules[course.Item2]), BatchSize = course.Item3, Epochs = course.Item4,
                Steps = limits.Item1, Patience = limits.Item2, ClipNorm = limits.Item3, WeightDecay = limits.Item4, Shuffle = limits.Item5, L1 = limits.Item6 ?? 0, Seed = network.Item4,
                Groups = [.. Groups[network.Item6].Where(group => network.Item5 || group.Name != "scale")],
            },
            data.Item1, data.Item2, data.Item3, data.Item4));

    public static RandomTraining Example { get; } =
        new([2, 5], new NetworkOptions { Dropout = 0.2 }, new TrainingOptions { BatchSize = 4, Epochs = 3 }, Rows: 10, ValidationRows: 5, Weighted: true, Classes: false);

    public Network Network => new([.. Sizes, Classes ? 3 : 2], Functions);

    public Examples Training => Data(Rows, 1);

    public Examples? Validation => ValidationRows == 0 ? null : Data(ValidationRows, 2);

    /// <summary>Trains or resumes on any machine.</summary>
    public Outcome Run(Checkpoint? from = null, CheckpointPolicy? policy = null, CancellationToken cancellation = default, Processor? processor = null)
    {
        using var trainer = new Trainer(Network, Options, processor ?? new Processor(1));
        try
        {
            var result = from is null
                ? trainer.Train(Training, Validation, checkpoints: policy, cancellation: cancellation)
                : trainer.Resume(from, Training, Validation, checkpoints: policy, cancellation: cancellation);
            return new Outcome(trainer.Network.WeightsSha256(), result.End, result.Steps, result.BestEpoch, result.Rows, string.Join(' ', result.History.Select(Bits)));
        }
        catch (DivergedException e)
        {
            return new Outcome(e.Message, default, e.Step, 0, 0, "");
        }
    }

    /// <summary>A number of threads and a vector width.</summary>
    public static Processor Machine(int n) => new(1 + n % 3, VectorWidths.All[n % VectorWidths.All.Count]);

    private static string Bits(EpochResult epoch) => $"{epoch.Epoch}:{Bits(epoch.TrainingError)}:{Bits(epoch.ValidationError ?? -1)}:{Bits(epoch.LearningRate)}";

    private static string Bits(double value) => BitConverter.DoubleToInt64Bits(value).ToString("x");

    private Examples Data(int count, ulong seed)
    {
        var random = new RandomStream(Functions.Seed + seed, Purpose.Data);
        var (x, t) = RandomNetworks.Rows(count, Sizes[0], 2, ErrorFunction.SumOfSquares, Functions.Seed + seed);
        float[]? weights = Weighted ? [.. x.Select(_ => (float)random.NextDouble())] : null;
        return Classes ? new Examples(Of(x), [.. x.Select(_ => random.NextInt(3))], 3, weights) : new Examples(Of(x), Of(t), weights);
    }

    private static Matrix Of(float[][] rows)
    {
        var matrix = new Matrix(rows.Length, rows[0].Length);
        for (int n = 0; n < rows.Length; n++)
            rows[n].CopyTo(matrix.Row(n));
        return matrix;
    }
}

/// <summary>What a training came to, doubles by their bits.</summary>
internal sealed record Outcome(string Weights, TrainingEnd End, long Steps, int BestEpoch, long Rows, string History);
