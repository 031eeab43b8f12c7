using System.Globalization;
using Backprop.Layers;
using Backprop.Networks;
using Backprop.Training;

namespace Backprop.Tabular.Models;

/// <summary>The settings of a training as text, by the command line's names: everything that the weights depend on besides the data.</summary>
internal static class TrainingSettings
{
    public static IReadOnlyList<KeyValuePair<string, string>> Of(ModelOptions options, Network network, TrainingOptions training)
    {
        var settings = new List<KeyValuePair<string, string>>();
        void Add(string name, object? value)
        {
            if (value is not null)
                settings.Add(new(name, Convert.ToString(value, CultureInfo.InvariantCulture)!));
        }
        Add("recipe", options.Recipe);
        Add("network", network.Sizes);
        Add("activation", network.DenseLayers.Count > 1 ? network.DenseLayers[0].Activation : null);
        Add("output-activation", network.DenseLayers[^1].Activation);
        Add("error", network.Error);
        Add("initializer", options.WarmStart is null ? options.Initializer?.ToString() ?? "by activation" : "weights of another model");
        Add("embedding-size", network.Layers.OfType<EmbeddingLayer>().FirstOrDefault()?.Size);
        Add("embeddings-from", options.EmbeddingsFrom);
        Add("input-scale", network.Layers.Any(layer => layer is ScaleLayer) ? "yes" : null);
        Add("dropout", network.DenseLayers[0].Dropout > 0 ? network.DenseLayers[0].Dropout : null);
        foreach (var (name, value) in TrainingOption.Record(training))
            Add(name, value);
        Add("row-weights", options.RowWeights);
        Add("class-weights", options.ClassWeights);
        Add("extrapolate", options.Extrapolate ? "yes" : null);
        Add("split-column", options.SplitColumn);
        Add("group", options.Group);
        return settings;
    }
}
