using Microsoft.AspNetCore.Components.Server.Circuits;

namespace Backprop.Studio.Training;

/// <summary>A page that is gone, or has lost its connection, trains nothing.</summary>
internal sealed class PauseWithoutPage(TrainingRoom room) : CircuitHandler
{
    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        room.Interrupt("Paused while the page was not connected.");
        return Task.CompletedTask;
    }
}
