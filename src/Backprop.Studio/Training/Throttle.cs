using System.Diagnostics;

namespace Backprop.Studio.Training;

/// <summary>Repeated work: often enough to be seen, seldom enough to take no more than its share of the time.</summary>
/// <param name="minSeconds">The minimum time from the end of one turn to the next.</param>
/// <param name="share">The share of the time that it may take, above 0.</param>
internal sealed class Throttle(double minSeconds, double share)
{
    private long last;
    private double cost;

    /// <summary>Whether the next turn may begin.</summary>
    public bool IsDue => Stopwatch.GetElapsedTime(last).TotalSeconds >= Math.Max(minSeconds, cost / share);

    /// <summary>Does the work, due or not, and measures its time.</summary>
    public T Take<T>(Func<T> work)
    {
        long start = Stopwatch.GetTimestamp();
        T result = work();
        last = Stopwatch.GetTimestamp();
        cost = Stopwatch.GetElapsedTime(start, last).TotalSeconds;
        return result;
    }
}
