using System.Diagnostics;

namespace Backprop.Benchmarks.Workers;

/// <summary>A system that the work is given to, and how its worker is started.</summary>
/// <param name="Name">As the report writes it.</param>
/// <param name="Command">The program and its first arguments; null where it is not on this machine.</param>
/// <param name="Environment">Variables it is started with.</param>
/// <param name="Missing">What would have to be there for it.</param>
internal sealed record Peer(string Name, string[]? Command, string Missing, IReadOnlyDictionary<string, string>? Environment = null)
{
    public bool IsHere => Command is not null;

    public ProcessStartInfo Start(Job job)
    {
        var start = new ProcessStartInfo(Command![0]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string word in Command.Skip(1).Concat(job.Words))
            start.ArgumentList.Add(word);
        foreach (var (name, value) in Environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        return start;
    }
}
