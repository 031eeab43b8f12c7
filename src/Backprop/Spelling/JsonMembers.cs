using System.Text.Json;

namespace Backprop.Spelling;

/// <summary>Members of JSON objects, with messages that name the path and say what was found.</summary>
internal static class JsonMembers
{
    /// <exception cref="FormatException">It is not there.</exception>
    public static JsonElement Member(this JsonElement element, string name, string path = "") =>
        element.TryGetProperty(name, out var value) ? value : throw new FormatException($"'{path}{name}' is missing.");

    /// <exception cref="FormatException">It is not there, or not a text.</exception>
    public static string Text(this JsonElement element, string name, string path = "")
    {
        var value = element.Member(name, path);
        return value.ValueKind == JsonValueKind.String ? value.GetString()! : throw new FormatException($"'{path}{name}' is {value.Found()}, but a text was expected.");
    }

    /// <summary>A number, or null where there is no such member.</summary>
    /// <exception cref="FormatException">It is not a number.</exception>
    public static double? NumberOrNull(this JsonElement element, string name, string path = "")
    {
        if (!element.TryGetProperty(name, out var value))
            return null;
        return value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) ? number
            : throw new FormatException($"'{path}{name}' is {value.Found()}, but a number was expected.");
    }

    /// <exception cref="FormatException">There is another member.</exception>
    public static void RequireKnown(this JsonElement element, IReadOnlyCollection<string> names, string path = "")
    {
        foreach (var member in element.EnumerateObject())
            if (!names.Contains(member.Name, StringComparer.Ordinal))
                throw new FormatException($"'{path}{(member.Name is { Length: <= 30 } name ? name : "…")}' is unknown; expected are {string.Join(", ", names)}.");
    }

    /// <summary>What a value is, for messages.</summary>
    public static string Found(this JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => $"the number {(element.GetRawText() is { Length: <= 30 } text ? text : "…")}",
        JsonValueKind.Null => "null",
        _ => element.ValueKind == JsonValueKind.True ? "true" : "false",
    };
}
