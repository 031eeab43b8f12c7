using System.Collections.ObjectModel;
using System.Text;
using System.Text.Json;
using Backprop.Layers;
using Backprop.Losses;
using Backprop.Networks;
using Backprop.Numerics;
using Backprop.Spelling;

namespace Backprop.Files;

/// <summary>
/// A network in a safetensors file: a tensor for each parameter of layer l from 1, such as <c>layers.l.biases</c> (M) and <c>layers.l.weights</c> (D × M)
/// of a dense one, and in the metadata <c>network</c> its layers as JSON.
/// </summary>
/// <example>
/// <code>
/// network.Save("xor.safetensors");
/// Network same = Network.Load("xor.safetensors");
/// </code>
/// </example>
public static class NetworkFile
{
    /// <summary>The key of the network's description in the metadata.</summary>
    internal const string MetadataKey = "network";

    /// <summary>The newest format: with layers that are not dense. A network without them is written as version 1, which older programs read.</summary>
    private const int FormatVersion = 2;

    extension(Network network)
    {
        /// <summary>Replaces a file by the network alone, as a whole or not at all. The same network always gives the same bytes.</summary>
        /// <exception cref="IOException">The file cannot be written; it is as it was.</exception>
        public void Save(string path) => ToFile(network).Write(path);

        /// <summary>Writes the network to a stream: the bytes of its file.</summary>
        /// <param name="stream">Not closed.</param>
        public void Save(Stream stream) => ToFile(network).Write(stream);
    }

    extension(Network)
    {
        /// <summary>Reads a network, from a file of its own, a model or a checkpoint.</summary>
        /// <exception cref="ModelFileException">The file is damaged or holds no network; the message says where.</exception>
        /// <exception cref="IOException">The file cannot be read.</exception>
        /// <exception cref="UnauthorizedAccessException">The user may not read the file.</exception>
        public static Network Load(string path) => FromFile(SafetensorsFile.Read(path), path);

        /// <summary>Reads a network from a stream, from its position to its end.</summary>
        /// <param name="stream">Not closed. One without a length is read into memory first.</param>
        /// <param name="name">What messages call it.</param>
        /// <exception cref="ModelFileException">The content is damaged or holds no network; the message says where.</exception>
        public static Network Load(Stream stream, string name) => FromFile(SafetensorsFile.Read(stream, name), name);
    }

    /// <summary>The file content of a network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="metadata">Further metadata; null for none.</param>
    internal static SafetensorsFile ToFile(Network network, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        var tensors = network.Parameters.Select(parameter => new Tensor(parameter.Name, [.. parameter.Shape], parameter.ToArray())).ToList();
        var all = new Dictionary<string, string>(metadata ?? ReadOnlyDictionary<string, string>.Empty, StringComparer.Ordinal) { [MetadataKey] = Describe(network) };
        return new SafetensorsFile(all, tensors);
    }

    /// <summary>The network of a file content.</summary>
    /// <param name="file">The content.</param>
    /// <param name="name">What messages call the file.</param>
    /// <exception cref="ModelFileException">It does not contain a network, or its parts do not match; the message says where.</exception>
    internal static Network FromFile(SafetensorsFile file, string name)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (!file.Metadata.TryGetValue(MetadataKey, out string? json))
            throw new ModelFileException($"'{name}' does not contain a network: its metadata has no '{MetadataKey}'. Was it written by another program?");
        try
        {
            using var document = StrictJson.Parse(json);
            var network = Read(document.RootElement, file);
            foreach (var parameter in network.Parameters)
            {
                var tensor = Find(file, parameter.Name, parameter.Shape.Count);
                if (!tensor.Shape.SequenceEqual(parameter.Shape))
                    throw new FormatException($"tensor {tensor.Name} has the shape [{string.Join(", ", tensor.Shape)}], but [{string.Join(", ", parameter.Shape)}] was expected from the others of its layer.");
                parameter.Set(tensor.Values);
            }
            return network;
        }
        catch (JsonException e)
        {
            throw new ModelFileException($"'{name}', metadata '{MetadataKey}': it is not well-formed JSON, or nested too deeply. {e.Message}", e);
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
            writer.WriteNumber("format", network.Layers.Count == network.DenseLayers.Count ? 1 : FormatVersion);
            writer.WriteNumber("numerics", network.Numerics);
            writer.WriteString("error", network.Error.ToString());
            writer.WriteStartArray("layers");
            foreach (var layer in network.Layers)
                LayerDescription.Write(layer, writer);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    /// <summary>The network of a description, its parameters not yet set.</summary>
    /// <remarks>Read by hand, because newer versions are refused before anything else is looked at, and because each kind of layer reads its own members.</remarks>
    private static Network Read(JsonElement root, SafetensorsFile file)
    {
        if (root.ValueKind != JsonValueKind.Object)
            throw new FormatException($"it is {root.Found()}, but an object was expected.");
        _ = Version(root, "format", FormatVersion, "its format", "reads");
        root.RequireKnown(["format", "numerics", "error", "layers"]);
        // Files of other programs may say nothing of the arithmetic.
        int numerics = root.TryGetProperty("numerics", out _) ? Version(root, "numerics", NumericsVersion.Current, "its arithmetic", "computes with") : NumericsVersion.Current;
        var list = root.Member("layers");
        if (list.ValueKind != JsonValueKind.Array)
            throw new FormatException($"'layers' is {list.Found()}, but a list was expected.");
        var layers = list.EnumerateArray()
            .Select((layer, l) => new LayerDescription(layer, $"layers[{l}]", (parameter, dimensions) => Find(file, $"layers.{l + 1}.{parameter}", dimensions).Shape).Read()).ToArray();
        if (layers.Length == 0)
            throw new FormatException("it lists no layers.");
        return new Network(layers, ErrorFunction.Parse(root.Text("error"))) { Numerics = numerics };
    }

    /// <summary>A version that is not newer than the program's.</summary>
    private static int Version(JsonElement root, string property, int known, string what, string does)
    {
        var element = root.Member(property);
        if (element.ValueKind != JsonValueKind.Number || !element.TryGetInt32(out int version) || version < 1)
            throw new FormatException($"'{property}' is {element.Found()}, but a whole number from 1 was expected.");
        if (version > known)
            throw new FormatException(
                $"{what} is version {version}, but this program {does} version {known}: its predictions could differ. A newer version of the program is needed.");
        return version;
    }

    private static Tensor Find(SafetensorsFile file, string name, int dimensions)
    {
        var tensor = file.Find(name) ?? throw new FormatException($"the file has no tensor {name}.");
        if (tensor.Shape.Count != dimensions || tensor.Shape.Contains(0))
            throw new FormatException($"tensor {name} has the shape [{string.Join(", ", tensor.Shape)}], but {dimensions} sizes from 1 were expected.");
        foreach (float value in tensor.Values)
            if (!float.IsFinite(value))
                throw new FormatException($"tensor {name} has numbers that are not finite.");
        return tensor;
    }
}
