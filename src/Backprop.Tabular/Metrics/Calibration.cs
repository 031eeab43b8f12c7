namespace Backprop.Tabular.Metrics;

/// <summary>
/// Whether probabilities are calibrated: of the rows predicted with a probability near p, about the share p should be correct. (A
/// reliability diagram; the mean distance is known as the expected calibration error.)
/// </summary>
public sealed class Calibration
{
    /// <summary>The default number of bins.</summary>
    public const int DefaultBins = 10;

    private Calibration(IReadOnlyList<CalibrationBin> bins, double meanDistance)
    {
        Bins = bins;
        MeanDistance = meanDistance;
    }

    /// <summary>The bins, from probability 0 to 1, all equally wide; those without rows, too.</summary>
    public IReadOnlyList<CalibrationBin> Bins { get; }

    /// <summary>The mean over the rows (by weight) of the distance between the probability of their bin and its share of correct predictions; 0 is perfect.</summary>
    public double MeanDistance { get; }

    /// <summary>The bin of a probability, from 0; 1 belongs to the last.</summary>
    public static int BinOf(double probability, int bins = DefaultBins) => Math.Clamp((int)(probability * bins), 0, bins - 1);

    /// <summary>Sorts predictions into bins.</summary>
    /// <param name="probabilities">The probability of the predicted class of N rows.</param>
    /// <param name="right">Whether it was the true one.</param>
    /// <param name="bins">How many bins, at least 1.</param>
    /// <param name="weights">N weights, not negative; none: every row counts 1.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static Calibration Of(ReadOnlySpan<double> probabilities, ReadOnlySpan<bool> right, int bins = DefaultBins, ReadOnlySpan<double> weights = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        if (probabilities.Length != right.Length)
            throw new ArgumentException($"There are {probabilities.Length} probabilities, but {right.Length} outcomes.", nameof(right));
        if (!weights.IsEmpty && weights.Length != right.Length)
            throw new ArgumentException($"There are {weights.Length} weights, but {right.Length} outcomes.", nameof(weights));
        var counts = new int[bins];
        double[] masses = new double[bins], hits = new double[bins], sums = new double[bins];
        for (int n = 0; n < right.Length; n++)
        {
            int bin = BinOf(probabilities[n], bins);
            double weight = weights.IsEmpty ? 1 : weights[n];
            counts[bin]++;
            masses[bin] += weight;
            sums[bin] += weight * probabilities[n];
            hits[bin] += right[n] ? weight : 0;
        }
        var result = new CalibrationBin[bins];
        double distance = 0, total = 0;
        for (int b = 0; b < bins; b++)
        {
            // 0/0 is NaN.
            result[b] = new((double)b / bins, (double)(b + 1) / bins, counts[b], sums[b] / masses[b], hits[b] / masses[b]);
            distance += Math.Abs(sums[b] - hits[b]);
            total += masses[b];
        }
        return new(result, distance / total);
    }
}

/// <summary>Rows whose predicted class has a probability from <paramref name="From"/> to below <paramref name="To"/> (of the last bin, up to 1).</summary>
/// <param name="From">The minimum probability.</param>
/// <param name="To">Where the next bin begins.</param>
/// <param name="Rows">How many rows there are.</param>
/// <param name="Probability">The mean of their probabilities by weight; NaN without rows.</param>
/// <param name="Right">The share by weight whose prediction is correct; NaN without rows.</param>
public sealed record CalibrationBin(double From, double To, int Rows, double Probability, double Right);
