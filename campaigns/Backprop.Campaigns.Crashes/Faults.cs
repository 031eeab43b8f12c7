using System.Globalization;
using Backprop.Training;

namespace Backprop.Campaigns.Crashes;

/// <summary>Every call that changes files goes wrong in turn: the old file or the new one is there, never neither and never a part.</summary>
internal static class Faults
{
    private static readonly string[] Kinds = ["error", "full", "short", "kill", "killed"];

    public static int Run(string folder)
    {
        int saves = Every(folder, "save", SaveOver), first = Every(folder, "save", SaveFirst), trainings = Every(folder, "train", Train);
        if (saves < 0 || first < 0 || trainings < 0)
            return 1;
        Console.WriteLine($"faults: {first} ways to save a new file, {saves} to replace one, {trainings} to train with checkpoints: each time the old or the new content was there, whole; "
            + "trainings went on after errors and were resumed after kills to the same bits");
        return 0;
    }

    /// <summary>Lets each call go wrong in each way; the number of ways, or -1.</summary>
    private static int Every(string folder, string verb, Func<string, IReadOnlyDictionary<string, string>, string?> check)
    {
        int ways = 0;
        foreach (string kind in Kinds)
            for (int at = 1; ; at++)
            {
                string place = Path.Combine(folder, "faults"), count = Path.Combine(folder, "faults.count");
                if (Directory.Exists(place))
                    Directory.Delete(place, recursive: true);
                Directory.CreateDirectory(place);
                File.Delete(count);
                var environment = new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["LD_PRELOAD"] = Path.Combine(folder, "faults.so"), ["FAULT_FOLDER"] = place, ["FAULT_KIND"] = kind,
                    ["FAULT_AT"] = at.ToString(CultureInfo.InvariantCulture), ["FAULT_COUNT"] = count,
                };
                if (check(Path.Combine(place, "file"), environment) is { } problem)
                {
                    Console.WriteLine($"faults: FAILED: {verb}, {kind} at call {at}: {problem}");
                    return -1;
                }
                if (File.Exists(count) && int.Parse(File.ReadAllText(count), CultureInfo.InvariantCulture) < at)
                    break;
                ways++;
                Console.Error.Write($"\r{verb} {kind} {at}   ");
            }
        Console.Error.WriteLine();
        return ways;
    }

    private static string? SaveFirst(string path, IReadOnlyDictionary<string, string> environment) => Save(path, environment, null);

    private static string? SaveOver(string path, IReadOnlyDictionary<string, string> environment)
    {
        byte[] old = Worker.NetworkBytes(1);
        File.WriteAllBytes(path, old);
        return Save(path, environment, old);
    }

    private static string? Save(string path, IReadOnlyDictionary<string, string> environment, byte[]? old)
    {
        var (status, _, error) = Child.Run(environment, "save", path, "2");
        byte[] content = Worker.NetworkBytes(2);
        byte[]? found = File.Exists(path) ? File.ReadAllBytes(path) : null;
        bool isNew = found?.AsSpan().SequenceEqual(content) == true, isOld = found is null ? old is null : old is not null && found.AsSpan().SequenceEqual(old);
        return !isNew && !isOld ? "neither the old nor the new content is there"
            : status == 0 && !isNew ? "it reported success, but the new content is not there"
            : status is not 0 and not 1 and not 137 ? $"status {status}: {error}"
            : status == 1 && !error.Contains(path, StringComparison.Ordinal) ? $"the message does not name the file: {error}"
            : status == 1 && Directory.GetFiles(Path.GetDirectoryName(path)!).Length > (found is null ? 0 : 1) ? "a file was left behind"
            : null;
    }

    private static readonly Lazy<string> Expected = new(() => Worker.Undisturbed(quick: true, 1));

    private static string? Train(string path, IReadOnlyDictionary<string, string> environment)
    {
        var (status, output, error) = Child.Run(environment, "train", path, "1", "quick");
        if (status == 1)
            // Only the first checkpoint may end the training, and that at once.
            return Directory.GetFiles(Path.GetDirectoryName(path)!).All(file => Checkpoint.Load(file).Step == 0) ? null : $"it ended with {error}";
        if (status == 137)
        {
            if (File.Exists(path))
                Checkpoint.Load(path);
            (status, output, error) = Child.Run(null, "train", path, "1", "quick");
        }
        return status != 0 ? $"status {status}: {error}" : output.Trim().Split('\n')[^1] == Expected.Value ? null : "other weights";
    }
}
