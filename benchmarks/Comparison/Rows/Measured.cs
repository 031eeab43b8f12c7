using Backprop.Benchmarks.Machine;
using Backprop.Benchmarks.Workers;

namespace Backprop.Benchmarks.Rows;

/// <summary>The rounds of one contender in a row.</summary>
/// <param name="Peer">Who.</param>
/// <param name="Threads">On how many threads.</param>
/// <param name="Version">The version that it reported.</param>
/// <param name="Seconds">Seconds of a step, one number a round.</param>
/// <param name="Bytes">Allocated by a step.</param>
internal sealed record Contender(Peer Peer, int Threads, string Version, IReadOnlyList<double> Seconds, long Bytes)
{
    public double Median => Statistics.Median(Seconds);

    public double Best => Seconds.Min();
}

/// <summary>A row with all its contenders, and the machine's peak in the same minute.</summary>
/// <param name="Row">The row.</param>
/// <param name="Contenders">Who took part.</param>
/// <param name="Peak">Floating-point operations a second of fused multiply-adds, one thread.</param>
/// <param name="Crossing">What communication between two processors cost at that time; null where it was not measured.</param>
internal sealed record Measured(Row Row, IReadOnlyList<Contender> Contenders, double Peak, Crossing? Crossing)
{
    public Contender? Of(Peer peer, int threads) => Contenders.FirstOrDefault(c => c.Peer == peer && c.Threads == threads);

    /// <summary>The peer's median over ours; null where one of them is missing.</summary>
    public double? Ratio(Peer ours, Peer peer, int threads) =>
        Of(ours, threads) is { } we && Of(peer, threads) is { } they ? they.Median / we.Median : null;

    /// <summary>A contender's own median on some threads over that on others; null where one of them is missing.</summary>
    public double? Gain(Peer peer, int threads, int before) =>
        Of(peer, threads) is { } now && Of(peer, before) is { } then ? then.Median / now.Median : null;

    /// <summary>The same of the best rounds, which other programs disturb less.</summary>
    public double RatioOfBest(Peer ours, Peer peer, int threads) => Of(peer, threads)!.Best / Of(ours, threads)!.Best;
}

internal static class Statistics
{
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
