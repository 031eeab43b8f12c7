using System.Globalization;
using Backprop.Benchmarks.Report;

namespace Backprop.Benchmarks;

/// <summary>The options of <c>benchmarks/run</c>.</summary>
internal sealed record Settings
{
    public const string Usage = """
        usage: benchmarks/run [--rounds N] [--seconds S] [--only WORDS] [--quick] [--output FILE]
          --rounds N      rounds of every system in a row (default 9)
          --seconds S     length of a round (default 0.3)
          --only WORDS    only the rows whose name contains the words, printed instead of written; such as 784-128-10, adam, "predict 13"
          --quick         three rounds of 0.1 s, printed instead of written
          --output FILE   where the page goes (default docs/benchmarks.md, or docs/benchmarks-256.md with vectors of 256 bits)
        """;

    public required string Root { get; init; }

    public int Rounds { get; init; } = 9;

    public double RoundSeconds { get; init; } = 0.3;

    public double WarmUpSeconds { get; init; } = 0.6;

    public string? Only { get; init; }

    /// <summary>The page; null to print it.</summary>
    public string? Output { get; init; }

    public string Benchmarks => Path.Combine(Root, "benchmarks");

    /// <summary>Where <c>benchmarks/run</c> builds the peers written in C, and what does not belong into the repository.</summary>
    public string Built => Path.Combine(Root, "artifacts", "benchmarks");

    /// <summary>The settings from ROOT -- OPTIONS; null where they are wrong.</summary>
    public static Settings? Parse(string[] args)
    {
        if (args is not [var root, "--", ..])
            return null;
        var settings = new Settings { Root = root, Output = Path.Combine(root, "docs", BenchmarksPage.FileName) };
        for (int i = 2; i < args.Length; i++)
        {
            string? value = i + 1 < args.Length ? args[i + 1] : null;
            switch (args[i])
            {
                case "--quick":
                    settings = settings with { Rounds = 3, RoundSeconds = 0.1, WarmUpSeconds = 0.3, Output = null };
                    continue;
                case "--rounds" when int.TryParse(value, CultureInfo.InvariantCulture, out int rounds) && rounds > 0:
                    settings = settings with { Rounds = rounds };
                    break;
                case "--seconds" when double.TryParse(value, CultureInfo.InvariantCulture, out double seconds) && seconds > 0:
                    settings = settings with { RoundSeconds = seconds };
                    break;
                case "--only" when value is not null:
                    settings = settings with { Only = value, Output = null };
                    break;
                case "--output" when value is not null:
                    settings = settings with { Output = value };
                    break;
                default:
                    return null;
            }
            i++;
        }
        return settings;
    }
}
