namespace Backprop.Tabular.Metrics;

/// <summary>N predicted numbers beside the targets.</summary>
internal sealed class NumberRows : WeightedRows
{
    private readonly double[] predictions, targets;

    /// <param name="predictions">N predicted numbers.</param>
    /// <param name="targets">N targets.</param>
    /// <param name="weights">N weights, not negative; none: every row counts 1.</param>
    /// <exception cref="ArgumentException">No rows, or unfit weights.</exception>
    public NumberRows(double[] predictions, double[] targets, ReadOnlySpan<double> weights) : base(targets.Length, weights) =>
        (this.predictions, this.targets) = (predictions, targets);

    /// <summary>The target of a row.</summary>
    public double Target(int row) => targets[row];

    /// <summary>The prediction of a row minus its target.</summary>
    public double Error(int row) => predictions[row] - targets[row];

    /// <summary>The square of the error of a row.</summary>
    public double Square(int row) => Error(row) * Error(row);
}
