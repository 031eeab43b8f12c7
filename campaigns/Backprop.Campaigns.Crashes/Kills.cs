using Backprop.Numerics.Randomness;
using Backprop.Training;

namespace Backprop.Campaigns.Crashes;

/// <summary>kill -9 at random moments: whatever is on the disk loads, no step is lost that was there before, and the end has the same bits.</summary>
internal static class Kills
{
    public static int Run(string folder, int wanted, ulong seed)
    {
        string path = Path.Combine(folder, "killed.checkpoint");
        var random = new RandomStream(seed, Purpose.Data);
        int kills = 0, trainings = 0, torn = 0, before = 0;
        var steps = new HashSet<long>();
        while (kills < wanted)
        {
            ulong training = seed * 1000 + (ulong)trainings;
            string expected = Worker.Undisturbed(quick: false, training);
            Clear(folder);
            long step = -1;
            for (bool finished = false; !finished;)
            {
                using var process = Child.Start(null, "train", path, $"{training}");
                var output = process.StandardOutput;
                // Now and then the blow falls while the process starts, else at some moment after its first step.
                if (random.NextInt(10) > 0)
                    output.ReadLine();
                if (kills < wanted && !process.WaitForExit(random.NextInt(600)))
                {
                    process.Kill();
                    kills++;
                }
                process.WaitForExit();
                if (process.ExitCode is not 0 and not 137)
                    return Failed($"the training could not be resumed: {process.StandardError.ReadToEnd()}");
                if (Directory.GetFiles(folder, ".backprop-*.tmp").Length > 0)
                    torn++;
                foreach (string left in Directory.GetFiles(folder, ".backprop-*.tmp"))
                    File.Delete(left);
                finished = process.ExitCode == 0;
                if (!File.Exists(path))
                {
                    before++;
                    if (step >= 0)
                        return Failed("the checkpoint is gone");
                    continue;
                }
                long found = Checkpoint.Load(path).Step;
                if (found < step)
                    return Failed($"the checkpoint fell back from step {step} to {found}");
                step = found;
                steps.Add(step);
                string weights = finished ? output.ReadToEnd().Trim().Split('\n')[^1] : expected;
                if (weights != expected)
                    return Failed($"training {training} ended in weights {weights} instead of {expected}");
            }
            trainings++;
            Console.Error.Write($"\r{kills} kills, {trainings} trainings ended");
        }
        Console.Error.WriteLine();
        Clear(folder);
        Console.WriteLine($"kills: {kills} kills -9, {torn} of them while a file was being written, {before} before there was one; every checkpoint loaded (at {steps.Count} different steps), "
            + $"none fell back, and {trainings} trainings ended in the same bits as undisturbed ones");
        return 0;
    }

    private static int Failed(string message)
    {
        Console.WriteLine($"kills: FAILED: {message}");
        return 1;
    }

    private static void Clear(string folder)
    {
        foreach (string left in Directory.GetFiles(folder, "killed.*").Concat(Directory.GetFiles(folder, ".backprop-*.tmp")))
            File.Delete(left);
    }
}
