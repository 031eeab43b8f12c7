using System.Collections.ObjectModel;
using Backprop.Files;

namespace Backprop.Training;

/// <summary>
/// Where and how often a training writes its state: before the first step, then as often as costs at most 1 % of the training's time (rather at the ends of
/// epochs than within them), when it is cancelled, and at its end. The clock decides when a checkpoint is written, never what is computed.
/// </summary>
/// <param name="Path">The file, which is replaced as a whole each time, whatever is in it: to begin a training loses the state of another one there.</param>
public sealed record CheckpointPolicy(string Path)
{
    /// <summary>The minimum time between two checkpoints, however little they cost. Default: 1 s.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Whether every epoch ends with one, whatever that costs. Default: false.</summary>
    public bool EveryEpoch { get; init; }

    /// <summary>
    /// Text by name that is written along with the state. Names must not be <c>network</c>, <c>checkpoint</c> or <c>sha256</c>. Default: none.
    /// </summary>
    internal IReadOnlyDictionary<string, string> Metadata { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Whether one is written after every step: for tests.</summary>
    internal bool EveryStep { get; init; }

    internal FileSteps FileSteps { get; init; } = FileSteps.Real;

    /// <summary>What receives the content in place of the file: one of several networks is a part of their common checkpoint. Default: null.</summary>
    internal Action<SafetensorsFile>? Receiver { get; init; }

    internal TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Replaces the file.</summary>
    /// <exception cref="IOException">It cannot be written; it is unchanged.</exception>
    internal void Write(SafetensorsFile content)
    {
        if (Receiver is { } receiver)
            receiver(content);
        else
            AtomicFile.Write(Path, content.Write, FileSteps);
    }
}

/// <summary>The state of the checkpoint file of a training under way.</summary>
/// <param name="Step">The step whose state is in the file.</param>
/// <param name="Problem">Why the last attempt to replace it failed; null where it did not.</param>
public sealed record CheckpointStatus(long Step, string? Problem);
