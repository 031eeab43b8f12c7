using System.Diagnostics;

namespace Backprop.Studio.Training;

/// <summary>Steps and rows per second, over about the last half second of work.</summary>
internal sealed class RateMeter
{
    private const double Window = 0.5;

    private long begin, steps, rows;

    /// <summary>Steps per second.</summary>
    public double Steps { get; private set; }

    /// <summary>Rows per second.</summary>
    public double Rows { get; private set; }

    /// <summary>Counts steps, and the rows they were done on.</summary>
    public void Add(long newSteps, long newRows)
    {
        if (begin == 0)
            begin = Stopwatch.GetTimestamp();
        steps += newSteps;
        rows += newRows;
    }

    /// <summary>Computes the rates where enough time has passed.</summary>
    public void Look(long now)
    {
        double seconds = begin == 0 ? 0 : (now - begin) / (double)Stopwatch.Frequency;
        if (seconds < Window)
            return;
        (Steps, Rows) = (steps / seconds, rows / seconds);
        (begin, steps, rows) = (now, 0, 0);
    }

    /// <summary>Starts another stretch of work.</summary>
    public void Rest() => (begin, steps, rows) = (0, 0, 0);
}
