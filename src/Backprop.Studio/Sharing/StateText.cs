using System.Buffers.Text;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Backprop.Explain.Derivations;
using Backprop.Studio.States;

namespace Backprop.Studio.Sharing;

/// <summary>The state as text: JSON in a file, the same packed for an address. What is read is checked like anything from outside.</summary>
public static class StateText
{
    /// <summary>Characters of a state that fit into an address everywhere.</summary>
    public const int MostInAddress = 8_000;

    /// <summary>Bytes of a state file that are read.</summary>
    public const int MostInFile = 16 << 20;

    private const int Version = 1;

    /// <summary>The state as JSON.</summary>
    public static byte[] Write(StudioState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = false }))
        {
            json.WriteStartObject();
            json.WriteNumber("backprop_studio", Version);
            json.WriteNumber("digits", state.Digits);
            json.WritePropertyName("lesson");
            LessonJson.Write(json, state.Lesson);
            json.WriteStartArray("doors");
            foreach (Quantity door in state.Doors)
                json.WriteStringValue(door.ToString());
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return bytes.ToArray();
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="FormatException">Text that is no state; the message says why and what to do.</exception>
    public static StudioState Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 16 });
            JsonElement root = document.RootElement;
            int version = root.GetProperty("backprop_studio").GetInt32();
            if (version != Version)
                throw new FormatException($"It is of version {version}, but this studio reads version {Version}.");
            Lesson lesson = LessonJson.Read(root.GetProperty("lesson"));
            var numbers = lesson.Numbers();
            var doors = root.GetProperty("doors").EnumerateArray().Take(100)
                .Select(door => Quantity.TryParse(door.GetString(), out Quantity quantity) && quantity.IsOf(numbers) ? quantity
                    : throw new FormatException($"The network has no number '{door}'.")).ToArray();
            return new StudioState { Lesson = lesson, Doors = doors, Digits = Math.Clamp(root.GetProperty("digits").GetInt32(), 1, 17) };
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException or FormatException or OverflowException)
        {
            throw new FormatException($"This is no state of the studio: {exception.Message} Open a file that its Share page saved, or an address that it copied.", exception);
        }
    }

    /// <summary>The state packed for an address; null where it is too long for one.</summary>
    public static string? Pack(StudioState state)
    {
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
            deflate.Write(Write(state));
        string text = Base64Url.EncodeToString(packed.ToArray());
        return text.Length <= MostInAddress ? text : null;
    }

    /// <summary>Reads what <see cref="Pack"/> packed.</summary>
    /// <exception cref="FormatException">Text that is no state; the message says why and what to do.</exception>
    public static StudioState Unpack(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            using var packed = new MemoryStream(Base64Url.DecodeFromChars(text));
            using var deflate = new DeflateStream(packed, CompressionMode.Decompress);
            // An address is short, but what it unpacks to need not be.
            var json = new byte[64 * MostInAddress];
            int read = deflate.ReadAtLeast(json, json.Length, throwOnEndOfStream: false);
            return read < json.Length ? Read(json.AsMemory(0, read)) : throw new FormatException("It is too long.");
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException || (exception is FormatException && exception.InnerException is null))
        {
            throw new FormatException($"The address holds no state of the studio: {exception.Message} Copy it whole, or begin with the lecture's example.", exception);
        }
    }
}
