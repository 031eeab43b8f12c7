using Backprop.Cli.Shell;
using Backprop.Tabular.Models;

namespace Backprop.Cli.Options;

/// <summary>The syntax of <c>--class-weights</c>: <c>balanced</c>, <c>none</c>, or <c>CLASS=X,…</c>, also one class per option.</summary>
internal static class ClassWeightSyntax
{
    /// <summary>Reads the values of the option; null for none.</summary>
    /// <param name="texts">The values, in their order.</param>
    /// <param name="isClass">Whether a text is a class of the target: such a name may contain commas and equals signs.</param>
    /// <exception cref="UsageException">A text of another form.</exception>
    public static ClassWeights? Read(IReadOnlyList<string> texts, Func<string, bool> isClass)
    {
        if (texts.Count == 0)
            return null;
        if (texts.Count == 1 && texts[0].ToLowerInvariant() is "balanced" or "none")
            return texts[0].ToLowerInvariant() == "balanced" ? ClassWeights.Balanced : null;
        if (texts.FirstOrDefault(text => text.ToLowerInvariant() is "balanced" or "none") is { } alone)
            throw new UsageException($"--class-weights: '{alone}' cannot be combined with another value.");
        return UsageException.Of(() => ClassWeights.Of(texts.SelectMany(text => Entries(text, isClass))));
    }

    private static List<KeyValuePair<string, double>> Entries(string text, Func<string, bool> isClass)
    {
        if (Entry(text) is { } whole && isClass(whole.Key))
            return [whole];
        var entries = new List<KeyValuePair<string, double>>();
        string open = "";
        foreach (string part in text.Split(','))
        {
            // A part without a number is the beginning of a name that contains a comma.
            open += open.Length == 0 ? part : "," + part;
            if (Entry(open) is not { } entry)
                continue;
            entries.Add(isClass(entry.Key) ? entry : new(entry.Key.Trim(), entry.Value));
            open = "";
        }
        return open.Length == 0 && entries.Count > 0 ? entries : throw new UsageException(
            $"--class-weights: '{(open.Length > 0 ? open : text)}' was given, but balanced, none or CLASS=X was expected, such as fraud=10,ok=1.");
    }

    /// <summary>NAME=X; null for anything else.</summary>
    private static KeyValuePair<string, double>? Entry(string text)
    {
        int equals = text.LastIndexOf('=');
        try
        {
            return equals < 1 ? null : new(text[..equals], NumberSyntax.Parse(text[(equals + 1)..].Trim()));
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
