using Backprop.Layers;
using Backprop.Losses;
using Backprop.Networks;
using Backprop.Numerics.Buffers;
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
            return new TextbookNetwork(network.DenseLayers.Select(layer => new TextbookLayer(layer.Activation, Doubles(layer.Weights))).ToArray(), network.Error.Name, network.Error.Parameter);
        }

        /// <summary>The same layers, whatever their kinds, in double precision: for outputs, errors and derivatives. The lecture's step exists for dense layers alone.</summary>
        internal static TextbookNetwork Complete(Network network)
        {
            ArgumentNullException.ThrowIfNull(network);
            var before = new List<TextbookTransform>();
            var layers = new List<TextbookLayer>();
            foreach (Layer layer in network.Layers)
            {
                if (layer is not DenseLayer dense)
                {
                    before.Add(Transform(layer));
                    continue;
                }
                layers.Add(new TextbookLayer(dense.Activation, Doubles(dense.Weights)) { Before = [.. before] });
                before.Clear();
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

    private static TextbookTransform Transform(Layer layer) => layer switch
    {
        ScaleLayer scale => new TextbookScale(Doubles(scale.Scale)),
        EmbeddingLayer embedding => new TextbookEmbedding(embedding, Doubles(embedding.Embeddings)),
        NumberEmbeddingLayer numbers => new TextbookNumberEmbedding(numbers, Doubles(numbers.Waves), Doubles(numbers.Biases)),
        _ => throw new ArgumentException($"The textbook does not know layers of the kind {layer.Kind}.", nameof(layer)),
    };

    private static double[,] Doubles(PanelMatrix parameters)
    {
        var numbers = new double[parameters.Inputs + 1, parameters.Units];
        for (int i = 0; i <= parameters.Inputs; i++)
            for (int j = 0; j < parameters.Units; j++)
                numbers[i, j] = parameters[i, j];
        return numbers;
    }
}
