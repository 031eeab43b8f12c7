using System.Runtime.InteropServices;

namespace Backprop.Cli.Shell;

/// <summary>
/// Ctrl-C, SIGTERM, and SIGHUP of a closed terminal: a command that watches for them is cancelled and ends in order; any other, or a second signal, ends the process.
/// </summary>
internal sealed class Signals : IDisposable
{
    private readonly CancellationTokenSource source = new();
    private readonly PosixSignalRegistration[] registrations;
    private readonly Action<int> end;
    private int watching;
    private int status = ExitCode.Interrupted;

    public Signals(Action<int> end)
    {
        this.end = end;
        registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Arrived(context, ExitCode.Interrupted)),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Arrived(context, ExitCode.Terminated)),
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, context => Arrived(context, ExitCode.HungUp)),
        ];
    }

    public CancellationToken Token => source.Token;

    public int Status => Volatile.Read(ref status);

    public IDisposable Watch() => new Watcher(this);

    public void Dispose()
    {
        foreach (var registration in registrations)
            registration.Dispose();
        source.Dispose();
    }

    private void Arrived(PosixSignalContext context, int exitStatus)
    {
        context.Cancel = true;
        bool first = !source.IsCancellationRequested;
        if (first)
            Volatile.Write(ref status, exitStatus);
        // The kernel and the shell both signal a closed terminal, so a second SIGHUP is not an impatient user.
        bool insists = !first && exitStatus != ExitCode.HungUp;
        if (insists || Volatile.Read(ref watching) == 0)
            end(exitStatus);
        source.Cancel();
    }

    private sealed class Watcher : IDisposable
    {
        private Signals? signals;

        public Watcher(Signals signals)
        {
            this.signals = signals;
            Interlocked.Increment(ref signals.watching);
        }

        public void Dispose()
        {
            if (Interlocked.Exchange(ref signals, null) is { } owner)
                Interlocked.Decrement(ref owner.watching);
        }
    }
}
