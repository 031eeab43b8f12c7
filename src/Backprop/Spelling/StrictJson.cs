using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Backprop.Spelling;

/// <summary>
/// The one way to read JSON that may come from a stranger: by generated readers (contexts of <see cref="JsonSerializerDefaults.Strict"/>), and what they refuse is
/// reported with its place, what was expected and what was found.
/// </summary>
internal static class StrictJson
{
    public const int MaxDepth = 8;

    /// <summary>Reads a value.</summary>
    /// <param name="json">UTF-8.</param>
    /// <param name="type">What it is, from a generated context.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="FormatException">It is not well-formed, or not of the type.</exception>
    public static T Read<T>(ReadOnlySpan<byte> json, JsonTypeInfo<T> type, string name)
    {
        try
        {
            return JsonSerializer.Deserialize(json, type) ?? throw new JsonException("It is null.");
        }
        // Abstract types without a discriminator are "not supported", and half of a surrogate pair in some places is an "invalid operation".
        catch (Exception exception) when (exception is JsonException or NotSupportedException or InvalidOperationException)
        {
            throw new FormatException(JsonProblem.Find(json, type, name) ?? $"{name}: {exception.Message}", exception);
        }
    }

    /// <inheritdoc cref="Read{T}(ReadOnlySpan{byte}, JsonTypeInfo{T}, string)"/>
    public static T Read<T>(string json, JsonTypeInfo<T> type, string name) => Read(Encoding.UTF8.GetBytes(json), type, name);

    /// <summary>
    /// Reads a document, no name in an object twice. Half of an escaped surrogate pair is well-formed JSON, but the framework throws wherever such a name or text
    /// is looked at; here it is refused before anything is.
    /// </summary>
    /// <exception cref="JsonException">It is not well-formed, nested too deep, or has a name or text that is not well-formed Unicode.</exception>
    public static JsonDocument Parse(string json)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(json);
        RequireUnicode(utf8);
        return JsonDocument.Parse(utf8, new JsonDocumentOptions { MaxDepth = MaxDepth, AllowDuplicateProperties = false });
    }

    /// <exception cref="JsonException">It is not well-formed, or has a name or text that is not well-formed Unicode.</exception>
    public static void RequireUnicode(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaxDepth });
        while (reader.Read())
        {
            if (!reader.ValueIsEscaped)
                continue;
            try
            {
                _ = reader.GetString();
            }
            catch (InvalidOperationException exception)
            {
                throw new JsonException($"A name or text at byte {reader.TokenStartIndex} is not well-formed Unicode: it holds half of a surrogate pair.", exception);
            }
        }
    }
}
