using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Backprop.Spelling;

/// <summary>Finds out why a generated reader refused JSON: goes along the JSON and what the reader knows of its types to the first place where they differ.</summary>
internal static class JsonProblem
{
    /// <summary>The place with what was expected and found; null where nothing is wrong.</summary>
    /// <param name="json">UTF-8.</param>
    /// <param name="type">What was to be read.</param>
    /// <param name="name">What messages call it.</param>
    public static string? Find(ReadOnlySpan<byte> json, JsonTypeInfo type, string name)
    {
        try
        {
            StrictJson.RequireUnicode(json);
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = StrictJson.MaxDepth });
            using var document = JsonDocument.ParseValue(ref reader);
            return Find(document.RootElement, type, name);
        }
        catch (JsonException exception)
        {
            return $"{name}: it is not well-formed JSON, or nested too deep. {exception.Message}";
        }
    }

    private static string? Find(JsonElement found, JsonTypeInfo type, string path)
    {
        if (Nullable.GetUnderlyingType(type.Type) is { } value)
            return found.ValueKind == JsonValueKind.Null ? null : Find(found, type.Options.GetTypeInfo(value), path);
        return type.Kind switch
        {
            JsonTypeInfoKind.Object => OfObject(found, type, path),
            JsonTypeInfoKind.Enumerable => found.ValueKind != JsonValueKind.Array ? Unexpected(found, "a list", path)
                : found.EnumerateArray().Select((item, n) => Find(item, type.Options.GetTypeInfo(type.ElementType!), $"{path}[{n}]")).FirstOrDefault(problem => problem is not null),
            JsonTypeInfoKind.Dictionary => found.ValueKind != JsonValueKind.Object ? Unexpected(found, "an object", path)
                : Members(found, path, member => Find(member.Value, type.Options.GetTypeInfo(type.ElementType!), $"{path}.{Shorten(member.Name)}")),
            _ => OfValue(found, type, path),
        };
    }

    private static string? OfObject(JsonElement found, JsonTypeInfo type, string path)
    {
        if (found.ValueKind != JsonValueKind.Object)
            return Unexpected(found, "an object", path);
        string? discriminator = type.PolymorphismOptions?.TypeDiscriminatorPropertyName;
        if (discriminator is not null)
        {
            if (!found.TryGetProperty(discriminator, out var kind))
                return Missing(discriminator, path);
            var kinds = type.PolymorphismOptions!.DerivedTypes;
            if (kinds.FirstOrDefault(known => kind.ValueKind == JsonValueKind.String && kind.ValueEquals((string)known.TypeDiscriminator!)).DerivedType is not { } derived)
                return Unexpected(kind, $"{string.Join(", ", kinds.SkipLast(1).Select(known => known.TypeDiscriminator))} or {kinds[^1].TypeDiscriminator}", $"{path}.{discriminator}");
            type = type.Options.GetTypeInfo(derived);
        }
        return Members(found, path, member => member.Name == discriminator ? null
            : type.Properties.FirstOrDefault(known => member.NameEquals(known.Name)) is not { } property
                ? type.UnmappedMemberHandling == JsonUnmappedMemberHandling.Skip ? null
                : $"{path}: unknown property {Shorten(member.ToString())}; expected are {string.Join(", ", type.Properties.Select(known => known.Name))}."
            : member.Value.ValueKind == JsonValueKind.Null && (property.AssociatedParameter?.IsNullable ?? property.IsSetNullable) ? null
            : Find(member.Value, type.Options.GetTypeInfo(property.PropertyType), $"{path}.{property.Name}"))
            ?? type.Properties.Where(property => property.IsRequired && !found.TryGetProperty(property.Name, out _)).Select(property => Missing(property.Name, path)).FirstOrDefault();
    }

    private static string? Members(JsonElement found, string path, Func<JsonProperty, string?> problem)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        return found.EnumerateObject()
            .Select(member => names.Add(member.Name) ? problem(member) : $"{path}: duplicate property '{Shorten(member.Name)}'.").FirstOrDefault(text => text is not null);
    }

    private static string? OfValue(JsonElement found, JsonTypeInfo type, string path)
    {
        string expected = type.Type switch
        {
            var t when t == typeof(string) => "text",
            var t when t == typeof(bool) => "true or false",
            var t when t == typeof(double) => "a finite number",
            var t when t == typeof(int) || t == typeof(long) => "a whole number",
            var t when t == typeof(byte[]) => "base64",
            var t when t.IsEnum => string.Join(", ", Enum.GetNames(t)),
            _ => "another value",
        };
        try
        {
            return found.ValueKind == JsonValueKind.Null || found.Deserialize(type) is null ? Unexpected(found, expected, path) : null;
        }
        catch (JsonException)
        {
            return Unexpected(found, expected, path);
        }
    }

    private static string Missing(string property, string path) => $"{path}: the property '{property}' is missing.";

    private static string Unexpected(JsonElement found, string expected, string path) => $"{path}: expected {expected}, found {Shorten(found.GetRawText())}.";

    private static string Shorten(string text) => text.Length <= 60 ? text : text[..57] + "…";
}
