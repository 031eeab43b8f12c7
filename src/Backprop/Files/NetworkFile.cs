using System.Collections.ObjectModel;
using System.Text;
using System.Text.Json;
using Backprop.Networks;
using Backprop.Numerics;

namespace Backprop.Files;

/// <summary>
/// A network in a safetensors file: for layer l from 1 the tensors <c>layers.l.biases</c> (M) and <c>layers.l.weights</c> (D × M), and in the
/// metadata <c>network</c> its functions as JSON.
/// </summary>
public static class NetworkFile
{
    /// <summary>The key of the network's description in the metadata.</summary>
    public const string MetadataKey = "network";

    private const int FormatVersion = 1;

    /// <summary>Replaces a file by the network alone, as a whole or not at all.</summary>
    /// <exception cref="IOException">The file cannot be written; it is as it was.</exception>
    public static void Save(Network network, string path) => ToFile(network).Write(path);

    /// <summary>Reads a network, from a file of its own or from a model.</summary>
    /// <exception cref="ModelFileException">The file is damaged or holds no network; the message says where.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Network Load(string path) => FromFile(SafetensorsFile.Read(path), path);

    /// <summary>The file content of a network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="metadata">Further metadata; null for none.</param>
    public static SafetensorsFile ToFile(Network network, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        var tensors = new List<Tensor>();
        for (int l = 1; l <= network.Layers.Count; l++)
        {
            var weights = network.Layers[l - 1].Weights;
            var biases = new float[weights.Units];
            weights.CopyRowTo(0, biases);
            tensors.Add(new Tensor($"layers.{l}.biases", [weights.Units], biases));
            var values = new float[weights.Inputs * weights.Units];
            for (int i = 1; i <= weights.Inputs; i++)
                weights.CopyRowTo(i, values.AsSpan((i - 1) * weights.Units, weights.Units));
            tensors.Add(new Tensor($"layers.{l}.weights", [weights.Inputs, weights.Units], values));
        }
        var all = new Dictionary<string, string>(metadata ?? ReadOnlyDictionary<string, string>.Empty, StringComparer.Ordinal) { [MetadataKey] = Describe(network) };
        return new SafetensorsFile(all, tensors);
    }

    /// <summary>The network of a file content.</summary>
    /// <param name="file">The content.</param>
    /// <param name="name">What messages call the file.</param>
    /// <exception cref="ModelFileException">It holds no network, or one whose parts do not fit; the message says where.</exception>
    public static Network FromFile(SafetensorsFile file, string name)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (!file.Metadata.TryGetValue(MetadataKey, out string? json))
            throw new ModelFileException($"'{name}' holds no network: its metadata has no '{MetadataKey}'. Was it written by another program?");
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 8 });
            var (functions, error) = Read(document.RootElement);
            var layers = functions.Select((f, l) => ReadLayer(file, l + 1, f.Activation, f.Dropout)).ToArray();
            return new Network(layers, error);
        }
        catch (Exception e) when (e is JsonException or FormatException or ArgumentException or InvalidOperationException)
        {
            throw new ModelFileException($"'{name}', metadata '{MetadataKey}': {e.Message}", e);
        }
    }

    private static string Describe(Network network)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteNumber("format", FormatVersion);
            writer.WriteNumber("numerics", NumericsVersion.Current);
            writer.WriteString("error", network.Error.ToString());
            writer.WriteStartArray("layers");
            foreach (var layer in network.Layers)
            {
                writer.WriteStartObject();
                writer.WriteString("activation", layer.Activation.ToString());
                if (layer.Dropout > 0)
                    writer.WriteNumber("dropout", layer.Dropout);
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static ((ActivationFunction Activation, double Dropout)[] Layers, ErrorFunction Error) Read(JsonElement root)
    {
        int format = Property(root, "format").GetInt32();
        if (format != FormatVersion)
            throw new FormatException($"its format is version {format}, but this program reads version {FormatVersion}. A newer version of the program may read it.");
        var layers = Property(root, "layers").EnumerateArray().Select(layer => (
            ActivationFunction.Parse(Text(layer, "activation")),
            layer.TryGetProperty("dropout", out var dropout) ? dropout.GetDouble() : 0)).ToArray();
        if (layers.Length == 0)
            throw new FormatException("it lists no layers.");
        if (layers.Any(layer => layer.Item2 is not (>= 0 and < 1)))
            throw new FormatException("a dropout is not from 0 to below 1.");
        return (layers, ErrorFunction.Parse(Text(root, "error")));
    }

    private static string Text(JsonElement element, string property) =>
        Property(element, property).GetString() ?? throw new FormatException($"'{property}' is null, but a text was expected.");

    private static JsonElement Property(JsonElement element, string property) =>
        element.TryGetProperty(property, out var value) ? value : throw new FormatException($"'{property}' is missing.");

    private static DenseLayer ReadLayer(SafetensorsFile file, int l, ActivationFunction activation, double dropout)
    {
        var biases = Find(file, $"layers.{l}.biases", dimensions: 1);
        var weights = Find(file, $"layers.{l}.weights", dimensions: 2);
        if (biases.Shape[0] != weights.Shape[1])
            throw new FormatException($"tensor layers.{l}.weights has {weights.Shape[1]} columns, but there are {biases.Shape[0]} biases.");
        var layer = new DenseLayer(weights.Shape[0], weights.Shape[1], activation, dropout);
        layer.Weights.CopyRowFrom(0, biases.Values);
        for (int i = 1; i <= layer.Inputs; i++)
            layer.Weights.CopyRowFrom(i, weights.Values.Slice((i - 1) * layer.Units, layer.Units));
        return layer;
    }

    private static Tensor Find(SafetensorsFile file, string name, int dimensions)
    {
        var tensor = file.Find(name) ?? throw new FormatException($"the file has no tensor {name}.");
        if (tensor.Shape.Count != dimensions || tensor.Shape.Contains(0))
            throw new FormatException($"tensor {name} has the shape [{string.Join(", ", tensor.Shape)}], but {dimensions} sizes from 1 were expected.");
        foreach (float value in tensor.Values)
            if (!float.IsFinite(value))
                throw new FormatException($"tensor {name} holds numbers that are not finite.");
        return tensor;
    }
}
