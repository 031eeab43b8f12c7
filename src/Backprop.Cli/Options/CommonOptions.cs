using System.CommandLine;

namespace Backprop.Cli.Options;

/// <summary>Options that every verb has.</summary>
internal static class CommonOptions
{
    public static Option<bool> Help { get; } = new("--help", "-h", "-?") { Description = "this help", Arity = ArgumentArity.Zero };

    public static Option<bool> Version { get; } = Make.Flag("--version", "version, commit and the vector width in use");

    public static Option<bool> Json { get; } = Make.Flag("--json", "one JSON object on standard output, and nothing else there");

    public static Option<bool> Quiet { get; } = Make.Flag("--quiet", "results only: no progress, no notes");

    public static Option<int?> Digits { get; } = Make.Whole("--digits", "significant digits shown; JSON always has full precision", 1, 17);

    public static Option<ulong?> Seed { get; } =
        Make.Parsed<ulong?>("--seed", "N", "the seed of every random number (default 1)", text => (ulong)NumberSyntax.ParseWhole(text, 0, long.MaxValue));

    public static Option<int?> Threads { get; } = Make.Whole("--threads", "threads to compute with (default: as many as speed it up); never changes results", 1, 1024);

    /// <summary>The options of every verb.</summary>
    public static IReadOnlyList<Option> All => [Json, Seed, Threads, Quiet, Digits, Help];
}
