using System.ComponentModel;
using System.Diagnostics;

namespace Backprop.Cli.Studio;

/// <summary>
/// A studio that was started by this program. It lives as long as its standard input is open, so it also ends where this program is killed.
/// </summary>
internal sealed class StudioProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly Process process;

    private StudioProcess(Process process) => this.process = process;

    /// <summary>The address it printed; null where it ended before that, with a message.</summary>
    public string? Address { get; private set; }

    /// <summary>Starts it and waits for its address.</summary>
    /// <param name="args">Its arguments.</param>
    /// <param name="stop">Cancels waiting.</param>
    /// <exception cref="IOException">It is missing, or cannot be started.</exception>
    public static StudioProcess Start(IEnumerable<string> args, CancellationToken stop)
    {
        var start = StudioProgram.Find();
        start.RedirectStandardInput = start.RedirectStandardOutput = true;
        start.ArgumentList.Add("--attached");
        foreach (string arg in args)
            start.ArgumentList.Add(arg);
        try
        {
            var studio = new StudioProcess(Process.Start(start)!);
            using (stop.Register(studio.End))
                studio.Address = studio.process.StandardOutput.ReadLine();
            return studio;
        }
        catch (Win32Exception exception)
        {
            throw new IOException($"the studio cannot be started with '{start.FileName}': {exception.Message}", exception);
        }
    }

    /// <summary>Waits until it ends by itself or is to be stopped.</summary>
    /// <returns>Its exit status; the process has ended.</returns>
    public int Wait(CancellationToken stop)
    {
        using (stop.Register(End))
            process.WaitForExit();
        return process.ExitCode;
    }

    public void Dispose()
    {
        End();
        process.Dispose();
    }

    private void End()
    {
        try
        {
            process.StandardInput.Close();
            if (!process.WaitForExit(Patience))
                process.Kill(entireProcessTree: true);
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException or Win32Exception)
        {
            // It has ended.
        }
    }
}
