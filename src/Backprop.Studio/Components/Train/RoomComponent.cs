using Backprop.Studio.States;
using Backprop.Studio.Training;
using Microsoft.AspNetCore.Components;

namespace Backprop.Studio.Components.Train;

/// <summary>A part of the Train view. It is rendered again when what it shows has changed, and only then.</summary>
public abstract class RoomComponent : ComponentBase, IDisposable
{
    private object? shown;
    private bool mustRender = true;

    /// <summary>The page's training.</summary>
    [Inject] protected TrainingRoom Room { get; set; } = null!;

    /// <summary>The page's state.</summary>
    [Inject] protected Workbench Bench { get; set; } = null!;

    /// <summary>The current choices.</summary>
    protected TrainChoices Choices => Bench.State.Training;

    /// <summary>What it shows of a running training; null where it shows nothing that changes.</summary>
    protected virtual object? Shown => null;

    /// <summary>Changes the choices.</summary>
    protected void Choose(Func<TrainChoices, TrainChoices> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        Bench.Do(new ChooseTraining(change(Choices)));
    }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        Bench.Changed += Refresh;
        Room.Changed += Refresh;
        Room.Ticked += Tick;
    }

    /// <inheritdoc/>
    protected override bool ShouldRender()
    {
        bool must = mustRender || !Equals(shown, Shown);
        (mustRender, shown) = (false, Shown);
        return must;
    }

    /// <summary>Renders it again with its next change.</summary>
    protected void Renew() => mustRender = true;

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Unsubscribes from the training.</summary>
    protected virtual void Dispose(bool disposing)
    {
        Bench.Changed -= Refresh;
        Room.Changed -= Refresh;
        Room.Ticked -= Tick;
    }

    private void Refresh(object? sender, EventArgs e)
    {
        mustRender = true;
        _ = InvokeAsync(StateHasChanged);
    }

    private void Tick(object? sender, EventArgs e)
    {
        if (!Equals(shown, Shown))
            _ = InvokeAsync(StateHasChanged);
    }
}
