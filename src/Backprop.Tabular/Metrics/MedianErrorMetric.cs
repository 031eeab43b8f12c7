namespace Backprop.Tabular.Metrics;

/// <summary>The median of the absolute errors, by weight: half of the weight is on either side. Where an error ends exactly one half, the mean of it and the next.</summary>
internal sealed class MedianErrorMetric() : Metric<NumberRows>("median_error", "The median of the absolute errors, in the target's unit: a few large errors do not change it")
{
    public override Estimate? Of(NumberRows rows)
    {
        int[] counting = [.. Enumerable.Range(0, rows.Count).Where(row => rows.Weight(row) > 0)];
        double[] errors = [.. counting.Select(row => Math.Abs(rows.Error(row)))], weights = [.. counting.Select(rows.Weight)];
        // NaN would be sorted before all numbers.
        if (errors.Any(double.IsNaN))
            return new Estimate(double.NaN);
        Array.Sort(errors, weights);
        double sum = 0;
        for (int i = 0; i < errors.Length - 1; i++)
        {
            sum += weights[i];
            if (2 * sum >= rows.TotalWeight)
                return new Estimate(2 * sum == rows.TotalWeight ? (errors[i] / 2) + (errors[i + 1] / 2) : errors[i]);
        }
        return new Estimate(errors[^1]);
    }
}
