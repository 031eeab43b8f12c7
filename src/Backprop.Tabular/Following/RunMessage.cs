using System.Text.Json;
using Backprop.Networks;

namespace Backprop.Tabular.Following;

/// <summary>What a training tells those who follow it.</summary>
internal abstract record RunMessage
{
    private protected RunMessage() { }

    private protected static byte[] Json(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }
        return buffer.ToArray();
    }

    /// <summary>JSON has no infinity and no NaN.</summary>
    private protected static void Number(Utf8JsonWriter writer, string name, double? value)
    {
        if (value is { } number && double.IsFinite(number))
            writer.WriteNumber(name, number);
        else
            writer.WriteNull(name);
    }

    private protected static double? Number(JsonElement element, string name) =>
        element.GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : null;

    private protected static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}

/// <summary>The network of a moment.</summary>
/// <param name="Network">A copy: it stays as it is. Null where its weights could not be read, as when they are no longer finite.</param>
internal sealed record RunNetwork(Network? Network) : RunMessage;

/// <summary>How a training came to its end.</summary>
internal enum RunOutcome
{
    /// <summary>It ended by its own rules, and the model is written.</summary>
    Done,

    /// <summary>The user ended it, and the model of the best epoch is written.</summary>
    Finished,

    /// <summary>The user ended it, and no model is written.</summary>
    Stopped,

    /// <summary>It could not go on.</summary>
    Failed,
}

/// <summary>The end of a training.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Model">The model's file; null where none was written.</param>
/// <param name="Message">What the user should know, in sentences; empty for nothing.</param>
internal sealed record RunEnd(RunOutcome Outcome, string? Model, string Message) : RunMessage
{
    internal byte[] Write() => Json(writer =>
    {
        writer.WriteString("outcome", Outcome.ToString());
        writer.WriteString("model", Model);
        writer.WriteString("message", Message);
    });

    internal static RunEnd Read(JsonElement element) => new(
        Enum.TryParse(Text(element, "outcome"), out RunOutcome outcome) ? outcome : throw new FormatException("The outcome is none that is known."),
        Text(element, "model"), Text(element, "message") ?? "");
}
