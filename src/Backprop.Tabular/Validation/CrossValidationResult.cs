using Backprop.Tabular.Encoders;

namespace Backprop.Tabular.Validation;

/// <summary>The metrics that a training by the same options can be expected to reach on new rows.</summary>
public sealed record CrossValidationResult
{
    /// <summary>What was learned.</summary>
    public required TargetTask Task { get; init; }

    /// <summary>The number of rows in the folds: those with a target.</summary>
    public required int Rows { get; init; }

    /// <summary>The name of the recipe that the trainings followed.</summary>
    public required string Recipe { get; init; }

    /// <summary>Every metric that any fold has, in the order to print them.</summary>
    public required IReadOnlyList<MetricMean> Metrics { get; init; }

    /// <summary>The same of predicting the most frequent class, or the mean, of the training rows of each fold.</summary>
    public required IReadOnlyList<MetricMean> Baseline { get; init; }

    /// <summary>The metrics of each of several target columns, each in its own unit; empty for one target.</summary>
    public required IReadOnlyList<KeyValuePair<string, IReadOnlyList<MetricMean>>> Targets { get; init; }

    /// <summary>Every fold, division after division.</summary>
    public required IReadOnlyList<FoldResult> Each { get; init; }

    /// <summary>What the user should know, a sentence each.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>The time of all folds together.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Whether the models are better than the baseline, by the mean accuracy, or rmse, over the folds.</summary>
    public bool BeatsBaseline => Task == TargetTask.Classification
        ? Mean(Metrics, "accuracy") > Mean(Baseline, "accuracy")
        : Mean(Metrics, "rmse") < Mean(Baseline, "rmse");

    /// <summary>A metric by its name; null where no fold has it.</summary>
    public MetricMean? Find(string name) => Metrics.FirstOrDefault(metric => metric.Name == name);

    private static double Mean(IReadOnlyList<MetricMean> metrics, string name) => metrics.FirstOrDefault(metric => metric.Name == name)?.Mean ?? double.NaN;
}
