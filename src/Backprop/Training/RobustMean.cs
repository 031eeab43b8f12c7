using Backprop.Networks;

namespace Backprop.Training;

/// <summary>
/// The mean error of rows such that no single row decides. For cross-entropy, a row counts at most as one whose class has the probability of a thousandth of an even
/// share. For other errors, it counts at most 100 times the mean (and at most half of all rows' error, but never less than a hundredth), where the mean is that
/// of the limited errors. Where no error is beyond the limit, it is the plain mean bit for bit.
/// </summary>
internal sealed class RobustMean
{
    /// <summary>Fewer rows are too few to limit one by the others.</summary>
    private const int FewestRows = 10;

    private readonly double[] errors, weights, least;
    private readonly double? most;
    private readonly double times, weight;

    /// <summary>A mean over the rows of examples, for a network with an error function.</summary>
    public RobustMean(Network network, Examples examples)
    {
        most = network.Error.MaxOfRow(network.Outputs);
        errors = new double[examples.Count];
        weights = new double[examples.Count];
        least = new double[examples.Count];
        var targets = new float[network.Outputs];
        int counting = 0;
        for (int n = 0; n < weights.Length; n++)
        {
            weight += weights[n] = examples.RowWeight(n);
            if (weights[n] == 0)
                continue;
            counting++;
            examples.CopyTargetsTo(n, targets);
            least[n] = network.Error.MinOfRow(targets);
        }
        times = counting < FewestRows ? double.PositiveInfinity : Math.Min(counting / 2.0, Math.Max(100, counting / 100.0));
    }

    /// <summary>Takes the errors of some rows, w_n E_n.</summary>
    public void Set(int first, ReadOnlySpan<double> weighted)
    {
        for (int n = 0; n < weighted.Length; n++)
            errors[first + n] = weights[first + n] > 0 ? weighted[n] / weights[first + n] - least[first + n] : 0;
    }

    /// <summary>The mean of the rows' errors.</summary>
    /// <param name="sum">The sum of all w_n E_n.</param>
    public double Of(double sum) => most is { } fixedBound ? Limited(sum, fixedBound) : Limited(sum, Bound());

    /// <summary>
    /// The bound c that is a given multiple of the mean of the errors limited by it. Limited errors grow with the bound ever more slowly, so from a bound that is too
    /// large each iteration, which takes the rows beyond it unchanged, comes down to the next smaller one, and the last is the largest solution.
    /// </summary>
    private double Bound()
    {
        double bound = double.PositiveInfinity;
        if (double.IsInfinity(times))
            return bound;
        for (int turn = 0; turn < errors.Length; turn++)
        {
            double rest = 0, beyond = 0;
            for (int n = 0; n < errors.Length; n++)
            {
                if (errors[n] > bound)
                    beyond += weights[n];
                else
                    rest += weights[n] * errors[n];
            }
            double free = weight - (times * beyond), next = times * rest / free;
            // Where few rows have all of the error, the others cannot show what a large error is.
            if (!(free > 0) || !(next > 0))
                return double.PositiveInfinity;
            if (!(next < bound))
                return bound;
            bound = next;
        }
        return bound;
    }

    private double Limited(double sum, double bound)
    {
        double limited = 0;
        bool any = false;
        for (int n = 0; n < errors.Length; n++)
        {
            any |= errors[n] > bound;
            limited += weights[n] * (Math.Min(errors[n], bound) + least[n]);
        }
        return (any ? limited : sum) / weight;
    }
}
