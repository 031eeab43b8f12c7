using System.Globalization;
using Backprop.Explain.Derivations;
using Backprop.Explain.Drawings;
using Backprop.Explain.Html;
using Backprop.Studio.States;
using Backprop.Textbook;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.JSInterop;
using static Backprop.Studio.Components.Charts.SvgNumber;

namespace Backprop.Studio.Components.Step;

/// <summary>
/// The network with its numbers; each opens its derivation. What is computed now is highlighted, what is known is plain, and what is not yet known
/// is faint and without its number.
/// </summary>
public sealed class LiveDrawing : ComponentBase
{
    private readonly TabStops stops = new();
    private readonly Dictionary<(Quantity, bool IsCell), (EventCallback Click, EventCallback Focus)> heard = [];
    private (Label Label, Quantity Quantity)? field;
    // States of the field: opened replaces its number, closed must return the focus, and shut was left while its derivation stays open.
    private Quantity? opened, closed, shut;

    [Inject] private IJSRuntime Script { get; set; } = null!;

    [Parameter, EditorRequired] public required TextbookStep Numbers { get; set; }

    [Parameter, EditorRequired] public required Lesson Lesson { get; set; }

    /// <summary>The number whose derivation is open; null for none.</summary>
    [Parameter] public Quantity? Opened { get; set; }

    [Parameter] public EventCallback<Quantity> OnOpen { get; set; }

    [Parameter] public EventCallback<Edit> OnEdit { get; set; }

    [Parameter] public EventCallback<DrawOut> OnDrawOut { get; set; }

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (opened != Opened)
            (closed, shut) = (opened, null);
        opened = Opened;
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (closed is not { } quantity)
            return;
        closed = null;
        await using var module = await Script.InvokeAsync<IJSObjectReference>("import", "./" + Assets["studio.js"]);
        await module.InvokeVoidAsync("leave", quantity.ToString());
    }

    /// <inheritdoc/>
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        NetworkDrawing drawing = LiveLayout.Of(Numbers, Lesson);
        stops.Find(drawing.Shapes);
        field = null;
        builder.OpenElement(0, "svg");
        builder.AddAttribute(1, "class", "network");
        builder.AddAttribute(2, "viewBox", $"0 0 {N(drawing.Width)} {N(drawing.Height)}");
        builder.AddAttribute(3, "style", $"--width: {N(drawing.Width)}; --height: {N(drawing.Height)}");
        builder.AddAttribute(4, "role", "group");
        builder.AddAttribute(5, "aria-label", drawing.Description + " Up and down move from number to number, Enter opens one.");
        builder.AddAttribute(6, "data-walk", "");
        int unnamed = 0;
        foreach (Shape shape in drawing.Shapes)
        {
            // An updated weight stays in its place and keeps the focus.
            Quantity? quantity = shape.Quantity is { Kind: QuantityKind.Updated } updated ? updated with { Kind = QuantityKind.Weight } : shape.Quantity;
            Add(builder, shape, key: (shape.GetType(), quantity, quantity is null ? unnamed++ : 0));
        }
        // On top of all others.
        if (field is var (label, open))
            Field(builder, label, open);
        builder.CloseElement();
    }

    private void Add(RenderTreeBuilder builder, Shape shape, object key)
    {
        switch (shape)
        {
            case Edge edge:
                Element(builder, "path", $"{Tone(edge.Tone)} {Known.Of(edge)}", edge, key, ("d", SvgDrawing.Path(edge)), ("stroke-width", N(edge.Width)));
                if (Flow is { } flow)
                    Pulse(builder, edge, flow, key);
                break;
            case Explain.Drawings.Frame frame:
                Element(builder, "rect", $"frame {Known.Of(frame)}", frame, key,
                    ("x", N(frame.X)), ("y", N(frame.Y)), ("width", N(frame.Width)), ("height", N(frame.Height)), ("rx", "7"));
                if (frame.Quantity is { Kind: QuantityKind.Unit, Layer: 0, To: var unit })
                    WeightPicture.Add(builder, frame, Numbers, unit);
                break;
            case Cell cell:
                Element(builder, "rect", $"cell {Tone(cell.Tone)}{(cell.IsShown ? " shown" : "")}", cell, key,
                    ("x", N(cell.X)), ("y", N(cell.Y)), ("width", N(cell.Size)), ("height", N(cell.Size)), ("fill-opacity", N(cell.Depth)),
                    ("role", "button"), ("tabindex", stops.Has(cell) ? "0" : "-1"), ("aria-pressed", cell.IsShown ? "true" : "false"),
                    ("data-cell", TabStops.ColumnOf(cell.Quantity!.Value).ToString(CultureInfo.InvariantCulture)));
                break;
            case Border border:
                Element(builder, "rect", "picture", border, key, ("x", N(border.X)), ("y", N(border.Y)), ("width", N(border.Width)), ("height", N(border.Height)));
                break;
            case Dot dot:
                Element(builder, "circle", "dot", dot, key, ("cx", N(dot.X)), ("cy", N(dot.Y)), ("r", N(dot.Radius)));
                break;
            case Label { Quantity: { } quantity } label when Opened == quantity && shut != quantity && Reducer.CanEdit(quantity):
                field = (label, quantity);
                break;
            case Label label:
                Add(builder, label, key);
                break;
            default:
                break;
        }
    }

    private void Add(RenderTreeBuilder builder, Label label, object key)
    {
        Run[] runs = [.. Known.IsUnknown(label.Quantity) ? label.Runs.SkipLast(1) : label.Runs];
        builder.OpenElement(8, "g");
        builder.SetKey(key);
        if (label.Quantity is { } shown)
            Title(builder, Known.InFull(shown));
        builder.OpenElement(1, "text");
        string kind = label.Quantity is { } number ? $"door {Known.Of(label)}{(Opened == number ? " opened" : "")}" : "";
        builder.AddAttribute(2, "class", label.IsFaint ? "faint " + kind : kind);
        builder.AddAttribute(3, "x", N(label.X));
        builder.AddAttribute(4, "y", N(label.Y));
        builder.AddAttribute(5, "font-size", N(label.Size));
        if (label.Quantity is { } quantity)
        {
            (EventCallback click, EventCallback focus) = Heard(label, quantity);
            builder.AddAttribute(6, "role", "button");
            builder.AddAttribute(7, "tabindex", stops.Has(label) ? "0" : "-1");
            builder.AddAttribute(8, "data-quantity", quantity.ToString());
            builder.AddAttribute(9, "aria-label", $"{string.Concat(runs.Select(r => r.Text))}, {Known.InFull(quantity)}");
            if (Reducer.CanEdit(quantity))
                builder.AddAttribute(12, "data-edit", "");
            builder.AddAttribute(10, "onclick", click);
            builder.AddAttribute(11, "onfocus", focus);
        }
        bool isLow = false;
        foreach (Run run in runs)
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
        builder.CloseElement();
    }

    private void Element(RenderTreeBuilder builder, string name, string kind, Shape shape, object key, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        builder.OpenElement(7, name);
        builder.SetKey(key);
        builder.AddAttribute(1, "class", kind);
        foreach ((string attribute, string value) in attributes)
            builder.AddAttribute(2, attribute, value);
        if (shape.Quantity is { } quantity)
        {
            (EventCallback click, EventCallback focus) = Heard(shape, quantity);
            builder.AddAttribute(3, "onclick", click);
            if (shape is Cell)
                builder.AddAttribute(4, "onfocus", focus);
            Title(builder, Known.InFull(quantity));
        }
        else if (shape is Edge edge)
        {
            Title(builder, edge.Title);
        }
        builder.CloseElement();
    }

    /// <summary>The handlers of click and focus: created once for each shape, so that a picture of a thousand cells is not rendered again with every change.</summary>
    private (EventCallback Click, EventCallback Focus) Heard(Shape shape, Quantity quantity)
    {
        bool isCell = shape is Cell;
        if (!heard.TryGetValue((quantity, isCell), out var callbacks))
        {
            callbacks = (
                EventCallback.Factory.Create(this, () => isCell ? OnDrawOut.InvokeAsync(new DrawOut(TabStops.ColumnOf(quantity), quantity.To)) : Open(quantity)),
                EventCallback.Factory.Create(this, () => stops.Take(shape)));
            heard.Add((quantity, isCell), callbacks);
        }
        return callbacks;
    }

    private Task Open(Quantity quantity)
    {
        // Its field may have been left while its derivation is open.
        shut = null;
        return OnOpen.InvokeAsync(quantity);
    }

    private static void Title(RenderTreeBuilder builder, string words)
    {
        builder.OpenElement(30, "title");
        builder.AddContent(31, words);
        builder.CloseElement();
    }

    /// <summary>The direction of the current step: forward to the right, deltas to the left.</summary>
    private string? Flow => Lesson.Step switch { 2 => "forward", 4 => "back", _ => null };

    private void Pulse(RenderTreeBuilder builder, Edge edge, string flow, object key)
    {
        builder.OpenElement(40, "path");
        builder.SetKey((key, flow, Numbers));
        builder.AddAttribute(41, "class", "pulse " + flow);
        builder.AddAttribute(42, "d", SvgDrawing.Path(edge));
        builder.AddAttribute(43, "pathLength", "100");
        builder.CloseElement();
    }

    /// <summary>The field that replaces a given number while it is open.</summary>
    private void Field(RenderTreeBuilder builder, Label label, Quantity quantity)
    {
        builder.OpenElement(60, "foreignObject");
        builder.AddAttribute(61, "x", N(label.X - 4));
        builder.AddAttribute(62, "y", N(label.Y - 17));
        builder.AddAttribute(63, "width", "104");
        builder.AddAttribute(64, "height", "26");
        builder.OpenComponent<PlaceField>(65);
        builder.AddComponentParameter(66, nameof(PlaceField.Value), quantity.ValueIn(Numbers));
        builder.AddComponentParameter(67, nameof(PlaceField.Label), QuantityWords.Of(quantity, Lesson));
        builder.AddComponentParameter(68, nameof(PlaceField.Min), Reducer.Min(quantity));
        builder.AddComponentParameter(69, nameof(PlaceField.OnTake), EventCallback.Factory.Create<double>(this, value => OnEdit.InvokeAsync(new Edit(quantity, value))));
        builder.AddComponentParameter(70, nameof(PlaceField.OnClose), EventCallback.Factory.Create(this, () => closed = shut = quantity));
        builder.SetKey(quantity);
        builder.CloseComponent();
        builder.CloseElement();
    }

    private Knowledge Known => new(Numbers, Lesson);

    private static string Tone(Tone tone) => tone switch { Explain.Drawings.Tone.Positive => "positive", Explain.Drawings.Tone.Negative => "negative", _ => "neutral" };
}
