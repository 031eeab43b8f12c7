using Microsoft.AspNetCore.Components.Server.Circuits;

namespace Backprop.Studio.Following;

/// <summary>Counts the pages that are connected.</summary>
internal sealed class PageWatch(FollowedRun run) : CircuitHandler
{
    private bool isUp;

    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        if (!isUp)
            run.PageCame();
        isUp = true;
        return Task.CompletedTask;
    }

    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        if (isUp)
            run.PageWent();
        isUp = false;
        return Task.CompletedTask;
    }
}
