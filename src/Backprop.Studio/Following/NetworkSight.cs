using Backprop.Networks;
using Backprop.Studio.Components.Charts;
using Backprop.Studio.Training;

namespace Backprop.Studio.Following;

/// <summary>What a page shows of a network of the run.</summary>
/// <param name="Network">The network.</param>
/// <param name="Weights">A histogram for each layer, biases included.</param>
public sealed record NetworkSight(Network Network, IReadOnlyList<Histogram> Weights)
{
    /// <summary>Its output over two inputs; null where there are none.</summary>
    public Surface? Surface { get; init; }

    /// <summary>Its output over one input; null where there are more.</summary>
    public IReadOnlyList<ChartPoint>? Fit { get; init; }

    /// <summary>The values in its layers; null where no rows are known.</summary>
    public IReadOnlyList<LayerView>? Layers { get; init; }

    /// <summary>The share of the sample's training rows classified correctly; null without classes.</summary>
    public double? TrainingAccuracy { get; init; }

    /// <summary>The share of the sample's validation rows classified correctly.</summary>
    public double? ValidationAccuracy { get; init; }
}
