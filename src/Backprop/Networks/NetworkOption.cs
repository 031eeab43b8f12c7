using Backprop.Layers;
using Backprop.Losses;

namespace Backprop.Networks;

/// <summary>
/// An option of a new network, and what there is to say of it: the command line and its help, the record in a model, messages and the studio read this one
/// list, as they read <see cref="Backprop.Training.TrainingOption"/> for a training. A new option is a property of <see cref="NetworkOptions"/> and an entry here.
/// </summary>
internal sealed class NetworkOption
{
    private NetworkOption(string name, string subject, string meaning, Func<Network, object?> recorded)
    {
        Name = name;
        Subject = subject;
        Meaning = meaning;
        Recorded = recorded;
    }

    /// <summary>The name as the command line (after two hyphens) and a model's record write it, such as <c>activation</c>.</summary>
    public string Name { get; }

    /// <summary>What messages call it, such as <c>error function</c>.</summary>
    public string Subject { get; }

    /// <summary>What it does, as help and hints put it.</summary>
    public string Meaning { get; }

    /// <summary>The option as a network has it, for a model's record; null where it is the usual one, or the network does not tell.</summary>
    public Func<Network, object?> Recorded { get; }

    /// <summary>h.</summary>
    public static NetworkOption Activation { get; } = new(
        "activation", "activation", $"the function of hidden units: {string.Join(", ", ActivationFunction.All.Where(function => !function.OutputOnly))}",
        network => network.DenseLayers.Count > 1 ? network.DenseLayers[0].Activation : null);

    /// <summary>σ.</summary>
    public static NetworkOption OutputActivation { get; } = new("output-activation", "output activation", "the function of output units", network => network.DenseLayers[^1].Activation);

    /// <summary>E.</summary>
    public static NetworkOption Error { get; } = new("error", "error function", $"the error function to minimize: {string.Join(", ", ErrorFunction.All)}; cross-entropy=0.1 smooths the targets by 0.1", network => network.Error);

    /// <summary>How the weights begin.</summary>
    public static NetworkOption Initializer { get; } = new("initializer", "initializer", $"the initial weights: {string.Join(", ", Layers.Initializer.All.Append(Layers.Initializer.DataDriven))}; constant sets biases too", _ => null);

    /// <summary>Learned vectors of codes.</summary>
    public static NetworkOption EmbeddingSize { get; } = new(
        "embedding-size", "size of embeddings", "the length of the learned vectors of labels, from 1 to 1024", network => network.Layers.OfType<EmbeddingLayer>().FirstOrDefault()?.Size);

    /// <summary>Embedded numbers.</summary>
    public static NetworkOption NumberEmbeddings { get; } = new(
        "number-embeddings", "embeddings of numbers", "whether each number becomes sums of learned waves beside itself", network => network.Layers.Any(layer => layer is NumberEmbeddingLayer) ? "yes" : null);

    /// <summary>Factors of inputs.</summary>
    public static NetworkOption InputScale { get; } = new(
        "input-scale", "input factors", "gives each input a learned factor, initially 1, before the first layer", network => network.Layers.Any(layer => layer is ScaleLayer) ? "yes" : null);

    /// <summary>Dropout.</summary>
    public static NetworkOption Dropout { get; } = new(
        "dropout", "dropout", "the share of hidden units left out at random in each step, from 0 to below 1", network => network.DenseLayers[0].Dropout is > 0 and var share ? share : null);

    /// <summary>Every option, in the order of records.</summary>
    public static IReadOnlyList<NetworkOption> All { get; } = [Activation, OutputActivation, Error, Initializer, EmbeddingSize, NumberEmbeddings, InputScale, Dropout];
}
