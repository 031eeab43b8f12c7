using System.Globalization;
using System.Security.Cryptography;
using Backprop.Layers;
using Backprop.Networks;
using Backprop.Numerics.Buffers;
using Backprop.Numerics.Lanes;
using Backprop.Numerics.Randomness;
using Backprop.Numerics.Threads;
using Backprop.Parameters;
using Backprop.Training;
using Backprop.Training.Optimizers;
using Backprop.Training.Schedules;

namespace Backprop.Tests.Training;

/// <summary>
/// A short training drawn at random from its number: sizes, functions, error, optimizer, schedule, regularization, batches that leave a remainder, row
/// weights. At most 30 million multiply-adds, most far fewer, so that thousands run in minutes and each runs without vector instructions too.
/// </summary>
internal sealed class RandomRun
{
    private static readonly string[] Schedules =
        ["constant", "step=1:0.5", "exponential=0.9", "cosine", "plateau=1:0.5", "warm-up=3", "warm-up=4,cosine", "warm-up=2,plateau=1:0.3"];

    /// <summary>From this number on, trainings may have factors of the inputs and groups of parameters.</summary>
    public const int FirstOfLayers = 2001;

    private readonly int number;
    private readonly RandomStream random;
    private readonly int[] sizes;
    private readonly NetworkOptions networkOptions;
    private readonly TrainingOptions trainingOptions;
    private readonly Examples training;
    private readonly Examples? validation;

    public RandomRun(int number)
    {
        this.number = number;
        random = new RandomStream((ulong)number, Purpose.Test);
        // One in six has products that several threads share.
        bool large = OneIn(6);
        var (output, error, _) = Pick(Networks.RandomNetworks.LegalPairs.ToArray());
        int outputs = !error.Fits(output, 2) || (error.Fits(output, 1) && OneIn(4)) ? 1 : From(2, 12);
        sizes = [large ? From(60, 200) : OneIn(8) ? From(100, 800) : From(1, 40), .. Hidden(large), outputs];
        networkOptions = new NetworkOptions
        {
            Activation = Pick(ActivationFunction.All.Where(f => !f.OutputOnly).ToArray()),
            OutputActivation = output,
            Error = error,
            Initializer = OneIn(2) ? null : Pick(Initializer.All.ToArray()),
            Dropout = OneIn(3) ? 0.05 + 0.5 * random.NextDouble() : 0,
            Seed = random.NextUInt32(),
        };
        var optimizer = Pick(Optimizer.All.ToArray());
        int batch = large ? From(60, 150) : random.NextInt(4) switch { 0 => 1, 1 => From(2, 9), 2 => From(10, 70), _ => From(100, 600) };
        trainingOptions = new TrainingOptions
        {
            BatchSize = batch,
            Epochs = From(1, 3),
            Steps = OneIn(8) ? From(1, 6) : null,
            Optimizer = optimizer with { LearningRate = optimizer.LearningRate * (OneIn(24) ? 1e15 : Pick([0.1, 1.0, 3.0])) },
            Schedule = Schedule.Parse(Pick(Schedules)),
            WeightDecay = OneIn(3) ? 0.1 * random.NextDouble() : null,
            DecoupledWeightDecay = OneIn(3) ? OneIn(2) : null,
            L1 = OneIn(6) ? 0.01 * random.NextDouble() : 0,
            ClipNorm = OneIn(4) ? 0.05 + random.NextDouble() : null,
            Patience = OneIn(4) ? 1 : null,
            Shuffle = !OneIn(8),
            Seed = random.NextUInt32(),
        };
        if (number >= FirstOfLayers)
        {
            networkOptions = networkOptions with { InputScale = OneIn(2) };
            trainingOptions = trainingOptions with { Groups = OneIn(2) ? [] : [new ParameterGroup(Pick(["biases", "weights", "layers.1"])) { LearningRateFactor = Pick([0, 0.3, 4]), WeightDecay = OneIn(2) ? 0.02 : null }] };
        }
        long parameters = 0;
        for (int l = 1; l < sizes.Length; l++)
            parameters += (sizes[l - 1] + 1L) * sizes[l];
        long most = Math.Max(1, (large ? 30_000_000 : 600_000) / (3 * parameters * trainingOptions.Epochs));
        int rows = (int)Math.Min(most, batch * From(1, 3) + random.NextInt(batch));
        training = Rows(rows);
        validation = OneIn(3) ? null : Rows(From(1, Math.Max(2, rows / 2)));
    }

    /// <summary>
    /// The number of the run, SHA-256 over its weights, the bits of its last training and validation error, and SHA-256 over its predictions; for a run that
    /// diverges, where it did.
    /// </summary>
    /// <exception cref="InvalidOperationException">A row's prediction alone differs from that in the batch.</exception>
    public string Result(int threads, VectorWidth width)
    {
        using var processor = new Processor(threads, width);
        using var trainer = new Trainer(new Network(sizes, networkOptions), trainingOptions, processor);
        // Small networks would leave the other threads alone.
        if (threads > 1)
            trainer.Executor.Sharing = (number + threads) % 3 == 0 ? Backprop.Execution.Sharing.Products : Backprop.Execution.Sharing.Rows;
        try
        {
            var last = trainer.Train(training, validation).History[^1];
            return string.Create(CultureInfo.InvariantCulture, $"{number} {trainer.Network.WeightsSha256()} {Bits(last.TrainingError):x16} ")
                + $"{Bits(last.ValidationError ?? 0):x16} {Predictions(trainer.Network, processor)}";
        }
        catch (DivergedException diverged)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{number} diverged at step {diverged.Step}");
        }
    }

    /// <summary>What was drawn, for a person who looks at a difference.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"run {number}: {string.Join('-', sizes)} {networkOptions.Activation} {networkOptions.OutputActivation} {networkOptions.Error} "
        + $"{trainingOptions.Optimizer.Name} schedule {trainingOptions.Schedule} batch {trainingOptions.BatchSize} of {training.Count} rows, "
        + $"{trainingOptions.Epochs} epochs, dropout {networkOptions.Dropout:F2}, decay {trainingOptions.WeightDecay:F2}, clip {trainingOptions.ClipNorm:F2}, "
        + $"{(networkOptions.InputScale ? "scaled inputs" : "")} {string.Join("; ", trainingOptions.Groups)}");

    private string Predictions(Network network, Processor processor)
    {
        var outputs = new Matrix(training.Count, network.Outputs);
        network.Predict(training.Inputs, outputs, processor);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var bytes = new byte[network.Outputs * sizeof(float)];
        float[] alone = new float[network.Outputs];
        for (int n = 0; n < training.Count; n++)
        {
            LittleEndian.Write(outputs.Row(n), bytes);
            hash.AppendData(bytes);
            // Every row of a long batch would cost more than the training.
            if (n % 7 != 0 && n != training.Count - 1)
                continue;
            network.Predict(training.Inputs.Row(n), alone);
            for (int k = 0; k < alone.Length; k++)
                if (BitConverter.SingleToInt32Bits(alone[k]) != BitConverter.SingleToInt32Bits(outputs[n, k]))
                    throw new InvalidOperationException($"{this}: row {n + 1} alone predicts {alone[k]:R}, in its batch {outputs[n, k]:R}.");
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }

    private Examples Rows(int count)
    {
        int outputs = sizes[^1];
        bool weighted = OneIn(4);
        var (inputs, targets) = (new Matrix(count, sizes[0]), new Matrix(count, outputs));
        var weights = weighted ? new float[count] : null;
        for (int n = 0; n < count; n++)
        {
            for (int i = 0; i < sizes[0]; i++)
                inputs[n, i] = OneIn(10) ? 0 : 2 * random.NextFloat() - 1;
            int drawn = random.NextInt(Math.Max(2, outputs));
            for (int k = 0; k < outputs; k++)
                targets[n, k] = networkOptions.Error.Name switch
                {
                    "cross-entropy" => outputs == 1 ? drawn : k == drawn ? 1 : 0,
                    "poisson" => random.NextInt(5),
                    _ => 3 * random.NextFloat() - 1.5f,
                };
            // The first row counts, so that no validation is empty.
            if (weights is not null)
                weights[n] = n > 0 && OneIn(5) ? 0 : 0.25f + random.NextFloat();
        }
        return new Examples(inputs, targets, weights);
    }

    private int[] Hidden(bool large) =>
        [.. Enumerable.Range(0, large ? From(1, 2) : random.NextInt(5)).Select(_ => large ? From(64, 200) : OneIn(10) ? From(100, 450) : From(1, 70))];

    private bool OneIn(int n) => random.NextInt(n) == 0;

    private int From(int least, int most) => least + random.NextInt(most - least + 1);

    private T Pick<T>(T[] choices) => choices[random.NextInt(choices.Length)];

    private static long Bits(double value) => BitConverter.DoubleToInt64Bits(value);
}
