using System.Globalization;
using Backprop.Layers;
using Backprop.Networks;

namespace Backprop.Cli.Output;

/// <summary>A network in one line.</summary>
internal static class NetworkText
{
    /// <summary>Such as <c>784-128-10, relu, softmax outputs, cross-entropy, 101,770 parameters</c>.</summary>
    public static string Describe(Network network)
    {
        var hidden = network.DenseLayers.SkipLast(1).Select(layer => layer.Activation.ToString()).Distinct(StringComparer.Ordinal).ToArray();
        string functions = hidden.Length == 0 ? "no hidden layer" : string.Join(" and ", hidden);
        double dropout = network.DenseLayers.Max(layer => layer.Dropout);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{network.Sizes}: {string.Concat(network.Layers.Select(layer => layer.InWords).OfType<string>().Select(words => words + ", "))}{functions}, {network.DenseLayers[^1].Activation} output{(network.Outputs == 1 ? "" : "s")}, error {network.Error}, {(dropout > 0 ? $"dropout {dropout}, " : "")}{network.ParameterCount:N0} parameters");
    }
}
