using Backprop.Networks;
using Backprop.Numerics.Buffers;
using Backprop.Studio.Components.Charts;
using Backprop.Studio.Data;

namespace Backprop.Studio.Training;

/// <summary>A network's first output over one of its inputs, with typical values of the others.</summary>
internal static class FittedCurve
{
    private const int Points = 200;

    public static IReadOnlyList<ChartPoint> Of(Network network, DataSet data, Feature x)
    {
        var inputs = new Matrix(Points, data.Inputs);
        var outputs = new Matrix(Points, data.Outputs);
        for (int n = 0; n < Points; n++)
        {
            data.Typical.CopyTo(inputs.Row(n));
            inputs[n, x.Input] = (float)(x.Min + (x.Max - x.Min) * n / (Points - 1));
        }
        network.Predict(inputs, outputs);
        return [.. Enumerable.Range(0, Points).Where(n => float.IsFinite(outputs[n, 0])).Select(n => new ChartPoint(inputs[n, x.Input], outputs[n, 0]))];
    }
}
