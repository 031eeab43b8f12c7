using System.Diagnostics;
using Backprop.Numerics.Threads;

namespace Backprop.Execution;

/// <summary>
/// Determines, while training, how a pass best shares its steps among threads: each way that may be fastest is timed over some steps, the one with the
/// smallest median is used, and the choice is repeated later, at growing intervals. What a second thread costs depends on the machine and on what else
/// runs there; the results do not depend on it. It allocates nothing after it is made.
/// </summary>
internal sealed class SharingChoice
{
    private const int UntimedSteps = 2;
    private const int TimedSteps = 9;
    private const int FirstStay = 100;
    private const int LongestStay = 25_600;

    /// <summary>Times that threads wait for one another in a step: each must be paid for by the work between them.</summary>
    private const int HandOvers = 4;

    /// <summary>Steps of more multiply-adds than this, some 5 ms, are always shared: to try them alone would cost too much.</summary>
    private const long SurelyShared = 500_000_000;

    private readonly Executor executor;
    private readonly Sharing[] ways;
    private readonly int rows;
    private readonly long[] times = new long[TimedSteps];
    private readonly long[] medians;
    private int way;
    private int step = -UntimedSteps;
    private int stay;
    private int nextStay = FirstStay;
    private long start;

    private SharingChoice(Executor executor, Sharing[] ways, int rows)
    {
        (this.executor, this.ways, this.rows) = (executor, ways, rows);
        medians = new long[ways.Length];
        executor.Sharing = ways[0];
    }

    /// <summary>The ways to share a step that may be the fastest, the most likely first; at least one.</summary>
    /// <param name="processor">The threads.</param>
    /// <param name="work">The multiply-adds of the step.</param>
    /// <param name="byRows">Whether the rows can be shared.</param>
    public static Sharing[] Ways(Processor processor, long work, bool byRows)
    {
        if (!processor.Pays(work / HandOvers))
            return [Sharing.None];
        var possible = new List<Sharing>(3);
        if (byRows)
            possible.Add(Sharing.Rows);
        possible.Add(Sharing.Products);
        if (work < SurelyShared)
            possible.Add(Sharing.None);
        return [.. possible];
    }

    /// <summary>The choice for steps of that many rows, or null where there is only one way.</summary>
    public static SharingChoice? Of(Executor executor, int rows)
    {
        var possible = executor.WaysToShare(rows);
        if (possible.Length > 1)
            return new SharingChoice(executor, possible, rows);
        executor.Sharing = possible[0];
        return null;
    }

    /// <summary>A step begins.</summary>
    public void Begin()
    {
        if (stay == 0)
            start = Stopwatch.GetTimestamp();
    }

    /// <summary>A step has ended. One with fewer rows, the last of an epoch, is not counted.</summary>
    public void End(int stepRows)
    {
        if (stepRows != rows)
            return;
        if (stay > 0)
        {
            if (--stay == 0)
                Try(0);
            return;
        }
        if (step >= 0)
            times[step] = Stopwatch.GetTimestamp() - start;
        if (++step < TimedSteps)
            return;
        Array.Sort(times);
        medians[way] = times[TimedSteps / 2];
        if (way + 1 < ways.Length)
        {
            Try(way + 1);
            return;
        }
        executor.Sharing = ways[Array.IndexOf(medians, medians.Min())];
        stay = nextStay;
        nextStay = Math.Min(2 * nextStay, LongestStay);
    }

    private void Try(int next)
    {
        way = next;
        step = -UntimedSteps;
        executor.Sharing = ways[next];
    }
}
