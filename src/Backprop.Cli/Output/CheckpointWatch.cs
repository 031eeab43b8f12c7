using Backprop.Cli.Shell;
using Backprop.Training;

namespace Backprop.Cli.Output;

/// <summary>Warns once when checkpoints can no longer be written, and notes when they can again; passes progress on to the progress line.</summary>
internal sealed class CheckpointWatch(ProgressLine line, Host host, bool quiet) : IProgress<TrainingProgress>
{
    private bool failing;

    /// <inheritdoc/>
    public void Report(TrainingProgress value)
    {
        if (!quiet && failing != (value.Checkpoint?.Problem is not null))
        {
            failing = !failing;
            line.Dispose();
            if (failing)
                host.Warn(FormattableString.Invariant($"{value.Checkpoint!.Problem} Training continues with the checkpoint of step {value.Checkpoint.Step}, and writing is tried again."));
            else
                host.Note("checkpoints are written again");
        }
        line.Report(value);
    }
}
