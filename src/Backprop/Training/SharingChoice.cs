using System.Diagnostics;
using Backprop.Networks;

namespace Backprop.Training;

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

    private readonly NetworkPass pass;
    private readonly Sharing[] ways;
    private readonly int rows;
    private readonly long[] times = new long[TimedSteps];
    private readonly long[] medians;
    private int way;
    private int step = -UntimedSteps;
    private int stay;
    private int nextStay = FirstStay;
    private long start;

    private SharingChoice(NetworkPass pass, Sharing[] ways, int rows)
    {
        (this.pass, this.ways, this.rows) = (pass, ways, rows);
        medians = new long[ways.Length];
        pass.Sharing = ways[0];
    }

    /// <summary>The choice for steps of that many rows, or null where there is only one way.</summary>
    public static SharingChoice? Of(NetworkPass pass, int rows)
    {
        var possible = pass.WaysToShare(rows);
        if (possible.Length > 1)
            return new SharingChoice(pass, possible, rows);
        pass.Sharing = possible[0];
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
        pass.Sharing = ways[Array.IndexOf(medians, medians.Min())];
        stay = nextStay;
        nextStay = Math.Min(2 * nextStay, LongestStay);
    }

    private void Try(int next)
    {
        way = next;
        step = -UntimedSteps;
        pass.Sharing = ways[next];
    }
}
