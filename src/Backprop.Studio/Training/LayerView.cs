using Backprop.Layers;
using Backprop.Networks;
using Backprop.Studio.Components.Charts;
using Backprop.Studio.Data;
using Backprop.Textbook;

namespace Backprop.Studio.Training;

/// <summary>The values in a layer: the activations and outputs of its units over some rows, and the derivatives of its weights averaged over these.</summary>
/// <param name="Name">For example <c>hidden 1: tanh</c>.</param>
/// <param name="Activations">a.</param>
/// <param name="Outputs">z = h(a), or y of the last layer.</param>
/// <param name="Derivatives">∂E/∂w.</param>
/// <param name="Rows">The number of rows used, a sample of the training rows.</param>
public sealed record LayerView(string Name, Histogram Activations, Histogram Outputs, Histogram Derivatives, int Rows)
{
    private const long MaxWork = 400_000;
    private const int MaxRows = 64;

    /// <summary>Evaluates the layers with the textbook's formulas; the training is not disturbed.</summary>
    internal static IReadOnlyList<LayerView> Of(Network network, DataSet data)
    {
        int count = (int)Math.Clamp(MaxWork / Math.Max(1, network.ParameterCount), 1, Math.Min(MaxRows, data.Training.Count));
        TextbookNetwork textbook = TextbookNetwork.Complete(network);
        var activations = network.DenseLayers.Select(_ => new List<double>()).ToArray();
        var outputs = network.DenseLayers.Select(_ => new List<double>()).ToArray();
        double[][] derivatives = [.. network.DenseLayers.Select(layer => new double[(layer.Inputs + 1) * layer.Units])];
        foreach (int row in data.TrainingSample.Take(count))
        {
            (double[] x, double[] t) = Row(data, row);
            (double[][] a, double[][] z) = textbook.Forward(x);
            double[][] deltas = textbook.Backward(a, t);
            for (int l = 0; l < outputs.Length; l++)
            {
                activations[l].AddRange(a[l]);
                outputs[l].AddRange(z[l]);
                Add(derivatives[l], deltas[l], textbook.Layers[l].Read(l == 0 ? x : z[l - 1]), count);
            }
        }
        return [.. network.DenseLayers.Select((layer, l) =>
            new LayerView(Title(network, l), Histogram.Of(activations[l]), Histogram.Of(outputs[l]), Histogram.Of(derivatives[l]), count))];
    }

    private static string Title(Network network, int l) => l == network.DenseLayers.Count - 1 ? $"output: {network.DenseLayers[l].Activation}"
        : network.DenseLayers.Count == 2 ? $"hidden: {network.DenseLayers[l].Activation}" : FormattableString.Invariant($"hidden {l + 1}: {network.DenseLayers[l].Activation}");

    private static (double[] Inputs, double[] Targets) Row(DataSet data, int n)
    {
        var targets = new float[data.Outputs];
        data.Training.CopyTargetsTo(n, targets);
        return ([.. data.Training.Inputs.Row(n).ToArray().Select(x => (double)x)], [.. targets.Select(t => (double)t)]);
    }

    // Row after row of the weights, the biases first.
    private static void Add(double[] derivatives, double[] delta, double[] z, int rows)
    {
        for (int i = 0; i <= z.Length; i++)
        {
            double from = (i == 0 ? 1 : z[i - 1]) / rows;
            for (int j = 0; j < delta.Length; j++)
                derivatives[i * delta.Length + j] += delta[j] * from;
        }
    }
}
