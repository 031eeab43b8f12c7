namespace Backprop.Tabular.Metrics;

/// <summary>N rows with weights. Sums are in double precision in the order of the rows.</summary>
internal abstract class WeightedRows
{
    private readonly double[] weights;

    /// <summary>Checks the number of rows and their weights.</summary>
    /// <param name="count">N.</param>
    /// <param name="weights">N weights, not negative; none: every row counts 1.</param>
    /// <exception cref="ArgumentException">No rows, a weight that is negative or not finite, weights that do not match the rows or are all 0.</exception>
    private protected WeightedRows(int count, ReadOnlySpan<double> weights)
    {
        if (count == 0)
            throw new ArgumentException("Metrics need at least one row.", nameof(count));
        if (!weights.IsEmpty && weights.Length != count)
            throw new ArgumentException($"There are {count} rows, but {weights.Length} weights.", nameof(weights));
        Count = count;
        this.weights = weights.ToArray();
        double sum = 0;
        int counting = 0;
        for (int n = 0; n < count; n++)
        {
            double weight = Weight(n);
            if (!(weight >= 0) || double.IsInfinity(weight))
                throw new ArgumentException($"A weight is {weight}; expected a finite number that is not negative.", nameof(weights));
            sum += weight;
            counting += weight > 0 ? 1 : 0;
        }
        if (sum == 0)
            throw new ArgumentException("All weights are 0.", nameof(weights));
        TotalWeight = sum;
        Counting = counting;
    }

    /// <summary>N.</summary>
    public int Count { get; }

    /// <summary>The number of rows with a weight above 0.</summary>
    public int Counting { get; }

    /// <summary>The sum of the weights.</summary>
    public double TotalWeight { get; }

    /// <summary>The weight of a row.</summary>
    public double Weight(int row) => weights.Length == 0 ? 1 : weights[row];

    /// <summary>The mean of a value of each row by weight, with its standard error.</summary>
    public Estimate Mean(Func<int, double> value)
    {
        double mean = MeanOf(value);
        return Estimate(mean, row => value(row) - mean);
    }

    /// <summary>The mean of a value of each row by weight.</summary>
    public double MeanOf(Func<int, double> value) => SumOf(value) / TotalWeight;

    /// <summary>The sum of a value of each row by weight.</summary>
    public double SumOf(Func<int, double> value)
    {
        double sum = 0;
        for (int n = 0; n < Count; n++)
            sum += Weight(n) * value(n);
        return sum;
    }

    /// <summary>A value with the standard error that follows from the influence of each row on it.</summary>
    /// <param name="value">The value, a smooth function of weighted means over the rows.</param>
    /// <param name="influence">
    /// ψ of each row: the derivative of the value as the row's share of the weight grows, with mean 0 over the rows; for a mean the row's value minus the mean.
    /// </param>
    /// <remarks>
    /// √(N/(N − 1) · Σ w²ψ²)/Σ w over the N rows with a weight: the infinitesimal jackknife (Efron, The Jackknife, the Bootstrap and Other Resampling Plans, 1982, chapter 6), for
    /// functions of means the same as the delta method, for a mean without weights s/√N. Rows are taken as independent, and weights as their importance: a row of weight 2
    /// is not two rows.
    /// </remarks>
    public Estimate Estimate(double value, Func<int, double> influence)
    {
        if (Counting < 2)
            return new(value);
        double squares = 0;
        for (int n = 0; n < Count; n++)
        {
            double part = Weight(n) == 0 ? 0 : Weight(n) * influence(n);
            squares += part * part;
        }
        double error = Math.Sqrt((double)Counting / (Counting - 1) * squares) / TotalWeight;
        return new(value, double.IsFinite(error) ? error : null);
    }
}
