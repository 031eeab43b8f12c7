namespace Backprop.Cli.Tests;

/// <summary>What is written, and somebody told of it at once.</summary>
internal sealed class Watched(Action<string> written) : StringWriter
{
    public override void Write(string? value)
    {
        base.Write(value);
        written(value ?? "");
    }
}
