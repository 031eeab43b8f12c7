using System.Globalization;
using Backprop.Networks;
using Backprop.Tabular.Encoders;
using Backprop.Training;

namespace Backprop.Tabular.Models;

/// <summary>The settings of a training as text, by the command line's names: everything that the weights depend on besides the data.</summary>
internal static class TrainingSettings
{
    public static IReadOnlyList<KeyValuePair<string, string>> Of(ModelOptions options, Network network, TrainingOptions training, int members, int folds)
    {
        var settings = new List<KeyValuePair<string, string>>();
        void Add(string name, object? value)
        {
            if (value is not null)
                settings.Add(new(name, Convert.ToString(value, CultureInfo.InvariantCulture)!));
        }
        Add("recipe", options.Recipe);
        Add("effort", options.Effort?.ToString().ToLowerInvariant());
        Add("members", members > 1 ? members : null);
        Add("validation", folds > 0 ? "folds" : null);
        Add("coverage", options.Coverage is > 0 and var coverage ? coverage : null);
        Add("calibration", options.Calibration == true ? "yes" : null);
        Add("network", network.Sizes);
        foreach (var option in NetworkOption.All)
            Add(option.Name, option == NetworkOption.Initializer ? Initializer(options) : option.Recorded(network));
        Add("embeddings-from", options.EmbeddingsFrom);
        Add("number-scaling", options.NumberScaling is NumberScaling.Robust ? "robust" : null);
        foreach (var (name, value) in TrainingOption.Record(training))
            Add(name, value);
        Add("row-weights", options.RowWeights);
        Add("class-weights", options.ClassWeights);
        Add("extrapolate", options.Extrapolate ? "yes" : null);
        Add("split-column", options.SplitColumn);
        Add("group", options.Group);
        return settings;
    }

    // The weights do not show how they began.
    private static string Initializer(ModelOptions options) => options.WarmStart is null ? options.Initializer?.ToString() ?? "by activation" : "weights of another model";
}
