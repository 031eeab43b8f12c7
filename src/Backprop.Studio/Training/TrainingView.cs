using Backprop.Networks;
using Backprop.Studio.Components.Charts;

namespace Backprop.Studio.Training;

/// <summary>Everything that the page draws of a training. Parts that did not change are the same objects as before.</summary>
/// <param name="Moment">Its numbers.</param>
/// <param name="Curves">The error curves.</param>
/// <param name="Drawn">The network that is drawn.</param>
/// <param name="Surface">Over two features; null where there are fewer.</param>
/// <param name="Fit">Over the only feature; null where there are more.</param>
/// <param name="Layers">Their histograms.</param>
public sealed record TrainingView(
    TrainingMoment Moment, IReadOnlyList<ChartSeries> Curves, Network Drawn, Surface? Surface, IReadOnlyList<ChartPoint>? Fit, IReadOnlyList<LayerView> Layers);
