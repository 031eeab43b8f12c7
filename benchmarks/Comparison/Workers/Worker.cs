using System.Diagnostics;
using System.Globalization;

namespace Backprop.Benchmarks.Workers;

/// <summary>A started worker: one system, one job, ready to be timed in rounds.</summary>
internal sealed class Worker : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly Process process;
    private readonly List<double> rounds = [];
    private int stepsOfRound = 1;

    public Worker(Peer peer, Job job)
    {
        Peer = peer;
        Job = job;
        process = Process.Start(peer.Start(job)) ?? throw new InvalidOperationException($"{peer.Name} did not start");
        var errors = process.StandardError.ReadToEndAsync();
        string ready = Line();
        if (!ready.StartsWith("ready ", StringComparison.Ordinal))
        {
            process.WaitForExit();
            throw new InvalidOperationException($"{peer.Name} {string.Join(' ', job.Words)}: {ready} {errors.Result.Trim()}");
        }
        Version = ready["ready ".Length..];
    }

    public Peer Peer { get; }

    public Job Job { get; }

    public string Version { get; }

    /// <summary>Seconds of a step, one number a round.</summary>
    public IReadOnlyList<double> Rounds => rounds;

    /// <summary>The fewest bytes that a step of any round allocated on its thread, rounded down.</summary>
    public long BytesOfStep { get; private set; } = long.MaxValue;

    /// <summary>CPU time the worker has taken.</summary>
    public TimeSpan Processor => process.TotalProcessorTime;

    /// <summary>Runs until the compilers and the memory are warm, and finds out how many steps make a round of the given length.</summary>
    public void WarmUp(double seconds, double roundSeconds)
    {
        double elapsed = 0, each = double.PositiveInfinity;
        for (int steps = 1; elapsed < seconds; steps = (int)Math.Clamp(roundSeconds / 4 / each, 1, 100_000_000))
        {
            double time = Time(steps, out _);
            elapsed += time;
            each = Math.Max(1e-9, time / steps);
        }
        stepsOfRound = (int)Math.Clamp(Math.Round(roundSeconds / each), 1, 1_000_000_000);
    }

    public void Round()
    {
        rounds.Add(Time(stepsOfRound, out long allocated) / stepsOfRound);
        BytesOfStep = Math.Min(BytesOfStep, allocated / stepsOfRound);
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        if (!process.WaitForExit(5000))
            process.Kill();
        process.Dispose();
    }

    private double Time(int steps, out long bytes)
    {
        process.StandardInput.WriteLine(steps.ToString(CultureInfo.InvariantCulture));
        process.StandardInput.Flush();
        string[] words = Line().Split(' ');
        bytes = long.Parse(words[1], CultureInfo.InvariantCulture);
        return double.Parse(words[0], CultureInfo.InvariantCulture);
    }

    private string Line()
    {
        var line = process.StandardOutput.ReadLineAsync();
        if (!line.Wait(Patience))
        {
            process.Kill();
            throw new TimeoutException($"{Peer.Name} {string.Join(' ', Job.Words)} did not answer for {Patience.TotalMinutes:F0} minutes");
        }
        return line.Result ?? "";
    }
}
