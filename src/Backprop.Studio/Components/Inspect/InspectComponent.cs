using System.Globalization;
using Backprop.Explain.Text;
using Backprop.Studio.Inspecting;
using Microsoft.AspNetCore.Components;

namespace Backprop.Studio.Components.Inspect;

/// <summary>A part of the page that shows what is inspected and follows it.</summary>
public abstract class InspectComponent : ComponentBase, IDisposable
{
    /// <summary>What is inspected.</summary>
    [Inject] protected InspectBench Inspector { get; set; } = null!;

    /// <inheritdoc/>
    protected override void OnInitialized() => Inspector.Changed += Refresh;

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Unsubscribes from what is inspected.</summary>
    protected virtual void Dispose(bool disposing) => Inspector.Changed -= Refresh;

    /// <summary>A number for people.</summary>
    protected static string Short(double value, int digits = 4) => NumberText.Format(value, digits).Replace('-', '−');

    /// <summary>A number with its sign.</summary>
    protected static string Signed(double value, int digits = 3) => (value > 0 ? "+" : "") + Short(value, digits);

    /// <summary>A share in percent.</summary>
    protected static string Percent(double share) => share switch
    {
        > 0.99999 and < 1 => "> 99.999 %",
        > 0 and < 0.00001 => "< 0.001 %",
        > 0.999 and < 1 or > 0 and < 0.001 => (100 * share).ToString("0.###", CultureInfo.InvariantCulture) + " %",
        _ => (100 * share).ToString("0.0", CultureInfo.InvariantCulture) + " %",
    };

    /// <summary>A whole number with its noun.</summary>
    protected static string Count(long number, string noun) => string.Create(CultureInfo.InvariantCulture, $"{number:N0} {noun}{(number == 1 ? "" : "s")}");

    /// <summary>A number for an attribute.</summary>
    private void Refresh(object? sender, EventArgs e) => _ = InvokeAsync(StateHasChanged);
}
