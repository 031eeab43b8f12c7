using System.Globalization;
using Backprop.Layers;
using Backprop.Networks;
using Backprop.Studio.Components.Step;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using static Backprop.Studio.Components.Charts.SvgNumber;

namespace Backprop.Studio.Components.Train;

/// <summary>A small drawing of a network: a line for each weight, its width for the magnitude and its colour and dashes for the sign; large layers show some of their units.</summary>
public sealed class WeightDrawing : ComponentBase
{
    private const int MaxUnits = 10;
    private const double Width = 420, Height = 260, Margin = 26, Radius = 8;

    [Parameter, EditorRequired] public required Network Network { get; set; }

    [Parameter, EditorRequired] public required IReadOnlyList<string> InputNames { get; set; }

    [Parameter, EditorRequired] public required IReadOnlyList<string> OutputNames { get; set; }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        int[] sizes = [Network.DenseLayers[0].Inputs, .. Network.DenseLayers.Select(l => l.Units)];
        double largest = Largest(sizes);
        builder.OpenElement(0, "svg");
        builder.AddAttribute(1, "class", "network small");
        builder.AddAttribute(2, "viewBox", $"0 0 {N(Width)} {N(Height)}");
        builder.AddAttribute(3, "role", "img");
        builder.AddAttribute(4, "aria-label", $"Network {Network.Sizes} with its weights as lines; the largest weight shown has the magnitude {largest.ToString("G3", CultureInfo.InvariantCulture)}.");
        for (int l = 1; l < sizes.Length; l++)
            for (int j = 0; j < Shown(sizes[l]); j++)
                for (int i = 0; i < Shown(sizes[l - 1]); i++)
                    Weight(builder, sizes, l, i, j, largest);
        for (int c = 0; c < sizes.Length; c++)
        {
            for (int j = 0; j < Shown(sizes[c]); j++)
                Unit(builder, sizes, c, j, largest);
            Heading(builder, sizes, c);
        }
        builder.CloseElement();
    }

    private void Weight(RenderTreeBuilder builder, int[] sizes, int l, int i, int j, double largest)
    {
        float w = Network.DenseLayers[l - 1][i + 1, j];
        builder.OpenElement(10, "path");
        builder.AddAttribute(11, "class", Tone(w));
        builder.AddAttribute(12, "d", $"M{N(X(sizes, l - 1) + Radius)} {N(Y(sizes[l - 1], i))}L{N(X(sizes, l) - Radius)} {N(Y(sizes[l], j))}");
        builder.AddAttribute(13, "stroke-width", N(LineWidth(w, largest)));
        builder.CloseElement();
    }

    private void Unit(RenderTreeBuilder builder, int[] sizes, int c, int j, double largest)
    {
        double x = X(sizes, c), y = Y(sizes[c], j);
        if (c == 1 && WeightPicture.Of(sizes[0], i => Network.DenseLayers[0][i + 1, j]) is { } picture)
        {
            Picture(builder, x, y, picture);
        }
        else
        {
            builder.OpenElement(20, "circle");
            builder.AddAttribute(21, "class", "frame");
            builder.AddAttribute(22, "cx", N(x));
            builder.AddAttribute(23, "cy", N(y));
            builder.AddAttribute(24, "r", N(Radius));
        }
        builder.OpenElement(25, "title");
        builder.AddContent(26, Title(c, j));
        builder.CloseElement();
        builder.CloseElement();
        if (c == 0)
            return;
        // The bias: a separate short line from below.
        float bias = Network.DenseLayers[c - 1][0, j];
        builder.OpenElement(27, "path");
        builder.AddAttribute(28, "class", Tone(bias));
        builder.AddAttribute(29, "d", $"M{N(x)} {N(y + Radius)}v5");
        builder.AddAttribute(30, "stroke-width", N(LineWidth(bias, largest)));
        builder.CloseElement();
    }

    /// <summary>A unit whose inputs are an image: its weights, laid out like the image.</summary>
    private static void Picture(RenderTreeBuilder builder, double x, double y, string picture)
    {
        const double Side = 20;
        builder.OpenElement(50, "rect");
        builder.AddAttribute(51, "class", "frame");
        builder.AddAttribute(52, "x", N(x - Side / 2 - 1));
        builder.AddAttribute(53, "y", N(y - Side / 2 - 1));
        builder.AddAttribute(54, "width", N(Side + 2));
        builder.AddAttribute(55, "height", N(Side + 2));
        builder.CloseElement();
        builder.OpenElement(56, "image");
        builder.AddAttribute(57, "class", "weights");
        builder.AddAttribute(58, "x", N(x - Side / 2));
        builder.AddAttribute(59, "y", N(y - Side / 2));
        builder.AddAttribute(60, "width", N(Side));
        builder.AddAttribute(61, "height", N(Side));
        builder.AddAttribute(62, "href", picture);
    }

    private static void Heading(RenderTreeBuilder builder, int[] sizes, int c)
    {
        int hidden = sizes[c] - Shown(sizes[c]);
        builder.OpenElement(40, "text");
        builder.AddAttribute(41, "class", "faint");
        builder.AddAttribute(42, "x", N(X(sizes, c)));
        builder.AddAttribute(43, "y", "13");
        builder.AddAttribute(44, "font-size", "13");
        builder.AddAttribute(45, "text-anchor", c == 0 ? "start" : c == sizes.Length - 1 ? "end" : "middle");
        builder.AddAttribute(46, "dx", c == 0 ? N(-Radius) : c == sizes.Length - 1 ? N(Radius) : "0");
        string what = c == 0 ? sizes[c] == 1 ? "input" : "inputs" : c == sizes.Length - 1 ? sizes[c] == 1 ? "output" : "outputs" : "";
        string count = sizes[c].ToString(CultureInfo.InvariantCulture);
        builder.AddContent(47, hidden > 0 ? $"{Shown(sizes[c])} of {count} {what}".TrimEnd() : $"{count} {what}".TrimEnd());
        builder.CloseElement();
    }

    private string Title(int c, int j)
    {
        if (c == 0)
            return Network.DenseLayers[0].Inputs == Network.Inputs ? InputNames[j] : string.Create(CultureInfo.InvariantCulture, $"input {j + 1} of the first dense layer");
        DenseLayer layer = Network.DenseLayers[c - 1];
        string name = c == Network.DenseLayers.Count ? OutputNames[j] : string.Create(CultureInfo.InvariantCulture, $"layer {c}, unit {j + 1}");
        var weights = Enumerable.Range(1, Math.Min(layer.Inputs, MaxUnits)).Select(i => layer[i, j].ToString("G4", CultureInfo.InvariantCulture));
        return $"{name}: bias {layer[0, j].ToString("G4", CultureInfo.InvariantCulture)}, weights {string.Join(", ", weights)}{(layer.Inputs > MaxUnits ? ", …" : "")}";
    }

    private double Largest(int[] sizes)
    {
        double largest = 1e-6;
        for (int l = 1; l < sizes.Length; l++)
            for (int j = 0; j < Shown(sizes[l]); j++)
                for (int i = 0; i <= Shown(sizes[l - 1]); i++)
                    if (float.IsFinite(Network.DenseLayers[l - 1][i, j]))
                        largest = Math.Max(largest, Math.Abs(Network.DenseLayers[l - 1][i, j]));
        return largest;
    }

    private static int Shown(int units) => Math.Min(units, MaxUnits);

    private static double X(int[] sizes, int c) => Margin + (Width - 2 * Margin) * c / (sizes.Length - 1);

    private static double Y(int units, int j) => Margin + (Height - Margin) * (j + 0.5) / Shown(units);

    private static double LineWidth(double w, double largest) => double.IsFinite(w) ? 0.3 + 3.7 * Math.Min(1, Math.Abs(w) / largest) : 0.3;

    private static string Tone(float w) => w > 0 ? "positive" : w < 0 ? "negative" : "neutral";
}
