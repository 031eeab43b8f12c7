using System.Text.Json;
using Backprop.Tabular.Metrics;

namespace Backprop.Tabular.Models;

/// <summary>A model's metrics on some rows, beside those of the baseline.</summary>
public sealed record PartMetrics
{
    /// <summary>No rows: every metric is null.</summary>
    public static PartMetrics Empty { get; } = new();

    /// <summary>The number of rows, those with a target.</summary>
    public int Rows { get; init; }

    /// <summary>The mean of E_n, the error that training minimized, over the rows (in standardized units where targets are standardized).</summary>
    public double? Error { get; init; }

    /// <summary>The metrics; null without rows.</summary>
    public MetricSet? Metrics { get; init; }

    /// <summary>The metrics of predicting the most frequent class, or the mean, of the training rows; null without rows.</summary>
    public MetricSet? Baseline { get; init; }

    /// <summary>The metrics of each of several target columns, each in its own unit; empty for one target.</summary>
    public IReadOnlyList<KeyValuePair<string, RegressionMetrics>> Targets { get; init; } = [];

    /// <summary>How the intervals of numbers, or the sets of classes, do on the rows; null where the model has none.</summary>
    public BoundMetrics? Bounds { get; init; }

    /// <summary>The share of rows whose class is predicted correctly, 0 to 1; null in a regression.</summary>
    public double? Accuracy => Metrics?.Find("accuracy");

    /// <summary>The mean of −ln p of the true class; null in a regression.</summary>
    public double? LogLoss => Metrics?.Find("log_loss");

    /// <summary>
    /// The root of the mean squared error, in the target's unit; null for classes. Of several targets the plain mean of theirs, whatever their
    /// units: see <see cref="Targets"/>.
    /// </summary>
    public double? Rmse => Metrics?.Find("rmse");

    /// <summary>The mean absolute error, in the target's unit; null for classes. Of several targets the plain mean of theirs.</summary>
    public double? Mae => Metrics?.Find("mae");

    /// <summary>The share of the variance that is explained, of several targets the mean; null for classes, and where all targets are the same.</summary>
    public double? R2 => Metrics?.Find("r2");

    /// <summary>The mean over the classes of the share of their rows that is predicted correctly, 0 to 1; null in a regression.</summary>
    public double? BalancedAccuracy => Metrics?.Find("balanced_accuracy");

    /// <summary>
    /// The area under the ROC curve of the second of two classes; of several the mean of those of each class against the rest. Null in a regression, and where only one class has rows.
    /// </summary>
    public double? Auc => Metrics?.Find("auc");

    /// <summary>The mean over the rows of the squared distances of the probabilities from 1 for the true class and 0 for the others, for two classes half of it; null in a regression.</summary>
    public double? Brier => Metrics?.Find("brier");

    /// <summary>Whether the model is better than the baseline: by accuracy, or by its squared error. False without rows.</summary>
    public bool BeatsBaseline => (Metrics, Baseline) switch
    {
        (ClassificationMetrics model, ClassificationMetrics baseline) => model.Accuracy > baseline.Accuracy,
        (RegressionMetrics model, RegressionMetrics baseline) => model.Rmse < baseline.Rmse,
        _ => false,
    };

    /// <summary>Writes <c>{"error": x, "accuracy": x, …}</c>, with <c>targets</c> where there are several, or null without rows. A number that is infinite or NaN is null.</summary>
    internal void WriteMetrics(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (Metrics is null)
        {
            writer.WriteNullValue();
            return;
        }
        writer.WriteStartObject();
        if (Error is { } error)
            WriteNumber(writer, "error", error);
        WriteValues(writer, Metrics);
        WriteBounds(writer);
        WriteTargets(writer);
        writer.WriteEndObject();
    }

    /// <summary>Writes <c>"coverage"</c>, and <c>"interval_width"</c> or <c>"set_size"</c>, where the model has intervals or sets.</summary>
    internal void WriteBounds(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (Bounds is not { } bounds)
            return;
        WriteNumber(writer, "coverage", bounds.Covered);
        WriteNumber(writer, Metrics is ClassificationMetrics ? "set_size" : "interval_width", bounds.Size);
    }

    /// <summary>Writes a member for each metric, and where they have standard errors <c>"standard_errors": {"accuracy": x, …}</c>. A number that is infinite or NaN is null.</summary>
    internal static void WriteValues(Utf8JsonWriter writer, MetricSet metrics)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(metrics);
        foreach (var (metric, value) in metrics.Values)
            WriteNumber(writer, metric, value);
        if (metrics.StandardErrors is not { Count: > 0 } errors)
            return;
        writer.WriteStartObject("standard_errors");
        foreach (var (metric, error) in errors)
            WriteNumber(writer, metric, error);
        writer.WriteEndObject();
    }

    /// <summary>Writes the member <c>"targets": {"NAME": {"rmse": x, …}, …}</c> where there are several targets, else nothing.</summary>
    internal void WriteTargets(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (Targets.Count == 0)
            return;
        writer.WriteStartObject("targets");
        foreach (var (name, metrics) in Targets)
        {
            writer.WriteStartObject(name);
            WriteValues(writer, metrics);
            writer.WriteEndObject();
        }
        writer.WriteEndObject();
    }

    internal PartDescription Describe() => PartDescription.Of(this);

    // JSON has no infinity and no NaN. Predictions near the limit of single precision give them, even with valid tables.
    private static void WriteNumber(Utf8JsonWriter writer, string name, double value)
    {
        if (double.IsFinite(value))
            writer.WriteNumber(name, value);
        else
            writer.WriteNull(name);
    }
}

/// <summary>How intervals or sets do on some rows.</summary>
/// <param name="Coverage">The share of rows whose truth was to be in them (<see cref="ConformalBounds.Coverage"/>).</param>
/// <param name="Covered">The share of rows whose truth is in them.</param>
/// <param name="Size">The mean width of the intervals in the target's unit (of several targets the mean, whatever their units), or the mean number of classes in a set.</param>
public sealed record BoundMetrics(double Coverage, double Covered, double Size);
