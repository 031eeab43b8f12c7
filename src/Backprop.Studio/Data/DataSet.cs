using Backprop.Layers;
using Backprop.Losses;
using Backprop.Networks;
using Backprop.Tabular.Encoders;
using Backprop.Tabular.Metrics;
using Backprop.Training;

namespace Backprop.Studio.Data;

/// <summary>Training and validation rows as the network receives them, with the names of inputs and outputs. Immutable.</summary>
public sealed class DataSet
{
    /// <summary>A short name.</summary>
    public required string Title { get; init; }

    /// <summary>The training rows.</summary>
    public required Examples Training { get; init; }

    /// <summary>The validation rows; null where there are none.</summary>
    public Examples? Validation { get; init; }

    /// <summary>The names of the D inputs.</summary>
    public required IReadOnlyList<string> InputNames { get; init; }

    /// <summary>The names of the K outputs.</summary>
    public required IReadOnlyList<string> OutputNames { get; init; }

    /// <summary>The classes, where classes are learned; of two classes with one output the second is the output's. Empty for numbers.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];

    /// <summary>E, the error function that training minimizes.</summary>
    public ErrorFunction Error { get; init; } = ErrorFunction.SumOfSquares;

    /// <summary>The initializer of the weights; null for the one that suits the activation function.</summary>
    public Initializer? Initializer { get; init; }

    /// <summary>The inputs that can be drawn over.</summary>
    public required IReadOnlyList<Feature> Features { get; init; }

    /// <summary>A typical value of every input: those of the others while a surface is drawn over two of them.</summary>
    public required float[] Typical { get; init; }

    /// <summary>Converts a target or an output to the target column's own unit; null for classes.</summary>
    internal Standardization TargetScale { get; init; } = Standardization.None;

    /// <summary>Whether the network receives standardized numbers.</summary>
    public bool IsStandardized { get; init; }

    /// <summary>Sentences about what was found in the data.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The table that it was made from; null where it was generated.</summary>
    public TableRows? Table { get; init; }

    /// <summary>D.</summary>
    public int Inputs => Training.Inputs.Columns;

    /// <summary>K.</summary>
    public int Outputs => Training.Outputs;

    /// <summary>A random sample of the training rows, from 0: used by pictures and metrics where all would be too many.</summary>
    public IReadOnlyList<int> TrainingSample => field ??= Sample.Of(Training.Count);

    /// <summary>A random sample of the validation rows, from 0; empty where there are none.</summary>
    public IReadOnlyList<int> ValidationSample => field ??= Sample.Of(Validation?.Count ?? 0);

    /// <summary>Whether classes are learned.</summary>
    public bool HasClasses => Classes.Count > 0;

    /// <summary>The class of a row of targets or outputs.</summary>
    public static int ClassOf(ReadOnlySpan<float> outputs) => ClassificationMetrics.Decide(outputs);
}
