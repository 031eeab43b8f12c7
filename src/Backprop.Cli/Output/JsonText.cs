using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Backprop.Cli.Output;

/// <summary>One JSON object on one line.</summary>
internal static class JsonText
{
    // Column names and labels stay readable: the output is not part of a web page.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void WriteObject(TextWriter output, Action<Utf8JsonWriter> members)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            members(writer);
            writer.WriteEndObject();
        }
        output.WriteLine(Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
    }

    /// <summary>JSON has no NaN and no infinities: they are written as null.</summary>
    public static void Number(this Utf8JsonWriter writer, string name, double? value)
    {
        if (value is { } number && double.IsFinite(number))
            writer.WriteNumber(name, number);
        else
            writer.WriteNull(name);
    }

    /// <summary>An array of texts.</summary>
    public static void Texts(Utf8JsonWriter writer, IEnumerable<string> texts)
    {
        writer.WriteStartArray();
        foreach (string text in texts)
            writer.WriteStringValue(text);
        writer.WriteEndArray();
    }

    /// <summary>An array of numbers; where <paramref name="single"/>, a single one is written without brackets.</summary>
    public static void Array(Utf8JsonWriter writer, IReadOnlyList<double> values, bool single)
    {
        bool bare = single && values.Count == 1;
        if (!bare)
            writer.WriteStartArray();
        foreach (double value in values)
        {
            if (double.IsFinite(value))
                writer.WriteNumberValue(value);
            else
                writer.WriteNullValue();
        }
        if (!bare)
            writer.WriteEndArray();
    }
}
