using Backprop.Networks;
using Backprop.Studio.Components.Charts;
using Backprop.Studio.Data;
using Backprop.Studio.States;

namespace Backprop.Studio.Training;

/// <summary>Turns states of a training into what is drawn: the surface each time, curves and diagram less often, histograms seldom, and for large networks everything as seldom as it is expensive.</summary>
internal sealed class Observer(DataSet data)
{
    /// <summary>The points of a curve: all that are kept, since a chart can zoom in.</summary>
    public const int Points = int.MaxValue;

    private readonly (double Min, double Max) range = RangeOf(data);
    private readonly Throttle pictures = new(minSeconds: 0, share: 0.3), curves = new(minSeconds: 0.09, share: 0.3), layers = new(minSeconds: 0.24, share: 0.2);
    private SurfaceMaker? maker;
    private TrainingView? view;

    /// <summary>What is drawn of a state.</summary>
    /// <param name="moment">The state.</param>
    /// <param name="choices">Which features are drawn over.</param>
    public TrainingView Look(TrainingMoment moment, TrainChoices choices)
    {
        // A paused training is drawn completely: no later state follows.
        TrainingView? before = moment.IsRunning ? view : null;
        (Feature? x, Feature? y) = Features(data, choices);
        (Surface? surface, IReadOnlyList<ChartPoint>? fit) = before is null || pictures.IsDue || HasMoved(x, y)
            ? pictures.Take(() => Picture(moment.Network, x, y)) : (before.Surface, before.Fit);
        (IReadOnlyList<ChartSeries> errors, Network drawn) = before is null || curves.IsDue ? curves.Take(() => (Curves(moment), moment.Network)) : (before.Curves, before.Drawn);
        IReadOnlyList<LayerView> spread = before is null || layers.IsDue ? layers.Take(() => LayerView.Of(moment.Network, data)) : before.Layers;
        return view = new TrainingView(moment, errors, drawn, surface, fit, spread);
    }

    /// <summary>The features that are drawn over: two different ones where there are two.</summary>
    public static (Feature? X, Feature? Y) Features(DataSet data, TrainChoices choices)
    {
        IReadOnlyList<Feature> all = data.Features;
        if (all.Count < 2)
            return (all.Count == 1 ? all[0] : null, null);
        int x = Math.Clamp(choices.FeatureX, 0, all.Count - 1), y = Math.Clamp(choices.FeatureY, 0, all.Count - 1);
        return (all[x], all[x == y ? (x + 1) % all.Count : y]);
    }

    /// <summary>The range of the first output: of a probability 0 to 1, of numbers that of the targets.</summary>
    public static (double Min, double Max) RangeOf(DataSet data)
    {
        if (data.HasClasses)
            return (0, 1);
        double least = double.PositiveInfinity, most = double.NegativeInfinity;
        var targets = new float[data.Outputs];
        for (int n = 0; n < data.Training.Count; n++)
        {
            data.Training.CopyTargetsTo(n, targets);
            least = Math.Min(least, targets[0]);
            most = Math.Max(most, targets[0]);
        }
        return most > least ? (least, most) : (least - 1, most + 1);
    }

    /// <summary>Whether the features differ from those of the previous surface.</summary>
    private bool HasMoved(Feature? x, Feature? y) => maker is { } known && (known.X != x || known.Y != y);

    private (Surface?, IReadOnlyList<ChartPoint>?) Picture(Network network, Feature? x, Feature? y)
    {
        if (x is null)
            return (null, null);
        if (y is null)
            return (null, FittedCurve.Of(network, data, x));
        if (maker is null || HasMoved(x, y))
            maker = new SurfaceMaker(data, x, y, network.ParameterCount);
        return (maker.Make(network, range), null);
    }

    private static IReadOnlyList<ChartSeries> Curves(TrainingMoment moment)
    {
        var training = new ChartSeries("training", moment.TrainingErrors);
        return moment.ValidationErrors.Count == 0 ? [training] : [training, new ChartSeries("validation", moment.ValidationErrors) { Look = "second" }];
    }
}
