using Backprop.Numerics.Functions;

namespace Backprop.Studio.Components.Charts;

/// <summary>An axis: the positions of numbers on it, from 0 to 1, and its tick labels.</summary>
public sealed class ChartScale
{
    private const double Smallest = 1e-16;

    private readonly double least, most;

    private ChartScale(double least, double most, bool isLog, IReadOnlyList<double> ticks)
    {
        (this.least, this.most, IsLog, Ticks) = (least, most, isLog, ticks);
    }

    /// <summary>Whether the scale is logarithmic: equal factors have equal lengths.</summary>
    public bool IsLog { get; }

    /// <summary>The numbers of the ticks.</summary>
    public IReadOnlyList<double> Ticks { get; }

    /// <summary>The position of a number: 0 at the beginning, 1 at the end; others are clamped to the nearer end.</summary>
    public double Place(double value)
    {
        double place = IsLog ? (Elementary.Log(Math.Max(value, Smallest)) - least) / (most - least) : (value - least) / (most - least);
        return Math.Clamp(place, 0, 1);
    }

    /// <summary>The number at a position from 0 to 1.</summary>
    public double At(double place) => IsLog ? Elementary.Exp(least + place * (most - least)) : least + place * (most - least);

    /// <summary>A linear axis, from round number to round number.</summary>
    /// <param name="least">The minimum.</param>
    /// <param name="most">The maximum.</param>
    /// <param name="ticks">The approximate number of ticks.</param>
    /// <param name="isExact">Whether the axis begins and ends at the minimum and maximum themselves.</param>
    public static ChartScale Linear(double least, double most, int ticks = 5, bool isExact = false)
    {
        if (!(most > least) || !double.IsFinite(most - least))
            (least, most) = double.IsFinite(least) ? (least, least + 1) : (0, 1);
        double rough = (most - least) / ticks, decade = Decade(rough);
        double step = decade * (rough <= decade ? 1 : rough <= 2 * decade ? 2 : rough <= 5 * decade ? 5 : 10);
        long first = (long)Math.Floor(least / step), last = (long)Math.Ceiling(most / step - 1e-9);
        if (isExact)
            (first, last) = ((long)Math.Ceiling(least / step - 1e-9), (long)Math.Floor(most / step + 1e-9));
        double[] at = [.. Enumerable.Range(0, (int)Math.Clamp(last - first + 1, 0, 50)).Select(n => (first + n) * step)];
        return isExact || at.Length < 2 ? new(least, most, false, at) : new(at[0], at[^1], false, at);
    }

    /// <summary>A logarithmic axis, from power of ten to power of ten; numbers not above 0 are at the beginning.</summary>
    public static ChartScale Log(double least, double most)
    {
        double first = Decade(Math.Max(least, Smallest)), last = Decade(Math.Max(most, Smallest));
        if (last < most || last <= first)
            last *= 10;
        var at = new List<double>();
        for (double tick = first; tick < last * 1.5; tick *= 10)
            at.Add(tick);
        int share = (at.Count + 6) / 7;
        return new(Elementary.Log(first), Elementary.Log(last), true, [.. at.Where((_, n) => n % share == 0)]);
    }

    /// <summary>The greatest power of ten that is not above a number above 0.</summary>
    private static double Decade(double value)
    {
        double decade = 1;
        while (decade * 10 <= value)
            decade *= 10;
        while (decade > value * (1 + 1e-12) && decade > 1e-300)
            decade /= 10;
        return decade;
    }
}
