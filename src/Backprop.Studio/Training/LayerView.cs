using Backprop.Networks;
using Backprop.Studio.Components.Charts;
using Backprop.Studio.Data;
using Backprop.Textbook;

namespace Backprop.Studio.Training;

/// <summary>What goes through a layer: its units' outputs over some rows, and the mean derivatives of its weights.</summary>
/// <param name="Name">Such as <c>hidden 1: tanh</c>.</param>
/// <param name="Outputs">z, or y of the last layer.</param>
/// <param name="Derivatives">∂E/∂w.</param>
/// <param name="Rows">The rows that were looked at.</param>
public sealed record LayerView(string Name, Histogram Outputs, Histogram Derivatives, int Rows)
{
    private const long MostWork = 400_000;
    private const int MostRows = 64;

    /// <summary>Looks at the layers with the textbook's formulas; the training is not disturbed.</summary>
    internal static IReadOnlyList<LayerView> Of(Network network, DataSet data)
    {
        int count = (int)Math.Clamp(MostWork / Math.Max(1, network.ParameterCount), 1, Math.Min(MostRows, data.Training.Count));
        TextbookNetwork textbook = TextbookNetwork.Of(network);
        var outputs = network.Layers.Select(_ => new List<double>()).ToArray();
        var sums = network.Layers.Select(layer => new double[layer.Inputs + 1, layer.Units]).ToArray();
        for (int n = 0; n < count; n++)
        {
            (double[] x, double[] t) = Row(data, n);
            (double[][] a, double[][] z) = textbook.Forward(x);
            double[][] deltas = textbook.Backward(a, t);
            for (int l = 0; l < outputs.Length; l++)
            {
                outputs[l].AddRange(z[l]);
                Add(sums[l], deltas[l], l == 0 ? x : z[l - 1], count);
            }
        }
        return [.. network.Layers.Select((layer, l) => new LayerView(Title(network, l), Histogram.Of(outputs[l]), Histogram.Of([.. sums[l].Cast<double>()]), count))];
    }

    private static string Title(Network network, int l) => l == network.Layers.Count - 1 ? $"output: {network.Layers[l].Activation}"
        : network.Layers.Count == 2 ? $"hidden: {network.Layers[l].Activation}" : FormattableString.Invariant($"hidden {l + 1}: {network.Layers[l].Activation}");

    private static (double[] Inputs, double[] Targets) Row(DataSet data, int n)
    {
        var targets = new float[data.Outputs];
        data.Training.CopyTargetsTo(n, targets);
        return ([.. data.Training.Inputs.Row(n).ToArray().Select(x => (double)x)], [.. targets.Select(t => (double)t)]);
    }

    private static void Add(double[,] sums, double[] delta, double[] z, int rows)
    {
        for (int j = 0; j < delta.Length; j++)
        {
            sums[0, j] += delta[j] / rows;
            for (int i = 0; i < z.Length; i++)
                sums[i + 1, j] += delta[j] * z[i] / rows;
        }
    }
}
