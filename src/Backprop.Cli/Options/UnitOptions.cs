using System.CommandLine;
using Backprop.Cli.Shell;

namespace Backprop.Cli.Options;

/// <summary>Which units of a large network are shown: how many, or which ones.</summary>
internal static class UnitOptions
{
    public static Option<string[]> Create() => Make.Texts(
        "--units", "N or LAYER:N,N,…", "how many units of each layer are shown (default 6, those with the largest deltas), or which ones of a layer, 0 for the inputs (repeatable); with --why how many columns");

    /// <summary>How many are shown, null where not given, and which ones of some layers.</summary>
    public static (int? Max, IReadOnlyDictionary<int, IReadOnlyList<int>>? Chosen) Read(string[]? texts)
    {
        int? most = null;
        var chosen = new Dictionary<int, IReadOnlyList<int>>();
        foreach (string text in texts ?? [])
        {
            int colon = text.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0)
                most = Whole(text, text, 1, 1000);
            else
                chosen[Whole(text[..colon], text, 0, 10_000)] = [.. text[(colon + 1)..].Split(',').Select(unit => Whole(unit, text, 1, int.MaxValue))];
        }
        return (most, chosen.Count > 0 ? chosen : null);
    }

    private static int Whole(string number, string text, int least, int most)
    {
        try
        {
            return (int)NumberSyntax.ParseWhole(number.Trim(), least, most);
        }
        catch (FormatException exception)
        {
            throw new UsageException($"--units: '{text}' was given, but a number or LAYER:N,N,… was expected ({exception.Message})");
        }
    }
}
