using System.Globalization;

namespace Backprop.Benchmarks.Machine;

/// <summary>How busy the machine was with other things while we measured (Linux; elsewhere nothing is known).</summary>
internal sealed class Load
{
    private readonly (double Busy, double Stolen, double All)? start = Ticks();

    /// <summary>The load averages that the kernel reports; null where it does not.</summary>
    public static string? Averages => File.Exists("/proc/loadavg") ? string.Join(" ", File.ReadAllText("/proc/loadavg").Split(' ').Take(3)) : null;

    /// <summary>Processors that others kept busy on average since this object was made, and the share of time the host took away.</summary>
    /// <param name="ours">CPU time of the workers and of this process in that time.</param>
    public (double OtherProcessors, double Stolen)? Since(TimeSpan ours)
    {
        if (start is not { } before || Ticks() is not { } now)
            return null;
        double seconds = (now.All - before.All) / 100 / Environment.ProcessorCount;
        double others = (now.Busy - before.Busy) / 100 - ours.TotalSeconds;
        return (Math.Max(0, others / seconds), (now.Stolen - before.Stolen) / (now.All - before.All));
    }

    private static (double Busy, double Stolen, double All)? Ticks()
    {
        if (!File.Exists("/proc/stat"))
            return null;
        double[] ticks = [.. File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Take(8)
            .Select(word => double.Parse(word, CultureInfo.InvariantCulture))];
        // user, nice, system, idle, waiting, interrupts (2), stolen
        return (ticks[0] + ticks[1] + ticks[2] + ticks[5] + ticks[6], ticks[7], ticks.Sum());
    }
}
