using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Backprop.Files;

/// <summary>
/// The one way to read JSON that stands in a file's metadata, which may come from a stranger. Half of an escaped surrogate pair is well-formed JSON, but the
/// framework's reader throws wherever such a name or text is looked at; here it is refused before anything is.
/// </summary>
internal static class MetadataJson
{
    private const int MaxDepth = 8;

    /// <summary>Reads a text as JSON, nested at most 8 deep.</summary>
    /// <exception cref="JsonException">It is not well-formed, nested too deep, or has a name or text that is not well-formed Unicode.</exception>
    public static JsonDocument Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        byte[] json = Encoding.UTF8.GetBytes(text);
        RequireUnicode(json.AsSpan());
        return JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = MaxDepth });
    }

    /// <summary>Refuses JSON from elsewhere that has a name or text that is not well-formed Unicode.</summary>
    /// <exception cref="JsonException">There is one.</exception>
    public static void RequireUnicode(JsonElement json) => RequireUnicode(JsonMarshal.GetRawUtf8Value(json));

    private static void RequireUnicode(ReadOnlySpan<byte> json)
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
