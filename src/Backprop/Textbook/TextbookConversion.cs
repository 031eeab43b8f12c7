using Backprop.Layers;
using Backprop.Losses;
using Backprop.Networks;
using Backprop.Spelling;

namespace Backprop.Textbook;

/// <summary>A network of the engine in the textbook's form, and back.</summary>
public static class TextbookConversion
{
    extension(TextbookNetwork)
    {
        /// <summary>The same layers, functions and weights, in double precision.</summary>
        /// <exception cref="NoDerivationException">The network has layers that are not dense.</exception>
        public static TextbookNetwork Of(Network network)
        {
            ArgumentNullException.ThrowIfNull(network);
            for (int l = 0; l < network.Layers.Count; l++)
                if (network.Layers[l] is not DenseLayer)
                    throw new NoDerivationException(l + 1, network.Layers[l].Kind);
            return new TextbookNetwork(network.DenseLayers.Select(Of).ToArray(), network.Error.Name, network.Error.Parameter);
        }

        /// <summary>
        /// The same function of the inputs as one of dense layers alone: factors of inputs are multiplied into the weights that they meet. For outputs and their
        /// derivatives by the inputs; its weights are not the network's own.
        /// </summary>
        public static TextbookNetwork Folded(Network network)
        {
            ArgumentNullException.ThrowIfNull(network);
            double[]? factors = null;
            var layers = new List<TextbookLayer>();
            foreach (Layer layer in network.Layers)
            {
                switch (layer)
                {
                    case ScaleLayer scale:
                        factors = [.. Enumerable.Range(0, scale.Inputs).Select(i => (factors?[i] ?? 1) * scale[i])];
                        break;
                    case DenseLayer dense:
                        layers.Add(Of(dense, factors));
                        factors = null;
                        break;
                    default:
                        throw new NoDerivationException(layers.Count + 1, layer.Kind);
                }
            }
            return new TextbookNetwork([.. layers], network.Error.Name, network.Error.Parameter);
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

    private static TextbookLayer Of(DenseLayer layer) => Of(layer, factors: null);

    private static TextbookLayer Of(DenseLayer layer, double[]? factors)
    {
        var weights = new double[layer.Inputs + 1, layer.Units];
        for (int i = 0; i <= layer.Inputs; i++)
            for (int j = 0; j < layer.Units; j++)
                weights[i, j] = (i == 0 ? 1 : factors?[i - 1] ?? 1) * layer[i, j];
        return new TextbookLayer(layer.Activation, weights);
    }
}
