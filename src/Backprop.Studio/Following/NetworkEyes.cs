using System.Diagnostics;
using Backprop.Layers;
using Backprop.Networks;
using Backprop.Studio.Components.Charts;
using Backprop.Studio.Data;
using Backprop.Studio.Training;

namespace Backprop.Studio.Following;

/// <summary>
/// Computes what a page shows of the networks of a run, seldom enough to leave the machine to the training: one evaluation at a time, with a
/// pause after it. One evaluation runs on one thread.
/// </summary>
/// <param name="data">Rows to evaluate it on; null for none.</param>
internal sealed class NetworkEyes(DataSet? data)
{
    /// <summary>The number of weights of the largest network that is evaluated and drawn.</summary>
    public const long MaxLooked = 6_000_000;

    private const int MaxCounted = 20_000, RestAfterLook = 20;

    private static readonly TimeSpan MinRest = TimeSpan.FromMilliseconds(200);

    private readonly (double Min, double Max) range = data is null ? default : Observer.RangeOf(data);
    private SurfaceMaker? maker;
    private Judge? judge;
    private long due;

    /// <summary>Whether the pause after the last evaluation is over.</summary>
    public bool IsTime => Stopwatch.GetTimestamp() >= Volatile.Read(ref due);

    /// <summary>The rows that a network can be evaluated on; null where there are none, or it is too large.</summary>
    public DataSet? DataFor(Network network) =>
        data is { } rows && rows.Inputs == network.Inputs && rows.Outputs == network.Outputs && network.ParameterCount <= MaxLooked ? rows : null;

    /// <summary>Evaluates a network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="x">The input from left to right; null for none.</param>
    /// <param name="y">The input from bottom to top; null for a curve over the first.</param>
    public NetworkSight Look(Network network, Feature? x, Feature? y)
    {
        long start = Stopwatch.GetTimestamp();
        var sight = new NetworkSight(network, [.. network.DenseLayers.Select(layer => Histogram.Of(Spread(layer)))]);
        if (DataFor(network) is { } rows)
            sight = With(sight, rows, x, y);
        TimeSpan rest = Stopwatch.GetElapsedTime(start) * RestAfterLook;
        Volatile.Write(ref due, Stopwatch.GetTimestamp() + (long)((rest > MinRest ? rest : MinRest).TotalSeconds * Stopwatch.Frequency));
        return sight;
    }

    private NetworkSight With(NetworkSight sight, DataSet rows, Feature? x, Feature? y)
    {
        Network network = sight.Network;
        judge = new Judge(network, rows, judge);
        judge.Measure(0);
        return sight with
        {
            Surface = x is null || y is null ? null : MakerFor(rows, x, y, network).Make(network, range),
            Fit = x is null || y is not null ? null : FittedCurve.Of(network, rows, x),
            Layers = LayerView.Of(network, rows),
            TrainingAccuracy = judge.TrainingAccuracy,
            ValidationAccuracy = judge.ValidationAccuracy,
        };
    }

    private SurfaceMaker MakerFor(DataSet rows, Feature x, Feature y, Network network) =>
        maker is { } known && known.X == x && known.Y == y ? known : maker = new SurfaceMaker(rows, x, y, network.ParameterCount);

    /// <summary>All weights of a layer, or, of a large layer, those at equal intervals.</summary>
    private static double[] Spread(DenseLayer layer)
    {
        long count = (layer.Inputs + 1L) * layer.Units, step = Math.Max(1, count / MaxCounted);
        // A stride that shares a factor with the number of units would see only some of them.
        while (step > 1 && layer.Units % step == 0)
            step++;
        var weights = new double[(count + step - 1) / step];
        for (long n = 0, at = 0; at < count; n++, at += step)
            weights[n] = layer[(int)(at / layer.Units), (int)(at % layer.Units)];
        return weights;
    }
}
