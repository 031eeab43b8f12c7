using System.Diagnostics;
using System.Globalization;

namespace Backprop.Benchmarks;

/// <summary>
/// A worker: a process that holds one system with one job, warm, and times it on request. It writes <c>ready VERSION</c>; then for each line N on
/// its input it does N steps and writes <c>SECONDS BYTES</c>, the time of all and what the calling thread allocated; it ends with its input.
/// </summary>
public static class WorkerLoop
{
    /// <summary>Batches that the steps go through in turn.</summary>
    public const int Batches = 8;

    public static void Run(string version, Action<int> step)
    {
        int next = 0;
        RunRounds(version, steps =>
        {
            for (int s = 0; s < steps; s++)
                step(next++ % Batches);
        });
    }

    /// <summary>The same for work that does some steps at a time.</summary>
    public static void RunRounds(string version, Action<int> round)
    {
        round(1);
        Console.WriteLine($"ready {version}");
        while (Console.ReadLine() is { } line)
        {
            int steps = int.Parse(line, CultureInfo.InvariantCulture);
            long before = GC.GetAllocatedBytesForCurrentThread();
            long start = Stopwatch.GetTimestamp();
            round(steps);
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{seconds:R} {bytes}"));
        }
    }
}
