using System.Text.Json.Serialization;
using Backprop.Tabular.Encoders;
using Backprop.Tabular.Metrics;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Models;

/// <summary>How well a model does on some rows, as its file describes it. A number that is infinite or NaN is null: predictions near the end of single precision come to them.</summary>
internal sealed record PartDescription(
    int Rows, [property: JsonPropertyOrder(1)] OrderedDictionary<string, double?>? Metrics, [property: JsonPropertyOrder(1)] OrderedDictionary<string, double?>? Baseline)
{
    /// <summary>The mean error; NaN where the file says null, null where it says nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Error { get; set => field = value ?? double.NaN; }

    /// <summary>The metrics of each of several targets.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyOrder(2)]
    public OrderedDictionary<string, OrderedDictionary<string, double?>>? Targets { get; set; }

    /// <summary>How intervals or sets do; null where there are none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyOrder(3)]
    public BoundMetrics? Bounds { get; set; }

    public static PartDescription Of(PartMetrics part)
    {
        var description = new PartDescription(part.Rows, Numbers(part.Metrics), Numbers(part.Baseline));
        if (part.Error is { } error)
            description.Error = error;
        description.Bounds = part.Bounds;
        if (part.Targets.Count > 0)
            description.Targets = new(part.Targets.Select(target => KeyValuePair.Create(target.Key, Numbers(target.Value)!)), StringComparer.Ordinal);
        return description;
    }

    /// <summary>The metrics.</summary>
    /// <param name="path">The place of the description, for messages.</param>
    /// <exception cref="DataException">They are none that are known.</exception>
    public PartMetrics Read(string path)
    {
        DescriptionJson.Integer(Rows, 0, int.MaxValue, $"{path}.rows");
        return new PartMetrics
        {
            Rows = Rows,
            Error = Error,
            Bounds = Bounds,
            Metrics = Set(Metrics, $"{path}.metrics"),
            Baseline = Set(Baseline, $"{path}.baseline"),
            Targets = [.. (Targets ?? []).Select(target => KeyValuePair.Create(target.Key, Regression(target.Value, $"{path}.targets")))],
        };
    }

    private static OrderedDictionary<string, double?>? Numbers(MetricSet? metrics) =>
        metrics is null ? null : new(metrics.Values.Select(metric => KeyValuePair.Create(metric.Name, (double?)metric.Value)), StringComparer.Ordinal);

    private MetricSet? Set(OrderedDictionary<string, double?>? numbers, string path) =>
        numbers is null ? null : ClassificationMetrics.Read(Rows, numbers) as MetricSet ?? Regression(numbers, path);

    private RegressionMetrics Regression(OrderedDictionary<string, double?>? numbers, string path) => numbers is not null && RegressionMetrics.Read(Rows, numbers) is { } metrics
        ? metrics
        : throw DescriptionJson.Unexpected(path, $"{List(ClassificationMetrics.All)}; or {List(RegressionMetrics.All)}");

    private static string List(IReadOnlyList<Metric> metrics) => $"{metrics[0].Name} and {metrics[1].Name} and, where they are defined, {string.Join(", ", metrics.Skip(2).Select(metric => metric.Name))}";
}
