using Backprop.Networks;

namespace Backprop.Textbook;

/// <summary>The textbook's form of a network of the engine.</summary>
public static class TextbookConversion
{
    extension(TextbookNetwork)
    {
        /// <summary>The same layers, functions and weights, in double precision.</summary>
        public static TextbookNetwork Of(Network network)
        {
            ArgumentNullException.ThrowIfNull(network);
            return new TextbookNetwork(network.Layers.Select(Of).ToArray(), network.Error.Name, network.Error.Parameter);
        }
    }

    private static TextbookLayer Of(DenseLayer layer)
    {
        var weights = new double[layer.Inputs + 1, layer.Units];
        for (int i = 0; i <= layer.Inputs; i++)
            for (int j = 0; j < layer.Units; j++)
                weights[i, j] = layer[i, j];
        return new TextbookLayer(layer.Activation, weights);
    }
}
