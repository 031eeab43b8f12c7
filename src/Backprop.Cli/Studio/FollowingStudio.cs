using System.ComponentModel;
using System.Diagnostics;
using Backprop.Cli.Shell;
using Backprop.Tabular.Following;
using Backprop.Training;

namespace Backprop.Cli.Studio;

/// <summary>
/// A studio that follows a training of this program. The two talk over the studio's standard input and output: no name, no file and no port that anybody
/// else could open, and each side sees at once when the other is gone. The studio outlives the training as long as a page is open, so it holds none of
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
    private bool told;

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
    /// <param name="quiet">Whether the address is left unsaid.</param>
    /// <param name="description">What is trained.</param>
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
            host.Warn($"{exception.Message} The training goes on without the studio.");
            return null;
        }
    }

    /// <summary>Hands progress on to the page as well.</summary>
    /// <param name="inner">Told first.</param>
    /// <param name="clear">Clears the line of the terminal before something is said.</param>
    public IProgress<TrainingProgress> Watch(IProgress<TrainingProgress> inner, Action clear)
    {
        this.clear = clear;
        return new Both(this, inner);
    }

    /// <summary>Returns at once, or where the page paused the training when it goes on.</summary>
    /// <param name="progress">Where the training stands.</param>
    public void WaitWhilePaused(TrainingProgress progress) => training.WaitWhilePaused(progress);

    /// <summary>Tells the page how it ended.</summary>
    public void End(RunEnd end)
    {
        // A short training may end before the page is there; on a busy machine the studio takes its time. One that could not be started is gone at once.
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
        if (told || (training.Address is null && !training.IsGone))
            return;
        told = true;
        clear();
        if (training.Address is not { } address)
            host.Warn($"the studio could not be started{(trouble is { } why ? $" ({why})" : "")}; the training goes on without it");
        else if (!quiet)
            host.Note($"studio: {address}");
    }

    // The page that paused it may be closed since; whoever looks at the terminal must know why nothing moves, and where it goes on.
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
