using Backprop.Numerics.Lanes;

namespace Backprop.Numerics.Threads;

/// <summary>The threads and the vector width that a computation uses. They change its speed and never its results.</summary>
/// <remarks>
/// Its threads start with the first work that needs them, are background threads, and end with <see cref="Dispose"/> or after half a minute
/// without work, so a processor that is forgotten holds nothing back. More threads than the machine has would only wait for one another
/// and are not started. A processor may be used from several threads at once: a thread that comes while the team is busy, or from inside
/// the work, works alone.
/// </remarks>
internal sealed class Processor : IDisposable
{
    private const int MaxThreads = 1024;
    private const long MinForThreads = 500_000;
    private const int WidestBits = 512;

    private readonly Team? team;

    /// <summary>A processor with its own threads.</summary>
    /// <param name="threads">Threads that work, with the calling one: 1 to 1024, or 0 for as many as the machine has.</param>
    /// <param name="width">The vector width; the machine's best when null.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number of threads or a width that does not exist.</exception>
    public Processor(int threads = 0, VectorWidth? width = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(threads, MaxThreads);
        if (width is { } chosen && !VectorWidths.All.Contains(chosen))
            throw new ArgumentOutOfRangeException(nameof(width), chosen, "There is no such vector width.");
        Threads = threads > 0 ? threads : Math.Min(Environment.ProcessorCount, MaxThreads);
        Width = width ?? VectorWidths.Best;
        Members = Math.Min(Threads, Environment.ProcessorCount);
        int helpers = Members - 1;
        team = helpers > 0 ? new Team(helpers) : null;
    }

    /// <summary>The calling thread alone, at the machine's best width. It holds no state: any thread may use it at any time.</summary>
    public static Processor Single { get; } = new(1);

    /// <summary>Threads that work, with the calling one.</summary>
    public int Threads { get; }

    /// <summary>Threads that do work at the same time: no more than the machine has processors.</summary>
    public int Members { get; }

    /// <summary>The vector width.</summary>
    public VectorWidth Width { get; }

    /// <summary>
    /// Whether there is more than one thread and so much work is worth a second one: below 500,000 multiply-adds at 512 bits, about 2 µs and
    /// fewer at narrower widths, it costs more than it brings.
    /// </summary>
    /// <param name="multiplyAdds">Fused multiply-adds of a matrix product, or work that takes as long.</param>
    public bool Pays(long multiplyAdds) => Threads > 1 && multiplyAdds >= MinForThreads * (int)Width / WidestBits;

    /// <summary>Does parts 0 to <paramref name="parts"/> − 1, each once, on the team and the calling thread, and returns when all are done.</summary>
    /// <param name="work">The work.</param>
    /// <param name="parts">How many parts it has, 0 or more.</param>
    /// <remarks>
    /// Allocates nothing. If a part throws, the first exception reaches the caller after the parts under way are done; parts not begun
    /// may then be omitted.
    /// </remarks>
    public void Run(IWork work, int parts)
    {
        ArgumentNullException.ThrowIfNull(work);
        ArgumentOutOfRangeException.ThrowIfNegative(parts);
        if (team is not null && parts > 1 && team.TryRun(work, parts))
            return;
        for (int part = 0; part < parts; part++)
            work.Run(part, member: 0);
    }

    /// <summary>Ends the threads. Work that is given afterwards is done by the calling thread alone.</summary>
    public void Dispose() => team?.Dispose();
}
