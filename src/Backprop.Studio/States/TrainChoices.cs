using System.Text.Json.Serialization;

namespace Backprop.Studio.States;

/// <summary>All that is chosen in the Train view: what is learned, by which network, and how. Shared as it is, in JSON.</summary>
public sealed record TrainChoices
{
    /// <summary>Hidden layers, at most.</summary>
    public const int MaxLayers = 6;

    /// <summary>Units of a hidden layer, at most.</summary>
    public const int MaxUnits = 1024;

    /// <summary>Where η begins and ends.</summary>
    public const double MinLearningRate = 1e-12, MaxLearningRate = 1e6;

    /// <summary>Rows of a batch, at most.</summary>
    public const int MaxBatchSize = 100_000;

    /// <summary>Where λ ends.</summary>
    public const double MaxWeightDecay = 1000;

    /// <summary>Where the dropout ends.</summary>
    public const double MaxDropout = 0.95;

    /// <summary>Steps a second that can be asked for, at most.</summary>
    public const int MaxSpeed = 1_000_000;

    /// <summary>What the Train view opens with.</summary>
    public static TrainChoices Default { get; } = new();

    /// <summary>The data: the key of a built-in set, <c>upload</c>, or <c>file:NAME</c> for a path of the command line.</summary>
    [JsonRequired]
    public string Data { get; init; } = "xor";

    /// <summary>The column to predict, of a table; null for the last that can be.</summary>
    public string? Target { get; init; }

    /// <summary>Columns of a table that are left out.</summary>
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

    /// <summary>λ of the weight decay, at least 0.</summary>
    [JsonRequired]
    public double WeightDecay { get; init; }

    /// <summary>The share of hidden units left out in each step, from 0 to below 1.</summary>
    [JsonRequired]
    public double Dropout { get; init; }

    /// <summary>The seed of the weights, of the order of rows, of dropout and of made-up data.</summary>
    [JsonRequired]
    public int Seed { get; init; } = 1;

    /// <summary>The most steps a second; 0: as fast as it can.</summary>
    [JsonRequired]
    public int Speed { get; init; }

    /// <summary>Whether errors are drawn on a logarithmic scale.</summary>
    [JsonRequired]
    [JsonPropertyName("log")]
    public bool IsLog { get; init; }

    /// <summary>The features that the surface is drawn over, places among those of the data.</summary>
    [JsonRequired]
    public int FeatureX { get; init; }

    /// <inheritdoc cref="FeatureX"/>
    [JsonRequired]
    public int FeatureY { get; init; } = 1;

    /// <summary>Whether a training of these choices has the data of another.</summary>
    public bool HasDataOf(TrainChoices other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Data == other.Data && Target == other.Target && Exclude.SequenceEqual(other.Exclude, StringComparer.Ordinal) && Seed == other.Seed;
    }

    /// <summary>Whether it begins with the network of another.</summary>
    public bool HasNetworkOf(TrainChoices other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Hidden.SequenceEqual(other.Hidden) && Activation == other.Activation && Seed == other.Seed;
    }
}
