using System.Globalization;
using Backprop.Networks;
using Backprop.Numerics;

namespace Backprop.Training;

/// <summary>All that a training's results depend on, as text by name, except for the limits that may be raised: what a checkpoint and its resumption must share.</summary>
internal sealed class TrainingIdentity
{
    /// <summary>The identity that a checkpoint holds.</summary>
    public TrainingIdentity(OrderedDictionary<string, string> facts) => Facts = facts;

    /// <summary>What results depend on, in the order that messages list it.</summary>
    public OrderedDictionary<string, string> Facts { get; }

    /// <summary>The identity of a training that is about to begin.</summary>
    public static TrainingIdentity Of(Network network, TrainingOptions options, Examples training, Examples? validation)
    {
        var identity = new TrainingIdentity(new(StringComparer.Ordinal));
        identity.Add("numerics version", NumericsVersion.Current);
        identity.Add("network", network.Sizes);
        identity.Add("functions", string.Join(", ", network.DenseLayers.Select(layer => layer.Activation)));
        if (network.Layers.Count > network.DenseLayers.Count)
            identity.Add("kinds of layers", string.Join(", ", network.Layers.Select(layer => layer.Kind)));
        identity.Add("error function", network.Error);
        identity.Add("dropout", string.Join(", ", network.Layers.Select(layer => Text(layer.Dropout))));
        identity.Add("beginning of the weights (seed, initializer or model to start from)", network.WeightsSha256());
        foreach (var (subject, value) in TrainingOption.Identity(options))
            identity.Add(subject, value);
        identity.Add("number of training rows", training.Count);
        identity.Add("content of the training rows", training.Sha256());
        identity.Add("number of validation rows", validation?.Count ?? 0);
        if (validation is not null)
            identity.Add("content of the validation rows", validation.Sha256());
        return identity;
    }

    /// <summary>What is not as it was, a phrase each.</summary>
    /// <param name="now">The training that a checkpoint of this one is to be used for.</param>
    public IEnumerable<string> Differences(TrainingIdentity now)
    {
        var then = Facts.ToDictionary(StringComparer.Ordinal);
        foreach (var (name, value) in now.Facts)
        {
            string old = then.GetValueOrDefault(name, "none");
            if (old != value)
                yield return IsHash(old) && IsHash(value) ? $"the {name} differs" : $"the {name} was {Short(old)} and is {Short(value)}";
            then.Remove(name);
        }
        foreach (var (name, value) in then)
            yield return $"the {name} was {Short(value)} and is none";
    }

    private void Add(string name, object value) => Facts.Add(name, Text(value));

    private static string Text(object value) => Convert.ToString(value, CultureInfo.InvariantCulture)!;

    private static bool IsHash(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);

    private static string Short(string text) => IsHash(text) ? text[..8] + "…" : Files.Shown.Text(text).Trim('\'');
}
