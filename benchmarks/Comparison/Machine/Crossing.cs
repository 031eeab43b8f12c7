using System.Diagnostics;
using Backprop.Benchmarks.Rows;

namespace Backprop.Benchmarks.Machine;

/// <summary>What it costs that two processors work together: medians over some hundred tries.</summary>
/// <param name="RoundTrip">Seconds from a word to another processor to its answer.</param>
/// <param name="Read">Seconds for a cache line that the other has written.</param>
/// <param name="Write">Seconds for a cache line that the other has read.</param>
/// <remarks>
/// A virtual machine's processors may share a cache or stand far apart, and its host may move them: the figures change from hour to hour on the same machine,
/// and what two threads bring differs with them.
/// </remarks>
internal sealed record Crossing(double RoundTrip, double Read, double Write)
{
    private const int Line = 16, Lines = 2048, Tries = 301, Trips = 200, Apart = 32;

    /// <summary>Null where there is one processor.</summary>
    public static Crossing? Measure()
    {
        if (Environment.ProcessorCount < 2)
            return null;
        var turn = new long[3 * Apart];
        var lines = new float[Lines * Line + Line];
        List<double> reads = [], writes = [], trips = [];
        var other = new Thread(() =>
        {
            for (int i = 1; i <= Tries; i++)
            {
                Await(turn, 2 * i - 1);
                long start = Stopwatch.GetTimestamp();
                float sum = 0;
                for (int line = 0; line < Lines; line++)
                    sum += lines[line * Line];
                reads.Add(Stopwatch.GetElapsedTime(start).TotalSeconds / Lines);
                GC.KeepAlive(sum);
                Volatile.Write(ref turn[Apart], 2 * i);
            }
            for (int i = 1; i <= Tries * Trips; i++)
            {
                Await(turn, 2 * (Tries + i) - 1);
                Volatile.Write(ref turn[Apart], 2 * (Tries + i));
            }
        });
        other.Start();
        for (int i = 1; i <= Tries; i++)
        {
            long start = Stopwatch.GetTimestamp();
            for (int line = 0; line < Lines; line++)
                lines[line * Line] = i;
            writes.Add(Stopwatch.GetElapsedTime(start).TotalSeconds / Lines);
            Volatile.Write(ref turn[Apart], 2 * i - 1);
            Await(turn, 2 * i);
        }
        for (int i = 0; i < Tries; i++)
        {
            long start = Stopwatch.GetTimestamp();
            for (int trip = 1; trip <= Trips; trip++)
            {
                Volatile.Write(ref turn[Apart], 2 * (Tries + i * Trips + trip) - 1);
                Await(turn, 2 * (Tries + i * Trips + trip));
            }
            trips.Add(Stopwatch.GetElapsedTime(start).TotalSeconds / Trips);
        }
        other.Join();
        return new Crossing(Statistics.Median(trips), Statistics.Median(reads), Statistics.Median(writes));
    }

    private static void Await(long[] turn, long value)
    {
        while (Volatile.Read(ref turn[Apart]) != value)
            Thread.SpinWait(1);
    }
}
