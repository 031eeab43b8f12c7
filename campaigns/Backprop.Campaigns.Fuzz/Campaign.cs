using System.Diagnostics;

namespace Backprop.Campaigns.Fuzz;

/// <summary>An input that was neither read nor refused as documented, and how to try it again.</summary>
internal sealed record Finding(string Target, ulong Seed, long Number, string Problem)
{
    public override string ToString() => $"campaigns/fuzz {Target} --seed {Seed} --only {Number}: {Problem}";
}

/// <summary>What a run of one target gave.</summary>
/// <param name="Tried">Inputs.</param>
/// <param name="Accepted">Those that were read without an error.</param>
/// <param name="Slowest">Seconds of the slowest.</param>
/// <param name="Largest">Bytes that the greediest allocated.</param>
/// <param name="Findings">What failed, at most <see cref="Campaign.MaxFindings"/>.</param>
internal sealed record CampaignResult(long Tried, long Accepted, double Slowest, long Largest, IReadOnlyList<Finding> Findings);

/// <summary>Tries inputs of one target on several threads.</summary>
internal sealed class Campaign(Target target, ulong seed)
{
    public const int MaxFindings = 20;

    private const int MaxLines = 5;

    /// <summary>The most time that an input may take: of the processor, which others may be using meanwhile.</summary>
    public static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(2);

    /// <summary>Bytes that an input may allocate in total: a fixed number, plus a number for each byte of its unpacked length.</summary>
    public const long MaxMemory = 64L << 20, MemoryPerByte = 300;

    private static readonly TimeSpan Hanging = TimeSpan.FromMinutes(5);

    private readonly Lock gate = new();
    private readonly List<Finding> findings = [];
    private long next, tried, accepted, largest;
    private double slowest;

    /// <summary>Tries inputs 0 to <paramref name="count"/> − 1, or as many as a time allows.</summary>
    public CampaignResult Run(long count, int threads, TimeSpan? limit = null)
    {
        long start = Stopwatch.GetTimestamp();
        var running = new (long Number, long Since)[threads];
        using var watch = new Timer(_ => RequireProgress(running), null, Hanging, Hanging);
        var workers = Enumerable.Range(0, threads).Select(worker => new Thread(() =>
        {
            for (long number; (number = Interlocked.Increment(ref next) - 1) < count && findings.Count < MaxFindings && !(Stopwatch.GetElapsedTime(start) > limit);)
            {
                running[worker] = (number, Stopwatch.GetTimestamp());
                Try(number);
            }
            running[worker] = default;
        }, maxStackSize: 1 << 20)).ToList();
        workers.ForEach(worker => worker.Start());
        workers.ForEach(worker => worker.Join());
        return new(tried, accepted, slowest, largest, findings);
    }

    /// <summary>Tries one input, and writes its bytes to a file where a path is given.</summary>
    public Finding? Try(long number, string? path = null)
    {
        var input = target.Make(new Dice(seed, target.Name, number));
        if (path is not null)
            File.WriteAllBytes(path, input.Content);
        var (problem, seconds, bytes, isAccepted) = Measure(input);
        // The other thread and the collector may have taken the time of a try, not of three.
        for (int again = 0; again < 2 && problem is null && seconds > MaxTime.TotalSeconds; again++)
            seconds = Math.Min(seconds, Measure(target.Make(new Dice(seed, target.Name, number))).Seconds);
        if (problem is null && seconds > MaxTime.TotalSeconds)
            problem = $"it took {seconds:F1} s";
        if (problem is null && bytes > MaxMemory + MemoryPerByte * input.Unpacked)
            problem = $"it allocated {bytes:N0} bytes for {input.Unpacked:N0}";
        lock (gate)
        {
            tried++;
            slowest = Math.Max(slowest, seconds);
            largest = Math.Max(largest, bytes);
            accepted += isAccepted ? 1 : 0;
            if (problem is null)
                return null;
            var finding = new Finding(target.Name, seed, number, problem);
            findings.Add(finding);
            return finding;
        }
    }

    private (string? Problem, double Seconds, long Bytes, bool IsAccepted) Measure(Input input)
    {
        long bytes = GC.GetAllocatedBytesForCurrentThread(), start = Stopwatch.GetTimestamp();
        var used = Environment.CpuUsage.TotalTime;
        string? problem = null;
        bool isAccepted = false;
        try
        {
            input.Run();
            isAccepted = true;
        }
        catch (Exception exception) when (exception is FaultException || !target.IsDocumented(exception))
        {
            problem = exception is FaultException ? exception.Message : string.Join('\n', exception.ToString().Split('\n').Take(MaxLines));
        }
        catch (Exception exception) when (target.IsDocumented(exception))
        {
        }
        double seconds = Math.Min(Stopwatch.GetElapsedTime(start).TotalSeconds, (Environment.CpuUsage.TotalTime - used).TotalSeconds);
        return (problem, seconds, GC.GetAllocatedBytesForCurrentThread() - bytes, isAccepted);
    }

    // An input that never ends cannot be stopped; it can be named.
    private void RequireProgress((long Number, long Since)[] running)
    {
        foreach (var (number, since) in running)
        {
            if (since > 0 && Stopwatch.GetElapsedTime(since) > Hanging)
                Environment.FailFast(new Finding(target.Name, seed, number, $"it has been running for {Stopwatch.GetElapsedTime(since).TotalSeconds:F0} s").ToString());
        }
    }
}
