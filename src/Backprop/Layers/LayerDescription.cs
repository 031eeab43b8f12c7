using System.Text.Json;
using Backprop.Spelling;

namespace Backprop.Layers;

/// <summary>A layer as a model file describes it: a JSON object, and tensors with its parameters.</summary>
/// <param name="json">The object.</param>
/// <param name="path">Its path, for messages.</param>
/// <param name="shape">The shape of a parameter of the layer with a given number of dimensions.</param>
internal sealed class LayerDescription(JsonElement json, string path, Func<string, int, IReadOnlyList<int>> shape)
{
    private const string KindMember = "kind";

    private readonly HashSet<string> asked = new(StringComparer.Ordinal) { KindMember };

    /// <summary>The path of the layer in the description, for messages.</summary>
    public string Path => path;

    /// <summary>The layer, its parameters not yet set.</summary>
    /// <exception cref="FormatException">It is not a layer of a known kind; the message says where.</exception>
    public Layer Read()
    {
        if (json.ValueKind != JsonValueKind.Object)
            throw new FormatException($"'{path}' is {json.Found()}, but an object was expected.");
        // Before there were other kinds, every layer was dense.
        string name = json.TryGetProperty(KindMember, out _) ? Text(KindMember) : DenseLayer.Type.Name;
        var kind = LayerKind.All.FirstOrDefault(kind => kind.Name == name)
            ?? throw new FormatException($"'{path}.{KindMember}' is '{name}', but the known kinds are {string.Join(", ", LayerKind.All.Select(kind => kind.Name))}.");
        var layer = kind.Read(this);
        json.RequireKnown(asked, path + ".");
        return layer;
    }

    /// <summary>Writes a layer.</summary>
    public static void Write(Layer layer, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        if (layer.Kind != DenseLayer.Type.Name)
            json.WriteString(KindMember, layer.Kind);
        layer.Describe(json);
        json.WriteEndObject();
    }

    /// <exception cref="FormatException">There is no such member, or it is not a text.</exception>
    public string Text(string member) => json.Text(Asked(member), path + ".");

    /// <summary>A number; null where it is not given.</summary>
    /// <exception cref="FormatException">It is not a number.</exception>
    public double? Number(string member) => json.NumberOrNull(Asked(member), path + ".");

    /// <summary>A whole number from 1.</summary>
    /// <exception cref="FormatException">There is no such member, or it is another.</exception>
    public int Count(string member) => Whole(json.Member(Asked(member), path + "."), $"{path}.{member}", least: 1);

    /// <summary>A list of whole numbers from 0.</summary>
    /// <exception cref="FormatException">There is no such member, or it holds something else.</exception>
    public IReadOnlyList<int> Wholes(string member) => [.. List(member).Select((number, n) => Whole(number, $"{path}.{member}[{n}]", least: 0))];

    /// <summary>A list of pairs of whole numbers.</summary>
    /// <exception cref="FormatException">There is no such member, or it holds something else.</exception>
    public IReadOnlyList<(int First, int Second)> Pairs(string member) =>
        [.. List(member).Select((pair, p) => pair.ValueKind == JsonValueKind.Array && pair.GetArrayLength() == 2
            ? (Whole(pair[0], $"{path}.{member}[{p}][0]", least: 0), Whole(pair[1], $"{path}.{member}[{p}][1]", least: 0))
            : throw new FormatException($"'{path}.{member}[{p}]' is {pair.Found()}, but a list of two whole numbers was expected."))];

    /// <summary>The sizes of a parameter.</summary>
    /// <exception cref="FormatException">There is no such tensor, or it has other dimensions.</exception>
    public IReadOnlyList<int> Shape(string parameter, int dimensions) => shape(parameter, dimensions);

    private JsonElement.ArrayEnumerator List(string member)
    {
        var list = json.Member(Asked(member), path + ".");
        return list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : throw new FormatException($"'{path}.{member}' is {list.Found()}, but a list was expected.");
    }

    private static int Whole(JsonElement number, string path, int least) =>
        number.ValueKind == JsonValueKind.Number && number.TryGetInt32(out int value) && value >= least ? value
            : throw new FormatException($"'{path}' is {number.Found()}, but a whole number from {least} was expected.");

    private string Asked(string member)
    {
        asked.Add(member);
        return member;
    }
}
