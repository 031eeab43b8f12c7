using Backprop.Networks;

namespace Backprop.Textbook;

/// <summary>A network of the engine in the textbook's form, and back.</summary>
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

    extension(Network)
    {
        /// <summary>The engine's form of a network of the textbook: the same layers and functions, each weight rounded to the nearest float.</summary>
        public static Network Of(TextbookNetwork network)
        {
            ArgumentNullException.ThrowIfNull(network);
            ErrorFunction error = ErrorFunction.Parse(NamedFunction.Format(network.ErrorName, network.ErrorParameter));
            return new Network([.. network.Layers.Select(Of)], error);
        }
    }

    private static DenseLayer Of(TextbookLayer layer)
    {
        var result = new DenseLayer(layer.Inputs, layer.Units, layer.Activation, dropout: 0);
        var row = new float[layer.Units];
        for (int i = 0; i <= layer.Inputs; i++)
        {
            for (int j = 0; j < row.Length; j++)
                row[j] = (float)layer.Weights[i, j];
            result.Weights.CopyRowFrom(i, row);
        }
        return result;
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
