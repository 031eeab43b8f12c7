using System.Globalization;
using Backprop.Explain.Drawings;
using Backprop.Studio.Inspecting;
using Backprop.Textbook;
using Microsoft.AspNetCore.Components.Rendering;
using static Backprop.Studio.Components.Charts.SvgNumber;

namespace Backprop.Studio.Components.Step;

/// <summary>The weights from an image to a unit of the first layer, laid out like the image: a small picture above the unit's numbers, where there is space.</summary>
internal static class WeightPicture
{
    private const int MinSide = 8, MaxSide = 128;
    private const double Lines = 3 * 17, Margin = 5, Smallest = 24, Largest = 46;

    /// <summary>Adds it to a drawing; nothing where the inputs are not a square image.</summary>
    public static void Add(RenderTreeBuilder builder, Explain.Drawings.Frame frame, TextbookStep numbers, int unit)
    {
        double side = Math.Min(Largest, (frame.Height - Lines) / 2 - 2 * Margin);
        if (side < Smallest || numbers.Layers.Count == 1 || Of(numbers.Inputs.Length, i => numbers.Layers[0].Weights[i + 1, unit]) is not { } picture)
            return;
        builder.OpenElement(50, "image");
        builder.SetKey(("weights", unit));
        builder.AddAttribute(51, "class", "weights");
        builder.AddAttribute(52, "x", N(frame.X + 2 * Margin));
        builder.AddAttribute(53, "y", N(frame.Y + Margin));
        builder.AddAttribute(54, "width", N(side));
        builder.AddAttribute(55, "height", N(side));
        builder.AddAttribute(56, "href", picture);
        builder.OpenElement(57, "title");
        builder.AddContent(58, string.Create(CultureInfo.InvariantCulture, $"The weights from the image to unit {unit + 1}, laid out like the image."));
        builder.CloseElement();
        builder.CloseElement();
    }

    /// <summary>The address of the picture; null where the inputs are not a square image.</summary>
    /// <param name="inputs">D.</param>
    /// <param name="weight">The weight from an input, from 0.</param>
    public static string? Of(int inputs, Func<int, double> weight) =>
        SideOf(inputs) is { } side ? Pictures.OfNumbers(side, side, Enumerable.Range(0, inputs).Select(weight).ToArray()) : null;

    /// <summary>The pixels of a side, where that many inputs are a square image that can be drawn; else null.</summary>
    public static int? SideOf(int inputs)
    {
        int side = (int)Math.Round(Math.Sqrt(inputs));
        return side * side == inputs && side is >= MinSide and <= MaxSide ? side : null;
    }
}
