using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Backprop.Studio.Components.Charts;

/// <summary>A number or a word at an axis. (Razor has another use for an element named text within code.)</summary>
public sealed class Tick : ComponentBase
{
    [Parameter, EditorRequired] public double X { get; set; }

    [Parameter, EditorRequired] public double Y { get; set; }

    [Parameter, EditorRequired] public required string Text { get; set; }

    /// <summary>Its alignment at its position: start, middle or end.</summary>
    [Parameter] public string Anchor { get; set; } = "middle";

    /// <summary>Whether it is written upwards.</summary>
    [Parameter] public bool IsUpright { get; set; }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        string x = X.ToString("0.##", CultureInfo.InvariantCulture), y = Y.ToString("0.##", CultureInfo.InvariantCulture);
        builder.OpenElement(0, "text");
        builder.AddAttribute(1, "class", "tick");
        builder.AddAttribute(2, "x", x);
        builder.AddAttribute(3, "y", y);
        builder.AddAttribute(4, "text-anchor", Anchor);
        builder.AddAttribute(5, "transform", IsUpright ? $"rotate(-90 {x} {y})" : null);
        builder.AddContent(6, Text);
        builder.CloseElement();
    }
}
