using System.IO.Pipes;
using Backprop.Studio.Following;
using Backprop.Tabular.Following;
using Microsoft.Extensions.Hosting;

namespace Backprop.Studio.Tests.Following;

public sealed class FollowedRunTests : IHostApplicationLifetime, IDisposable
{
    private readonly AnonymousPipeServerStream down = new(PipeDirection.Out), up = new(PipeDirection.Out);

    public void Dispose()
    {
        up.Dispose();
        down.Dispose();
    }

    [Fact]
    public void Pause_and_resume_arrive_in_the_order_they_were_asked_in()
    {
        using var downEnd = new AnonymousPipeClientStream(PipeDirection.In, down.ClientSafePipeHandle);
        using var upEnd = new AnonymousPipeClientStream(PipeDirection.In, up.ClientSafePipeHandle);
        using var run = new FollowedRun(new RunFollower(downEnd, up), this);
        // The end that a thread waits for is closed first.
        using AnonymousPipeServerStream last = down;
        const int Times = 2000;
        for (int n = 0; n < Times; n++)
        {
            run.Pause();
            run.Resume();
        }
        // A frame without content is a length of 0 and its kind.
        byte[] frames = new byte[2 * Times * 5];
        upEnd.ReadExactly(frames);
        Assert.Equal(string.Concat(Enumerable.Repeat("PR", Times)), string.Concat(frames.Chunk(5).Select(frame => (char)frame[4])));
    }

    CancellationToken IHostApplicationLifetime.ApplicationStarted => CancellationToken.None;

    CancellationToken IHostApplicationLifetime.ApplicationStopping => CancellationToken.None;

    CancellationToken IHostApplicationLifetime.ApplicationStopped => CancellationToken.None;

    void IHostApplicationLifetime.StopApplication()
    {
    }
}
