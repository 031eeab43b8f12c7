using System.Globalization;
using Backprop.Explain.Derivations;
using Backprop.Explain.Drawings;
using Backprop.Explain.Html;
using Backprop.Studio.States;
using Backprop.Textbook;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Web;
using static Backprop.Studio.Components.Charts.SvgNumber;

namespace Backprop.Studio.Components.Step;

/// <summary>
/// The network with its numbers, each a door to its derivation. What is being computed is lit, what is known is plain, what is not yet known
/// stands there faint and without its number.
/// </summary>
public sealed class LiveDrawing : ComponentBase
{
    /// <summary>Digits on the drawing; all of them stand in the derivation.</summary>
    private const int Digits = 3;

    [Parameter, EditorRequired] public required TextbookStep Numbers { get; set; }

    [Parameter, EditorRequired] public required Lesson Lesson { get; set; }

    /// <summary>The number whose derivation is open; null for none.</summary>
    [Parameter] public Quantity? Opened { get; set; }

    [Parameter] public EventCallback<Quantity> OnOpen { get; set; }

    [Parameter] public EventCallback<Edit> OnEdit { get; set; }

    [Parameter] public EventCallback<DrawOut> OnDrawOut { get; set; }

    private bool hasStop;

    /// <inheritdoc/>
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        NetworkDrawing drawing = NetworkDrawing.Of(Numbers, new DrawingOptions
        {
            Digits = Digits,
            NumberWidth = 7,
            Units = Lesson.Units,
            Updated = Lesson.Step == Reducer.Steps,
            InputNames = Lesson.InputNames,
            OutputNames = Lesson.OutputNames,
            LargestWeight = NetworkDrawing.LargestWeight(Numbers),
        });
        builder.OpenElement(0, "svg");
        builder.AddAttribute(1, "class", "network");
        builder.AddAttribute(2, "viewBox", $"0 0 {N(drawing.Width)} {N(drawing.Height)}");
        // On a narrow page it is scrolled rather than shrunk until nobody can read it.
        builder.AddAttribute(5, "style", $"min-width: {N(0.8 * drawing.Width)}px; max-width: {N(1.25 * drawing.Width)}px");
        builder.AddAttribute(6, "role", "group");
        builder.AddAttribute(7, "aria-label", drawing.Description + " Up and down go from number to number, Enter opens one.");
        builder.AddAttribute(8, "data-walk", "");
        hasStop = false;
        for (int n = 0; n < drawing.Shapes.Count; n++)
        {
            builder.OpenRegion(9);
            Add(builder, drawing.Shapes[n]);
            builder.CloseRegion();
        }
        builder.CloseElement();
    }

    private void Add(RenderTreeBuilder builder, Shape shape)
    {
        switch (shape)
        {
            case Edge edge:
                Element(builder, "path", $"{Tone(edge.Tone)} {Knowledge(edge)}", edge, ("d", SvgDrawing.Path(edge)), ("stroke-width", N(edge.Width)));
                if (Flow is { } flow)
                    Pulse(builder, edge, flow);
                break;
            case Explain.Drawings.Frame frame:
                Element(builder, "rect", $"frame {Knowledge(frame)}", frame,
                    ("x", N(frame.X)), ("y", N(frame.Y)), ("width", N(frame.Width)), ("height", N(frame.Height)), ("rx", "7"));
                break;
            case Cell cell:
                Element(builder, "rect", $"cell {Tone(cell.Tone)}{(cell.IsShown ? " shown" : "")}", cell,
                    ("x", N(cell.X)), ("y", N(cell.Y)), ("width", N(cell.Size)), ("height", N(cell.Size)), ("fill-opacity", N(cell.Depth)));
                break;
            case Border border:
                Element(builder, "rect", "picture", border, ("x", N(border.X)), ("y", N(border.Y)), ("width", N(border.Width)), ("height", N(border.Height)));
                break;
            case Dot dot:
                Element(builder, "circle", "dot", dot, ("cx", N(dot.X)), ("cy", N(dot.Y)), ("r", N(dot.Radius)));
                break;
            case Label label:
                Add(builder, label);
                break;
            default:
                break;
        }
    }

    private void Add(RenderTreeBuilder builder, Label label)
    {
        if (label.Quantity is { } given && Opened == given && Reducer.CanEdit(given))
        {
            Field(builder, label, given);
            return;
        }
        builder.OpenElement(0, "text");
        string kind = label.Quantity is { } quantity ? $"door {Knowledge(label)}{(Opened == quantity ? " opened" : "")}" : "";
        builder.AddAttribute(1, "class", label.IsFaint ? "faint " + kind : kind);
        builder.AddAttribute(2, "x", N(label.X));
        builder.AddAttribute(3, "y", N(label.Y));
        builder.AddAttribute(4, "font-size", N(label.Size));
        bool isUnknown = IsUnknown(label);
        if (label.Quantity is { } number)
        {
            builder.AddAttribute(5, "role", "button");
            builder.AddAttribute(6, "tabindex", hasStop ? "-1" : "0");
            hasStop = true;
            builder.AddAttribute(7, "data-quantity", number.ToString());
            builder.AddAttribute(8, "aria-label", Words(label) + (isUnknown ? ", not yet known" : ""));
            builder.AddAttribute(9, "onclick", EventCallback.Factory.Create(this, () => OnOpen.InvokeAsync(number)));
            builder.AddAttribute(10, "onkeydown", EventCallback.Factory.Create<KeyboardEventArgs>(this, key => key.Key is "Enter" or " " ? OnOpen.InvokeAsync(number) : Task.CompletedTask));
        }
        bool isLow = false;
        foreach (Run run in isUnknown ? label.Runs.SkipLast(1) : label.Runs)
        {
            bool isIndex = run.Style == RunStyle.Subscript;
            builder.OpenElement(20, "tspan");
            builder.AddAttribute(21, "class", isIndex ? "index" : run.Style == RunStyle.Symbol ? "symbol" : null);
            builder.AddAttribute(22, "dy", isIndex == isLow ? null : N((isIndex ? 1 : -1) * label.Size * 0.25));
            builder.AddContent(23, run.Text);
            builder.CloseElement();
            isLow = isIndex;
        }
        builder.CloseElement();
    }

    private void Element(RenderTreeBuilder builder, string name, string kind, Shape shape, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        builder.OpenElement(0, name);
        builder.AddAttribute(1, "class", kind);
        foreach ((string attribute, string value) in attributes)
            builder.AddAttribute(2, attribute, value);
        if (shape.Quantity is { } quantity)
            builder.AddAttribute(3, "onclick", EventCallback.Factory.Create(this, () => shape is Cell
                ? OnDrawOut.InvokeAsync(new DrawOut(quantity.Kind == QuantityKind.Input ? 0 : quantity.Layer + 1, quantity.To))
                : OnOpen.InvokeAsync(quantity)));
        builder.CloseElement();
    }

    /// <summary>Where numbers flow now: forward to the right, deltas to the left.</summary>
    private string? Flow => Lesson.Step switch { 2 => "forward", 4 => "back", _ => null };

    private void Pulse(RenderTreeBuilder builder, Edge edge, string flow)
    {
        builder.OpenElement(30, "path");
        builder.SetKey((flow, edge.Quantity, Numbers));
        builder.AddAttribute(31, "class", "pulse " + flow);
        builder.AddAttribute(32, "d", SvgDrawing.Path(edge));
        builder.AddAttribute(33, "pathLength", "100");
        builder.CloseElement();
    }

    /// <summary>The field that stands in place of a given number while it is open.</summary>
    private void Field(RenderTreeBuilder builder, Label label, Quantity quantity)
    {
        builder.OpenElement(40, "foreignObject");
        builder.AddAttribute(41, "x", N(label.X - 4));
        builder.AddAttribute(42, "y", N(label.Y - 17));
        builder.AddAttribute(43, "width", "104");
        builder.AddAttribute(44, "height", "26");
        builder.OpenComponent<PlaceField>(45);
        builder.AddComponentParameter(46, nameof(PlaceField.Value), quantity.ValueIn(Numbers));
        builder.AddComponentParameter(47, nameof(PlaceField.Label), QuantityWords.Of(quantity, Lesson));
        builder.AddComponentParameter(48, nameof(PlaceField.OnTake), EventCallback.Factory.Create<double>(this, value => OnEdit.InvokeAsync(new Edit(quantity, value))));
        builder.SetKey(quantity);
        builder.CloseComponent();
        builder.CloseElement();
    }

    private bool IsUnknown(Shape shape) => shape.Quantity is { } quantity && quantity.StepOf(Numbers.Layers.Count) > Lesson.Step;

    private string Knowledge(Shape shape)
    {
        int step = shape.Quantity?.StepOf(Numbers.Layers.Count) ?? 0;
        return step == Lesson.Step ? "now" : step < Lesson.Step ? "known" : "unknown";
    }

    private static string Words(Label label) => string.Concat(label.Runs.Select(r => r.Text));

    private static string Tone(Tone tone) => tone switch { Explain.Drawings.Tone.Positive => "positive", Explain.Drawings.Tone.Negative => "negative", _ => "neutral" };
}
