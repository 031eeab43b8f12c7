using Backprop.Explain.Drawings;
using Backprop.Explain.Html;
using Backprop.Networks;
using Backprop.Studio.Components.Charts;
using Backprop.Textbook;

namespace Backprop.Studio.Following;

/// <summary>What a page shows of a network: its drawing without a row, and how the weights of each layer are spread.</summary>
/// <param name="Drawing">Its diagram as SVG, large layers folded; null where it is too large for one.</param>
/// <param name="Weights">A histogram for each layer, biases included.</param>
internal sealed record NetworkSight(string? Drawing, IReadOnlyList<Histogram> Weights)
{
    private const long MostDrawn = 500_000;
    private const int MostCounted = 20_000;

    public static NetworkSight Of(Network network) => new(
        network.ParameterCount <= MostDrawn ? Draw(network) : null, [.. network.Layers.Select(layer => Histogram.Of(Spread(layer)))]);

    // There is no row to show: with all inputs 0, which is the mean of each column, only the weights are told.
    private static string Draw(Network network)
    {
        TextbookStep step = TextbookNetwork.Of(network).Step(new double[network.Inputs], new double[network.Outputs], learningRate: 0);
        return SvgDrawing.Inline(NetworkDrawing.Of(step, new DrawingOptions { Deltas = false, Derivatives = false, NumberWidth = 8, MaxUnits = 5 }));
    }

    /// <summary>All weights of a layer, or of a large one every so manieth.</summary>
    private static double[] Spread(DenseLayer layer)
    {
        long count = (layer.Inputs + 1L) * layer.Units, step = Math.Max(1, count / MostCounted);
        // A stride that shared a factor with the units would look at some of them alone.
        while (step > 1 && layer.Units % step == 0)
            step++;
        var weights = new double[(count + step - 1) / step];
        for (long n = 0, at = 0; at < count; n++, at += step)
            weights[n] = layer[(int)(at / layer.Units), (int)(at % layer.Units)];
        return weights;
    }
}
