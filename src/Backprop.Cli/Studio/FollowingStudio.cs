using System.ComponentModel;
using System.Diagnostics;
using Backprop.Cli.Shell;
using Backprop.Tabular.Following;
using Backprop.Training;

namespace Backprop.Cli.Studio;

/// <summary>
/// A studio that follows a training of this program. The two communicate over the studio's standard input and output: there is no name, file or port that anybody
/// else could open, and each side notices at once when the other has ended. The studio outlives the training as long as a page is open, so it holds none of
/// this program's own streams.
/// </summary>
internal sealed class FollowingStudio : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Host host;
    private readonly bool quiet;
    private readonly CancellationTokenSource finish = new(), stop = new();
    private readonly Process process;
    private readonly FollowedTraining training;
    private volatile string? trouble;
    private Action clear = () => { };
    private bool reported;

    private FollowingStudio(Host host, bool quiet, Process process, RunDescription description, RunSample? sample)
    {
        (this.host, this.quiet, this.process) = (host, quiet, process);
        process.ErrorDataReceived += (_, line) => trouble ??= line.Data;
        process.BeginErrorReadLine();
        training = new FollowedTraining(process.StandardInput.BaseStream, process.StandardOutput.BaseStream, description, sample, finish.Cancel, stop.Cancel, SayPaused, host.Stop);
    }

    /// <summary>Cancelled by the page's button that keeps the best epoch.</summary>
    public CancellationToken Finish => finish.Token;

    /// <summary>Cancelled by the page's button that keeps nothing.</summary>
    public CancellationToken Stop => stop.Token;

    /// <summary>Starts it; null where it cannot be started, which is a warning: the training does not need it.</summary>
    /// <param name="host">What the command runs in.</param>
    /// <param name="quiet">Whether the address is not printed.</param>
    /// <param name="description">Describes the training.</param>
    /// <param name="sample">Some of its rows; null for none.</param>
    /// <param name="args">Further arguments of the studio.</param>
    public static FollowingStudio? Start(Host host, bool quiet, RunDescription description, RunSample? sample, IEnumerable<string> args)
    {
        try
        {
            var start = StudioProgram.Find();
            start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
            start.ArgumentList.Add("--follow");
            foreach (string arg in args)
                start.ArgumentList.Add(arg);
            return new FollowingStudio(host, quiet, Process.Start(start)!, description, sample);
        }
        catch (Exception exception) when (exception is IOException or Win32Exception)
        {
            host.Warn($"{exception.Message} The training continues without the studio.");
            return null;
        }
    }

    /// <summary>Passes progress on to the page as well.</summary>
    /// <param name="inner">Receives progress first.</param>
    /// <param name="clear">Clears the line of the terminal before a message is written.</param>
    public IProgress<TrainingProgress> Watch(IProgress<TrainingProgress> inner, Action clear)
    {
        this.clear = clear;
        return new Both(this, inner);
    }

    /// <summary>Returns at once, or, where the page has paused the training, when it continues.</summary>
    /// <param name="progress">The state of the training.</param>
    public void WaitWhilePaused(TrainingProgress progress) => training.WaitWhilePaused(progress);

    /// <summary>Reports to the page how the training ended.</summary>
    public void End(RunEnd end)
    {
        // A short training may end before the page has opened, since the studio starts slowly on a busy machine. One that could not be started ends at once.
        var waited = Stopwatch.StartNew();
        while (training is { Address: null, IsGone: false } && waited.Elapsed < Patience)
            Thread.Sleep(10);
        Announce();
        training.End(end);
    }

    public void Dispose()
    {
        training.Dispose();
        process.Dispose();
        finish.Dispose();
        stop.Dispose();
    }

    private void Announce()
    {
        if (reported || (training.Address is null && !training.IsGone))
            return;
        reported = true;
        clear();
        if (training.Address is not { } address)
            host.Warn($"the studio could not be started{(trouble is { } why ? $" ({why})" : "")}; the training continues without it");
        else if (!quiet)
            host.Note($"studio: {address}");
    }

    // The page that paused it may have been closed; the terminal must show why nothing moves, and where to continue.
    private void SayPaused()
    {
        if (quiet || training.Address is not { } address)
            return;
        clear();
        host.Note($"paused in the studio: {address}");
    }

    private sealed class Both(FollowingStudio studio, IProgress<TrainingProgress> inner) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            studio.Announce();
            inner.Report(value);
            studio.training.Report(value);
        }
    }
}
