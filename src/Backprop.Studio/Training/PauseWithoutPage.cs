using Microsoft.AspNetCore.Components.Server.Circuits;

namespace Backprop.Studio.Training;

/// <summary>Pauses the training of a page that is closed, or has lost its connection.</summary>
internal sealed class PauseWithoutPage(TrainingRoom room) : CircuitHandler
{
    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        room.Interrupt("Paused while the page was not connected.");
        return Task.CompletedTask;
    }
}
