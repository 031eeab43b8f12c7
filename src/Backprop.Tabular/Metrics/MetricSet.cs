namespace Backprop.Tabular.Metrics;

/// <summary>Metrics of predictions against targets.</summary>
public abstract record MetricSet
{
    private protected MetricSet() { }

    /// <summary>N, the number of rows.</summary>
    public required int Rows { get; init; }

    /// <summary>
    /// Names and values in the order to print them: <c>accuracy</c> and <c>log_loss</c>, or <c>rmse</c>, <c>mae</c> and <c>r2</c>. A metric that
    /// is not defined for these rows is omitted.
    /// </summary>
    public abstract IReadOnlyList<(string Name, double Value)> Values { get; }

    /// <summary>Checks the number of rows and their weights.</summary>
    /// <exception cref="ArgumentException">No rows, a weight that is negative or not finite, weights that do not match the rows or are all 0.</exception>
    private protected static void Check(int rows, ReadOnlySpan<double> weights)
    {
        if (rows == 0)
            throw new ArgumentException("Metrics need at least one row.", nameof(rows));
        if (weights.IsEmpty)
            return;
        if (weights.Length != rows)
            throw new ArgumentException($"There are {rows} rows, but {weights.Length} weights.", nameof(weights));
        double sum = 0;
        foreach (double weight in weights)
        {
            if (!(weight >= 0) || double.IsInfinity(weight))
                throw new ArgumentException($"A weight is {weight}; expected a finite number that is not negative.", nameof(weights));
            sum += weight;
        }
        if (sum == 0)
            throw new ArgumentException("All weights are 0.", nameof(weights));
    }
}
