using System.Text.Json;
using Backprop.Files;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Encoders;

/// <summary>
/// A value of a JSON document with the path to it, read without good will: a model file may come from a stranger. Every surprise is a
/// <see cref="DataException"/> that names the place, what was expected and what was found. Begun by <see cref="Root"/>, which refuses names and texts that are
/// no well-formed Unicode.
/// </summary>
internal readonly struct StrictJson(JsonElement element, string path)
{
    /// <summary>The whole of a document.</summary>
    /// <exception cref="DataException">A name or text in it is not well-formed Unicode.</exception>
    public static StrictJson Root(JsonElement element, string name)
    {
        try
        {
            MetadataJson.RequireUnicode(element);
        }
        catch (JsonException exception)
        {
            throw new DataException($"{name}: {exception.Message}", exception);
        }
        return new StrictJson(element, name);
    }

    /// <summary>The path of the value, such as <c>inputs.columns[3].mean</c>.</summary>
    public string Path => path;

    public bool IsNull => element.ValueKind == JsonValueKind.Null;

    /// <summary>A property of this object; call <see cref="Object"/> first.</summary>
    public StrictJson this[string name] => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value)
        ? new StrictJson(value, $"{path}.{name}")
        : throw new DataException($"{path}: the property '{name}' is missing.");

    /// <summary>Checks that this is an object with exactly these properties, each once.</summary>
    public StrictJson Object(params ReadOnlySpan<string> names)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw Error("an object");
        int found = 0;
        foreach (var property in element.EnumerateObject())
        {
            bool known = false;
            foreach (string name in names)
                known |= property.NameEquals(name);
            if (!known)
                throw new DataException($"{path}: unknown property {Shorten(property.ToString())}; expected: {string.Join(", ", names.ToArray())}.");
            found++;
        }
        foreach (string name in names)
            _ = this[name];
        return found == names.Length ? this : throw new DataException($"{path}: duplicate property.");
    }

    /// <summary>An optional property.</summary>
    public StrictJson? TryGet(string name) => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value)
        ? new StrictJson(value, $"{path}.{name}")
        : null;

    /// <summary>The properties of an object with any names, each once.</summary>
    public IReadOnlyList<(string Name, StrictJson Value)> Properties()
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw Error("an object");
        var found = new List<(string, StrictJson)>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
        {
            if (!names.Add(property.Name))
                throw new DataException($"{path}: duplicate property '{Shorten(property.Name)}'.");
            found.Add((property.Name, new StrictJson(property.Value, $"{path}.{Shorten(property.Name)}")));
        }
        return found;
    }

    public string Text() => element.ValueKind == JsonValueKind.String ? element.GetString()! : throw Error("text");

    public bool Boolean() => element.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Error("true or false"),
    };

    /// <summary>A finite number.</summary>
    public double Number() => element.ValueKind == JsonValueKind.Number && element.TryGetDouble(out double value) && double.IsFinite(value)
        ? value
        : throw Error("a finite number");

    public int Integer(int least, int most) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out int value) && value >= least && value <= most
            ? value
            : throw Error($"a whole number from {least} to {most}");

    public IReadOnlyList<StrictJson> Items()
    {
        if (element.ValueKind != JsonValueKind.Array)
            throw Error("a list");
        var items = new List<StrictJson>(element.GetArrayLength());
        foreach (var item in element.EnumerateArray())
            items.Add(new StrictJson(item, $"{path}[{items.Count}]"));
        return items;
    }

    /// <summary>The items of a list of a given number of finite numbers or nulls each: a long list, read without storing each of its items.</summary>
    public IEnumerable<double?[]> Rows(int length)
    {
        if (element.ValueKind != JsonValueKind.Array)
            throw Error("a list");
        int row = 0;
        foreach (var item in element.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Array || item.GetArrayLength() != length)
                throw new StrictJson(item, $"{path}[{row}]").Error($"a list of {length} numbers");
            var values = new double?[length];
            for (int n = 0; n < length; n++)
                values[n] = item[n].ValueKind == JsonValueKind.Null ? null : new StrictJson(item[n], path).Number();
            yield return values;
            row++;
        }
    }

    /// <summary>A list of texts, no two of them the same by the comparer.</summary>
    public IReadOnlyList<string> DistinctTexts(StringComparer comparer)
    {
        var seen = new HashSet<string>(comparer);
        var texts = new List<string>();
        foreach (var item in Items())
        {
            string text = item.Text();
            if (!seen.Add(text))
                throw new DataException($"{item.Path}: '{Shorten(text)}' is in the list twice.");
            texts.Add(text);
        }
        return texts;
    }

    /// <summary>The exception for a value that is not what was expected.</summary>
    public DataException Error(string expected) => new($"{path}: expected {expected}, found {Shorten(element.GetRawText())}.");

    private static string Shorten(string text) => text.Length <= 60 ? text : text[..57] + "…";
}
