using System.Text.Json;
using Backprop.Spelling;

namespace Backprop.Tabular.Following;

/// <summary>The description of a training, sent once.</summary>
/// <param name="Data">The name of the data.</param>
/// <param name="Targets">What is predicted, in words.</param>
/// <param name="Network">Its sizes, such as 14-64-3.</param>
/// <param name="Parameters">All weights and biases.</param>
/// <param name="Rows">Training rows.</param>
/// <param name="Optimizer">The optimizer.</param>
/// <param name="BatchSize">Rows per step.</param>
/// <param name="Checkpoint">The file of the training's state; null where none is written, so that stopping loses the training.</param>
internal sealed record RunDescription(
    string Data, string Targets, string Network, long Parameters, int Rows, string Optimizer, int BatchSize, string? Checkpoint) : RunMessage
{
    /// <summary>Whether networks of this size are sent.</summary>
    public bool ShowsNetwork => Parameters < (Frames.MaxNetwork - Frames.MaxText) / sizeof(float);

    internal byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(new RunGreeting(Frames.Version, this), RunJson.Default.RunGreeting);

    internal static RunDescription Read(byte[] json)
    {
        int version = StrictJson.Read(json, RunJson.Default.RunVersion, "description").Protocol;
        return version == Frames.Version ? StrictJson.Read(json, RunJson.Default.RunGreeting, "description").Run : throw new FormatException(
            $"The training uses version {version} of the protocol, and this studio version {Frames.Version}: they belong to different versions of Backprop.");
    }
}
