using System.Text.Json;

namespace Backprop.Tabular.Following;

/// <summary>What is trained, told once.</summary>
/// <param name="Data">The name of the data.</param>
/// <param name="Targets">What is predicted, in words.</param>
/// <param name="Network">Its sizes, such as 14-64-3.</param>
/// <param name="Parameters">All weights and biases.</param>
/// <param name="Rows">Training rows.</param>
/// <param name="Optimizer">The optimizer.</param>
/// <param name="BatchSize">Rows of a step.</param>
/// <param name="Checkpoint">The file of the training's state; null where none is written, so that stopping loses the training.</param>
internal sealed record RunDescription(
    string Data, string Targets, string Network, long Parameters, int Rows, string Optimizer, int BatchSize, string? Checkpoint) : RunMessage
{
    /// <summary>Whether networks of this size are sent.</summary>
    public bool ShowsNetwork => Parameters < (Frames.MaxNetwork - Frames.MaxText) / sizeof(float);

    internal byte[] Write() => Json(writer =>
    {
        writer.WriteNumber("protocol", Frames.Version);
        writer.WriteString("data", Data);
        writer.WriteString("targets", Targets);
        writer.WriteString("network", Network);
        writer.WriteNumber("parameters", Parameters);
        writer.WriteNumber("rows", Rows);
        writer.WriteString("optimizer", Optimizer);
        writer.WriteNumber("batch", BatchSize);
        writer.WriteString("checkpoint", Checkpoint);
    });

    internal static RunDescription Read(JsonElement element)
    {
        int version = element.GetProperty("protocol").GetInt32();
        if (version != Frames.Version)
            throw new FormatException($"The training speaks version {version} of the protocol, and this studio version {Frames.Version}: they are of different versions of Backprop.");
        return new(
            Text(element, "data") ?? "", Text(element, "targets") ?? "", Text(element, "network") ?? "", element.GetProperty("parameters").GetInt64(),
            element.GetProperty("rows").GetInt32(), Text(element, "optimizer") ?? "", element.GetProperty("batch").GetInt32(), Text(element, "checkpoint"));
    }
}
