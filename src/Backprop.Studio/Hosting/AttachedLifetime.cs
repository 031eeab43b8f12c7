using System.Runtime.InteropServices;
using Backprop.Studio.Following;

namespace Backprop.Studio.Hosting;

/// <summary>
/// The lifetime of a studio that the command line started: it ends when its standard input does, however the command line ended. Ctrl-C, which a
/// terminal sends to both, is left to the command line. (For a followed training, <see cref="FollowedRun"/> reads the standard input.)
/// </summary>
internal sealed class AttachedLifetime(IHostApplicationLifetime application, StudioArguments arguments) : IHostLifetime, IDisposable
{
    private readonly PosixSignalRegistration[] signals =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
        {
            context.Cancel = true;
            application.StopApplication();
        }),
    ];

    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        if (arguments.IsFollowing)
            return Task.CompletedTask;
        // Reading a console cannot be cancelled, so a separate thread waits there.
        new Thread(WaitForEnd) { IsBackground = true, Name = "standard input" }.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        foreach (PosixSignalRegistration signal in signals)
            signal.Dispose();
    }

    private void WaitForEnd()
    {
        try
        {
            using Stream input = Console.OpenStandardInput();
            Span<byte> buffer = stackalloc byte[64];
            while (input.Read(buffer) > 0)
            {
                // The content does not matter.
            }
        }
        catch (IOException)
        {
            // Closed in another way.
        }
        application.StopApplication();
    }
}
