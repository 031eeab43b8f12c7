using Backprop.Layers;
using Backprop.Losses;
using Backprop.Networks;
using Backprop.Tabular.Encoders;
using Backprop.Tabular.Metrics;
using Backprop.Training;

namespace Backprop.Studio.Data;

/// <summary>Rows to learn from and to watch by, as a network sees them, with the names of what they stand for. It never changes.</summary>
public sealed class DataSet
{
    /// <summary>What it is, in a few words.</summary>
    public required string Title { get; init; }

    /// <summary>The rows to learn from.</summary>
    public required Examples Training { get; init; }

    /// <summary>Rows that only watch; null where there are none.</summary>
    public Examples? Validation { get; init; }

    /// <summary>The names of the D inputs.</summary>
    public required IReadOnlyList<string> InputNames { get; init; }

    /// <summary>The names of the K outputs.</summary>
    public required IReadOnlyList<string> OutputNames { get; init; }

    /// <summary>The classes, where classes are learned; of two with one output the second is the output's. Empty for numbers.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];

    /// <summary>E, the error that training makes small.</summary>
    public ErrorFunction Error { get; init; } = ErrorFunction.SumOfSquares;

    /// <summary>How the weights begin; null for what fits the activation.</summary>
    public Initializer? Initializer { get; init; }

    /// <summary>The inputs that can be drawn over.</summary>
    public required IReadOnlyList<Feature> Features { get; init; }

    /// <summary>A row that is usual in every input: what the others are while two of them are drawn over.</summary>
    public required float[] Typical { get; init; }

    /// <summary>What takes a target or an output to the target column's own unit; of classes nothing.</summary>
    internal Standardization TargetScale { get; init; } = Standardization.None;

    /// <summary>Whether the network sees numbers in deviations from the mean of their column.</summary>
    public bool IsStandardized { get; init; }

    /// <summary>Sentences about what was found in the data.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The table that it was made of; null where it was made up.</summary>
    public TableRows? Table { get; init; }

    /// <summary>D.</summary>
    public int Inputs => Training.Inputs.Columns;

    /// <summary>K.</summary>
    public int Outputs => Training.Outputs;

    /// <summary>Training rows, from 0, by chance: what pictures and measures look at where all would be too many.</summary>
    public IReadOnlyList<int> TrainingSample => field ??= Sample.Of(Training.Count);

    /// <summary>Validation rows, from 0, by chance; empty where there are none.</summary>
    public IReadOnlyList<int> ValidationSample => field ??= Sample.Of(Validation?.Count ?? 0);

    /// <summary>Whether classes are learned.</summary>
    public bool HasClasses => Classes.Count > 0;

    /// <summary>The class of a row of targets or outputs.</summary>
    public static int ClassOf(ReadOnlySpan<float> outputs) => ClassificationMetrics.Decide(outputs);
}
