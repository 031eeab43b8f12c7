using Backprop.Explain.Text;

namespace Backprop.Studio.Components.Charts;

/// <summary>Bins of equal width that begin and end at round numbers.</summary>
/// <param name="First">Where the first begins, in steps from zero.</param>
/// <param name="Step">How wide each is.</param>
/// <param name="Count">How many there are, at least 1.</param>
public sealed record NumberBins(long First, double Step, int Count)
{
    /// <summary>Bins that hold all numbers of a range.</summary>
    /// <param name="least">The minimum.</param>
    /// <param name="most">The maximum.</param>
    /// <param name="about">About how many bins there should be; from half of it to a little more.</param>
    public static NumberBins Over(double least, double most, int about)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(about, 1);
        if (!double.IsFinite(least) || !double.IsFinite(most) || most < least)
            throw new ArgumentException($"There are no bins from {least} to {most}.", nameof(least));
        double width = most - least;
        double step = Round(width > Math.Abs(most) * 1e-9 ? width / about : Math.Max(Math.Abs(most), 1) / about);
        double first = Math.Floor(least / step);
        return new((long)first, step, (int)Math.Clamp(Math.Floor(most / step) - first + 1, 1, 10 * about));
    }

    /// <summary>The lower edge of a bin; for the index after the last, the upper edge of the last.</summary>
    public double Edge(int bin) => (First + bin) * Step;

    /// <summary>The bin of a number; those outside belong to the first and the last.</summary>
    public int Of(double value) => (int)Math.Clamp(Math.Floor(value / Step) - First, 0, Count - 1);

    /// <summary>The range of a bin in words; the first and the last are open.</summary>
    public string Words(int bin) => (bin == 0, bin == Count - 1) switch
    {
        (true, true) => "any",
        (true, _) => $"below {NumberText.Format(Edge(1), 4)}",
        (_, true) => $"from {NumberText.Format(Edge(bin), 4)}",
        _ => $"{NumberText.Format(Edge(bin), 4)} to {NumberText.Format(Edge(bin + 1), 4)}",
    };

    // The smallest of 1, 2, 5 times a power of ten that is not below.
    private static double Round(double step)
    {
        double power = 1;
        while (power < step)
            power *= 10;
        while (power / 10 >= step)
            power /= 10;
        return power / 5 >= step ? power / 5 : power / 2 >= step ? power / 2 : power;
    }
}
