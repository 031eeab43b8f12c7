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
    /// <exception cref="UnauthorizedAccessException">The user may not read the file.</exception>
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
            using var document = MetadataJson.Parse(json);
            var (functions, error, numerics) = Read(document.RootElement);
            var layers = functions.Select((f, l) => ReadLayer(file, l + 1, f.Activation, f.Dropout)).ToArray();
            return new Network(layers, error) { Numerics = numerics };
        }
        catch (JsonException e)
        {
            throw new ModelFileException($"'{name}', metadata '{MetadataKey}': it is not well-formed JSON, or nested too deep. {e.Message}", e);
        }
        catch (Exception e) when (e is FormatException or ArgumentException or InvalidOperationException)
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
            writer.WriteNumber("numerics", network.Numerics);
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

    private static ((ActivationFunction Activation, double Dropout)[] Layers, ErrorFunction Error, int Numerics) Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
            throw new FormatException($"it is {Kind(root)}, but an object was expected.");
        _ = Version(root, "format", FormatVersion, "its format", "reads");
        // Files of other programs may say nothing of the arithmetic.
        int numerics = root.TryGetProperty("numerics", out _) ? Version(root, "numerics", NumericsVersion.Current, "its arithmetic", "computes with") : NumericsVersion.Current;
        var list = Property(root, "layers");
        if (list.ValueKind != JsonValueKind.Array)
            throw new FormatException($"'layers' is {Kind(list)}, but a list was expected.");
        var layers = list.EnumerateArray().Select((layer, l) => ReadLayer(layer, $"layers[{l}]")).ToArray();
        if (layers.Length == 0)
            throw new FormatException("it lists no layers.");
        if (layers.Any(layer => !(layer.Dropout >= 0 && (float)layer.Dropout < 1)))
            throw new FormatException("a dropout is not from 0 to below 1.");
        return (layers, ErrorFunction.Parse(Text(root, "error")), numerics);
    }

    /// <summary>A version that is not newer than the program's.</summary>
    private static int Version(JsonElement root, string property, int known, string what, string does)
    {
        var element = Property(root, property);
        if (element.ValueKind != JsonValueKind.Number || !element.TryGetInt32(out int version) || version < 1)
            throw new FormatException($"'{property}' is {Kind(element)}, but a whole number from 1 was expected.");
        if (version > known)
            throw new FormatException(
                $"{what} is version {version}, but this program {does} version {known}: its predictions could be others. A newer version of the program is needed.");
        return version;
    }

    private static (ActivationFunction Activation, double Dropout) ReadLayer(JsonElement layer, string path)
    {
        if (layer.ValueKind != JsonValueKind.Object)
            throw new FormatException($"'{path}' is {Kind(layer)}, but an object was expected.");
        double dropout = 0;
        if (layer.TryGetProperty("dropout", out var share) && (share.ValueKind != JsonValueKind.Number || !share.TryGetDouble(out dropout)))
            throw new FormatException($"'{path}.dropout' is {Kind(share)}, but a number was expected.");
        return (ActivationFunction.Parse(Text(layer, "activation", path + ".")), dropout);
    }

    private static string Text(JsonElement element, string property, string path = "")
    {
        var value = Property(element, property, path);
        if (value.ValueKind != JsonValueKind.String)
            throw new FormatException($"'{path}{property}' is {Kind(value)}, but a text was expected.");
        return value.GetString()!;
    }

    private static JsonElement Property(JsonElement element, string property, string path = "") =>
        element.TryGetProperty(property, out var value) ? value : throw new FormatException($"'{path}{property}' is missing.");

    private static string Kind(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => $"the number {(element.GetRawText() is { Length: <= 30 } text ? text : "…")}",
        JsonValueKind.Null => "null",
        _ => element.ValueKind == JsonValueKind.True ? "true" : "false",
    };

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
