using System.Text.Json.Serialization;

namespace Backprop.Studio.States;

/// <summary>All choices of the Train view: the data, the network, and how it is trained.</summary>
public sealed record TrainChoices
{
    /// <summary>The maximum number of hidden layers.</summary>
    public const int MaxLayers = 6;

    /// <summary>The maximum number of units of a hidden layer.</summary>
    public const int MaxUnits = 1024;

    /// <summary>The minimum and maximum of η.</summary>
    public const double MinLearningRate = 1e-12, MaxLearningRate = 1e6;

    /// <summary>The maximum number of rows of a batch.</summary>
    public const int MaxBatchSize = 100_000;

    /// <summary>The maximum of λ.</summary>
    public const double MaxWeightDecay = 1000;

    /// <summary>The maximum of the dropout.</summary>
    public const double MaxDropout = 0.95;

    /// <summary>The maximum number of steps per second that can be chosen.</summary>
    public const int MaxSpeed = 1_000_000;

    /// <summary>The initial choices of the Train view.</summary>
    public static TrainChoices Default { get; } = new();

    /// <summary>The data: the key of a built-in set, <c>upload</c>, or <c>file:NAME</c> for a path of the command line.</summary>
    [JsonRequired]
    public string Data { get; init; } = "xor";

    /// <summary>The column of a table to predict; null for the last that can be predicted.</summary>
    public string? Target { get; init; }

    /// <summary>Columns of a table that are excluded.</summary>
    [JsonRequired]
    [JsonPropertyName("leave")]
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>Units of each hidden layer; none for the linear model.</summary>
    [JsonRequired]
    public IReadOnlyList<int> Hidden { get; init; } = [4];

    /// <summary>h, the function of the hidden units.</summary>
    [JsonRequired]
    public string Activation { get; init; } = "tanh";

    /// <summary>The optimizer's name.</summary>
    [JsonRequired]
    public string Optimizer { get; init; } = "sgd";

    /// <summary>η, above 0.</summary>
    [JsonRequired]
    public double LearningRate { get; init; } = 0.5;

    /// <summary>Rows of a batch, at least 1.</summary>
    [JsonRequired]
    public int BatchSize { get; init; } = 4;

    /// <summary>λ, the weight decay, at least 0.</summary>
    [JsonRequired]
    public double WeightDecay { get; init; }

    /// <summary>The share of hidden units left out in each step, from 0 to below 1.</summary>
    [JsonRequired]
    public double Dropout { get; init; }

    /// <summary>The seed of the weights, of the order of rows, of dropout and of generated data.</summary>
    [JsonRequired]
    public int Seed { get; init; } = 1;

    /// <summary>The maximum number of steps per second; 0: as fast as possible.</summary>
    [JsonRequired]
    public int Speed { get; init; }

    /// <summary>Whether errors are drawn on a logarithmic scale.</summary>
    [JsonRequired]
    [JsonPropertyName("log")]
    public bool IsLog { get; init; }

    /// <summary>The features that the surface is drawn over, as indices among those of the data.</summary>
    [JsonRequired]
    public int FeatureX { get; init; }

    /// <inheritdoc cref="FeatureX"/>
    [JsonRequired]
    public int FeatureY { get; init; } = 1;

    /// <summary>Whether a training with these choices uses the same data as another.</summary>
    public bool HasDataOf(TrainChoices other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Data == other.Data && Target == other.Target && Exclude.SequenceEqual(other.Exclude, StringComparer.Ordinal) && Seed == other.Seed;
    }

    /// <summary>Whether it starts with the same network as another.</summary>
    public bool HasNetworkOf(TrainChoices other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Hidden.SequenceEqual(other.Hidden) && Activation == other.Activation && Seed == other.Seed;
    }
}
