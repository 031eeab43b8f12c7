using System.Text.Json.Serialization.Metadata;
using Backprop.Spelling;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Encoders;

/// <summary>
/// Reads what a model's file says of columns, targets and training. What the generated readers do not look at is checked by the descriptions themselves, with the
/// same kind of message.
/// </summary>
internal static class DescriptionJson
{
    /// <exception cref="DataException">The JSON is not well-formed, or not of that form; the message names the place.</exception>
    public static T Read<T>(ReadOnlySpan<byte> json, JsonTypeInfo<T> type, string name)
    {
        try
        {
            return StrictJson.Read(json, type, name);
        }
        catch (FormatException exception)
        {
            throw new DataException(exception.Message, exception);
        }
    }

    /// <summary>The exception for a value that is not what was expected.</summary>
    public static DataException Unexpected(string path, string expected, object? found = null) =>
        new(found is null ? $"{path}: expected {expected}." : FormattableString.Invariant($"{path}: expected {expected}, found {found}."));

    /// <summary>A whole number in bounds.</summary>
    public static int Integer(int value, int min, int max, string path) =>
        value >= min && value <= max ? value : throw Unexpected(path, FormattableString.Invariant($"a whole number from {min} to {max}"), value);

    /// <summary>A list of texts; the generated readers let null stand in lists.</summary>
    public static string[] Texts(string[] texts, string path) =>
        Array.IndexOf(texts, null) is var place && place < 0 ? texts : throw Unexpected($"{path}[{place}]", "text", "null");

    /// <summary>A list of texts, no two of them the same by the comparer.</summary>
    public static string[] DistinctTexts(string[] texts, StringComparer comparer, string path)
    {
        var seen = new HashSet<string>(comparer);
        string[] all = Texts(texts, path);
        for (int n = 0; n < all.Length; n++)
        {
            if (!seen.Add(all[n]))
                throw new DataException($"{path}[{n}]: '{(all[n].Length <= 60 ? all[n] : all[n][..57] + "…")}' is in the list twice.");
        }
        return all;
    }
}
