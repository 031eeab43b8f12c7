using System.Diagnostics;
using Backprop.Networks;
using Backprop.Studio.Components.Charts;
using Backprop.Studio.Data;
using Backprop.Studio.States;

namespace Backprop.Studio.Training;

/// <summary>Turns moments of a training into what is drawn of it: the surface each time, curves and diagram less often, histograms seldom.</summary>
internal sealed class Observer(DataSet data)
{
    /// <summary>Points of a curve: all that are kept, since a chart can look closely at a part of them.</summary>
    public const int Points = int.MaxValue;

    private const int CurveMilliseconds = 90, LayerMilliseconds = 240;

    private readonly (double Least, double Most) range = RangeOf(data);
    private SurfaceMaker? maker;
    private TrainingView? view;
    private long curvesAt, layersAt;

    /// <summary>What is drawn of a moment.</summary>
    /// <param name="moment">The moment.</param>
    /// <param name="choices">Which features are drawn over.</param>
    public TrainingView Look(TrainingMoment moment, TrainChoices choices)
    {
        // A moment that stands still is drawn whole: nothing comes after it.
        bool isStill = !moment.IsRunning || view is null, hasCurves = isStill || IsTime(curvesAt, CurveMilliseconds), hasLayers = isStill || IsTime(layersAt, LayerMilliseconds);
        (Feature? x, Feature? y) = Features(data, choices);
        view = new TrainingView(
            moment,
            hasCurves ? Curves(moment) : view!.Curves,
            hasCurves ? moment.Network : view!.Drawn,
            y is null ? null : MakerFor(x!, y, moment.Network).Make(moment.Network, range),
            x is null || y is not null ? null : FittedCurve.Of(moment.Network, data, x),
            hasLayers ? LayerView.Of(moment.Network, data) : view!.Layers);
        if (hasCurves)
            curvesAt = Stopwatch.GetTimestamp();
        if (hasLayers)
            layersAt = Stopwatch.GetTimestamp();
        return view;
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
    public static (double Least, double Most) RangeOf(DataSet data)
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

    private SurfaceMaker MakerFor(Feature x, Feature y, Network network) =>
        maker is { } known && known.X == x && known.Y == y ? known : maker = new SurfaceMaker(data, x, y, network.ParameterCount);

    private static bool IsTime(long last, int milliseconds) => Stopwatch.GetElapsedTime(last).TotalMilliseconds >= milliseconds;

    private static IReadOnlyList<ChartSeries> Curves(TrainingMoment moment)
    {
        var training = new ChartSeries("training", moment.TrainingErrors);
        return moment.ValidationErrors.Count == 0 ? [training] : [training, new ChartSeries("validation", moment.ValidationErrors) { Look = "second" }];
    }
}
