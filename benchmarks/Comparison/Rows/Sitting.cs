using Backprop.Benchmarks.Machine;
using Backprop.Benchmarks.Workers;

namespace Backprop.Benchmarks.Rows;

/// <summary>Measures a row: all contenders are started and warmed, then take turns, a round each, so that what disturbs the machine disturbs all.</summary>
internal sealed class Sitting(int rounds, double roundSeconds, double warmUpSeconds)
{
    // Worker threads of a system may spin for a while after its round; the next one begins when they sleep.
    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(250), ShortSettle = TimeSpan.FromMilliseconds(20);

    /// <summary>CPU time of all workers so far.</summary>
    public TimeSpan Processor { get; private set; }

    public Measured Run(Row row)
    {
        var workers = new List<Worker>();
        var peaks = new List<double>();
        var crossing = row.Contenders.Any(contender => contender.Threads > 1) ? Crossing.Measure() : null;
        try
        {
            foreach (var (peer, threads) in row.Contenders.Where(contender => contender.Peer.IsHere))
            {
                var worker = new Worker(peer, row.Job with { Threads = threads });
                workers.Add(worker);
                worker.WarmUp(warmUpSeconds, roundSeconds);
                Pause(worker);
            }
            for (int round = 0; round < rounds; round++)
            {
                peaks.Add(Peak.Operations());
                for (int turn = 0; turn < workers.Count; turn++)
                {
                    // Whoever begins one round ends the next.
                    var worker = workers[(turn + round) % workers.Count];
                    worker.Round();
                    Pause(worker);
                }
            }
            foreach (var worker in workers)
                Processor += worker.Processor;
            return new Measured(row, [.. workers.Select(w => new Contender(w.Peer, w.Job.Threads, w.Version, w.Rounds, w.BytesOfStep))], peaks.Max(), crossing);
        }
        finally
        {
            workers.ForEach(worker => worker.Dispose());
        }
    }

    private static void Pause(Worker worker) => Thread.Sleep(worker.Job.Threads > 1 ? Settle : ShortSettle);
}
