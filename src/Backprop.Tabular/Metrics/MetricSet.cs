namespace Backprop.Tabular.Metrics;

/// <summary>Metrics of predictions against targets, with their standard errors.</summary>
public abstract class MetricSet
{
    private readonly OrderedDictionary<string, Estimate> estimates;

    private protected MetricSet(int rows, OrderedDictionary<string, Estimate> estimates) => (Rows, this.estimates) = (rows, estimates);

    /// <summary>N, the number of rows.</summary>
    public int Rows { get; }

    /// <summary>
    /// Names and values in the order to print them: <c>accuracy</c>, <c>log_loss</c>, <c>balanced_accuracy</c>, <c>auc</c>, <c>average_precision</c>, <c>f1_macro</c>,
    /// <c>brier</c> and <c>calibration_error</c>, or <c>rmse</c>, <c>mae</c>, <c>r2</c>, <c>median_error</c>, <c>max_error</c> and <c>mape</c>. A metric that is not defined
    /// for these rows is omitted.
    /// </summary>
    public IReadOnlyList<(string Name, double Value)> Values => [.. estimates.Select(metric => (metric.Key, metric.Value.Value))];

    /// <summary>
    /// The standard errors of those metrics that have one, in the same order: how far the value would typically be from that of very many rows of the same kind, by the
    /// infinitesimal jackknife over independent rows. None for a single row, and where the metrics come from a file.
    /// </summary>
    public IReadOnlyList<(string Name, double Value)> StandardErrors =>
        [.. estimates.Where(metric => metric.Value.StandardError is not null).Select(metric => (metric.Key, metric.Value.StandardError!.Value))];

    /// <summary>The metrics that there are, in the order to print them.</summary>
    internal abstract IReadOnlyList<Metric> Catalogue { get; }

    /// <summary>A metric by its name; null where it is not defined for these rows, and where there is none of this name.</summary>
    public double? Find(string name) => estimates.TryGetValue(name, out var estimate) ? estimate.Value : null;

    /// <summary>The standard error of a metric by its name; null where there is none.</summary>
    public double? StandardErrorOf(string name) => estimates.TryGetValue(name, out var estimate) ? estimate.StandardError : null;

    /// <summary>Every metric of a list that the rows define, in the order of the list.</summary>
    private protected static OrderedDictionary<string, Estimate> Measure<TRows>(IEnumerable<Metric<TRows>> metrics, TRows rows)
        where TRows : WeightedRows
    {
        var found = Empty();
        foreach (var metric in metrics)
        {
            if (metric.Of(rows) is { } estimate)
                found.Add(metric.Name, estimate);
        }
        return found;
    }

    /// <summary>The metrics that a file holds by name, in the order of the list; null where one is not in the list, or a required one is missing. An infinite number or NaN is null there.</summary>
    private protected static OrderedDictionary<string, Estimate>? Read(IEnumerable<Metric> metrics, IReadOnlyDictionary<string, double?> values, params ReadOnlySpan<string> required)
    {
        foreach (string name in required)
        {
            if (!values.ContainsKey(name))
                return null;
        }
        var found = Empty();
        foreach (var metric in metrics)
        {
            if (values.TryGetValue(metric.Name, out double? value))
                found.Add(metric.Name, new(value ?? double.NaN));
        }
        return found.Count == values.Count ? found : null;
    }

    private protected static OrderedDictionary<string, Estimate> Empty() => new(StringComparer.Ordinal);
}
