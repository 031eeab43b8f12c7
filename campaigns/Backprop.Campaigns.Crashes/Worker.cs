using Backprop.Files;
using Backprop.Networks;
using Backprop.Numerics.Buffers;
using Backprop.Numerics.Randomness;
using Backprop.Training;
using Backprop.Training.Schedules;

namespace Backprop.Campaigns.Crashes;

/// <summary>What the processes do that are killed and let down.</summary>
internal static class Worker
{
    /// <summary>The bytes that <see cref="Save"/> writes.</summary>
    public static byte[] NetworkBytes(ulong seed)
    {
        using var stream = new MemoryStream();
        NetworkFile.ToFile(Saved(seed)).Write(stream);
        return stream.ToArray();
    }

    /// <summary>Saves a network; 1 and a message where that failed.</summary>
    public static int Save(string path, ulong seed) => Told(() => NetworkFile.Save(Saved(seed), path));

    /// <summary>Trains from the checkpoint if there is one, else from the start; writes a checkpoint after every epoch and prints the weights' hash.</summary>
    public static int Train(string path, bool quick, ulong seed) => Told(() => Console.WriteLine(Train(path, quick, seed, File.Exists(path) ? Checkpoint.Load(path) : null)));

    /// <summary>The hash of a training that is not disturbed.</summary>
    public static string Undisturbed(bool quick, ulong seed) => Train(null, quick, seed, null);

    private static Network Saved(ulong seed) => new([60, 200, 10], new NetworkOptions { Seed = seed });

    private static string Train(string? path, bool quick, ulong seed, Checkpoint? checkpoint)
    {
        int[] sizes = quick ? [10, 60, 2] : [100, 256, 10];
        var network = new Network(sizes, new NetworkOptions { Dropout = 0.1, Seed = seed });
        var options = new TrainingOptions { BatchSize = 16, Epochs = quick ? 3 : 150, Seed = seed, Patience = 1000, Schedule = new PlateauSchedule(3) };
        Examples training = Rows(quick ? 40 : 150, sizes, seed), validation = Rows(30, sizes, seed + 1);
        // Far more checkpoints than a training would have by itself, so that many a blow falls on one.
        var policy = path is null ? null : new CheckpointPolicy(path) { EveryEpoch = true, Interval = TimeSpan.Zero };
        using var trainer = new Trainer(network, options);
        if (path is not null)
            Console.WriteLine($"from step {checkpoint?.Step ?? 0}");
        _ = checkpoint is null ? trainer.Train(training, validation, checkpoints: policy) : trainer.Resume(checkpoint, training, validation, checkpoints: policy);
        return trainer.Network.WeightsSha256();
    }

    private static Examples Rows(int count, int[] sizes, ulong seed)
    {
        var random = new RandomStream(seed, Purpose.Data);
        Matrix inputs = new(count, sizes[0]), targets = new(count, sizes[^1]);
        foreach (var matrix in new[] { inputs, targets })
            for (int n = 0; n < count; n++)
                foreach (ref float value in matrix.Row(n))
                    value = (float)random.NextNormal();
        return new Examples(inputs, targets);
    }

    private static int Told(Action work)
    {
        try
        {
            work();
            return 0;
        }
        catch (IOException e)
        {
            Console.Error.WriteLine(e.Message);
            return 1;
        }
    }
}
