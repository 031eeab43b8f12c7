using System.Text.Json;
using Backprop.Networks;
using Backprop.Spelling;

namespace Backprop.Tabular.Following;

/// <summary>A message of a training to its follower.</summary>
internal abstract record RunMessage
{
    private protected RunMessage() { }
}

/// <summary>The current network.</summary>
/// <param name="Network">A copy, which does not change. Null where its weights could not be read, for example when they are not finite.</param>
internal sealed record RunNetwork(Network? Network) : RunMessage;

/// <summary>How a training ended.</summary>
internal enum RunOutcome
{
    /// <summary>It ended by its own rules, and the model is written.</summary>
    Done,

    /// <summary>The user ended it, and the model of the best epoch is written.</summary>
    Finished,

    /// <summary>The user ended it, and no model is written.</summary>
    Stopped,

    /// <summary>It could not continue.</summary>
    Failed,
}

/// <summary>The end of a training.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Model">The model's file; null where none was written.</param>
/// <param name="Message">What the user should know, in sentences; empty for nothing.</param>
internal sealed record RunEnd(RunOutcome Outcome, string? Model, string Message) : RunMessage
{
    internal byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, RunJson.Default.RunEnd);

    internal static RunEnd Read(byte[] json) =>
        StrictJson.Read(json, RunJson.Default.RunEnd, "end") is var end && Enum.IsDefined(end.Outcome) ? end : throw new FormatException("Unknown outcome.");
}
