using System.Globalization;
using Backprop.Networks;
using Backprop.Training;

namespace Backprop.Tabular.Models;

/// <summary>The settings of a training as text, by the command line's names: all that the weights depend on besides the data.</summary>
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
        Add("initializer", options.From is null ? options.Initializer?.ToString() ?? "by activation" : "weights of another model");
        Add("dropout", network.DenseLayers[0].Dropout > 0 ? network.DenseLayers[0].Dropout : null);
        Add("optimizer", training.Optimizer.Name);
        Add("learning-rate", training.Optimizer.LearningRate);
        foreach (var (name, value) in training.Optimizer.Parameters)
            Add(name, value);
        Add("schedule", training.Schedule);
        Add("batch", training.BatchSize);
        Add("epochs", training.Epochs);
        Add("steps", training.Steps);
        Add("patience", training.Patience);
        Add("weight-decay", training.WeightDecay);
        Add("decoupled", training.DecoupledWeightDecay);
        Add("l1", training.L1 > 0 ? training.L1 : null);
        Add("clip-norm", training.ClipNorm);
        Add("shuffle", training.Shuffle ? null : "no");
        Add("row-weights", options.RowWeights);
        Add("class-weights", options.ClassWeights);
        Add("extrapolate", options.Extrapolate ? "yes" : null);
        Add("split-column", options.SplitColumn);
        Add("group", options.Group);
        Add("seed", options.Seed);
        return settings;
    }
}
