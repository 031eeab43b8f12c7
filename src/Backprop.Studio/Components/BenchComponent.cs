using Backprop.Studio.States;
using Microsoft.AspNetCore.Components;

namespace Backprop.Studio.Components;

/// <summary>A part of the page that shows the state and follows it.</summary>
public abstract class BenchComponent : ComponentBase, IDisposable
{
    /// <summary>The page's state.</summary>
    [Inject] protected Workbench Bench { get; set; } = null!;

    /// <inheritdoc/>
    protected override void OnInitialized() => Bench.Changed += Refresh;

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Unsubscribes from the state.</summary>
    protected virtual void Dispose(bool disposing) => Bench.Changed -= Refresh;

    private void Refresh(object? sender, EventArgs e) => _ = InvokeAsync(StateHasChanged);
}
