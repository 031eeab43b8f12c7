using System.Globalization;
using System.Xml.Linq;
using Backprop.Explain.Drawings;
using Backprop.Explain.Html;
using Backprop.Layers;
using Backprop.Networks;
using Backprop.Textbook;
using CsCheck;

namespace Backprop.Explain.Tests.Drawings;

public class NetworkDrawingTests
{
    [Theory]
    [InlineData("2-3-1")]
    [InlineData("1-1")]
    [InlineData("2-2-2-1")]
    [InlineData("4-6-6-3")]
    [InlineData("784-128-10")]
    [InlineData("5000-7-2000")]
    public void No_two_labels_meet_and_none_leaves_the_drawing(string shape)
    {
        foreach (int digits in new[] { 1, 3, 17 })
            CheckLabels(NetworkDrawing.Of(Step(shape), new DrawingOptions { Digits = digits }));
    }

    [Fact]
    public void Nor_do_those_of_any_network() => RandomSteps.Any(maxUnits: 9).Sample(
        step => CheckLabels(NetworkDrawing.Of(step, new DrawingOptions { InputNames = [.. step.Inputs.Select((_, i) => $"A rather long name of WWW {i}")] })), iter: 100);

    [Fact]
    public void Every_weight_of_a_small_network_is_a_line_as_wide_as_it_is_large()
    {
        TextbookStep step = RandomSteps.Of([2, 3, 1], [ActivationFunction.Tanh, ActivationFunction.Identity]);
        Edge[] edges = [.. NetworkDrawing.Of(step).Shapes.OfType<Edge>()];
        Assert.Equal(13, edges.Length);
        double[] weights = [.. step.Layers.SelectMany(l => l.Weights.Cast<double>())];
        Assert.Equal(weights.Count(w => w < 0), edges.Count(e => e.Tone == Tone.Negative));
        Assert.Equal(weights.Count(w => w > 0), edges.Count(e => e.Tone == Tone.Positive));
        Assert.Equal(weights.MaxBy(Math.Abs) < 0, edges.MaxBy(e => e.Width)!.Tone == Tone.Negative);
        Assert.Equal(4.0, edges.Max(e => e.Width), 1e-9);
        Assert.Equal(2.35, NetworkDrawing.Of(step, new DrawingOptions { LargestWeight = 2 * weights.Max(Math.Abs) }).Shapes.OfType<Edge>().Max(e => e.Width), 1e-9);
    }

    [Fact]
    public void Lines_run_under_their_labels_and_into_their_units()
    {
        NetworkDrawing drawing = NetworkDrawing.Of(Step("4-6-6-3"));
        Frame[] frames = [.. drawing.Shapes.OfType<Frame>()];
        foreach (Edge edge in drawing.Shapes.OfType<Edge>())
        {
            Assert.Contains(frames, f => Math.Abs(f.X - edge.EndX) < 1e-6 && edge.EndY > f.Y && edge.EndY < f.Y + f.Height);
            Label above = drawing.Shapes.OfType<Label>().First(l => l.X >= edge.BendX && l.X < edge.EndX && edge.EndY - l.Y is > 0 and < 10);
            Assert.Equal("w", above.Runs[0].Text);
        }
        foreach (Label label in drawing.Shapes.OfType<Label>())
            Assert.All(drawing.Shapes.OfType<Edge>(), e => Assert.False(e.EndX > label.X && e.BendX < label.X + label.Width && e.EndY > label.Y - 0.7 * label.Size && e.EndY < label.Y, "A line crosses a number."));
    }

    [Fact]
    public void Large_layers_show_all_their_values_as_cells()
    {
        NetworkDrawing drawing = NetworkDrawing.Of(Step("784-128-10"));
        Assert.Equal(784 + 128 + 10, drawing.Shapes.OfType<Cell>().Count());
        Assert.Equal(18, drawing.Shapes.OfType<Cell>().Count(c => c.IsShown));
        Assert.Equal(18, drawing.Shapes.OfType<Frame>().Count());
        Assert.InRange(NetworkDrawing.Of(Step("5000-7-2000")).Shapes.OfType<Cell>().Count(), 1000, 2100);
    }

    [Fact]
    public void The_lecture_s_network_has_every_number_on_it()
    {
        string[] labels = [.. NetworkDrawing.Of(LectureExample.Run().Step).Shapes.OfType<Label>().Select(l => string.Concat(l.Runs.Select(r => r.Text)))];
        Assert.All(
            new[] { "x1 = 0.5", "x2 = 0.5", "w01 = 1", "w23 = 1", "∂ 0.165", "a2 = 2", "z3 = 0.881", "δ1 = 0.33", "∂ 2.77", "∂ 3.14", "y1 = 3.64", "t1 = 0.5", "δ1 = 3.14" },
            number => Assert.Contains(number, labels));
    }

    [Fact]
    public void The_picture_in_the_documentation_is_what_is_drawn() => Assert.Equal(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Files", "lecture.svg")).ReplaceLineEndings("\n"),
        SvgDrawing.Write(NetworkDrawing.Of(LectureExample.Run().Step)).ReplaceLineEndings("\n"));

    [Theory]
    [InlineData("2-3-1")]
    [InlineData("784-128-10")]
    public void Svg_is_xml_with_a_title(string shape)
    {
        TextbookStep step = Step(shape);
        string svg = SvgDrawing.Write(NetworkDrawing.Of(step, new DrawingOptions { InputNames = [.. step.Inputs.Select(_ => "<&\">")] }));
        XElement root = XElement.Parse(svg);
        XNamespace ns = "http://www.w3.org/2000/svg";
        Assert.Contains(shape, root.Element(ns + "title")!.Value, StringComparison.Ordinal);
        Assert.Equal(NetworkDrawing.Of(step).Shapes.OfType<Edge>().Count(), root.Elements(ns + "path").Count());
        Assert.DoesNotContain("NaN", svg, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_that_are_none_do_not_break_a_drawing()
    {
        var layer = new TextbookLayer(ActivationFunction.Identity, new[,] { { double.NaN }, { double.PositiveInfinity } });
        CheckLabels(NetworkDrawing.Of(new TextbookNetwork([layer], "sum-of-squares").Step([1], [1], 0.1)));
    }

    private static void CheckLabels(NetworkDrawing drawing)
    {
        Label[] labels = [.. drawing.Shapes.OfType<Label>()];
        foreach (Label label in labels)
            Assert.True(label.X >= 0 && label.X + label.Width <= drawing.Width && label.Y - label.Size >= 0 && label.Y <= drawing.Height, $"{label} is outside.");
        // Only neighbours can meet: those of nearly the same height.
        Label[] sorted = [.. labels.OrderBy(l => l.Y)];
        for (int a = 0; a < sorted.Length; a++)
            for (int b = a + 1; b < sorted.Length && sorted[b].Y - 0.8 * sorted[b].Size < sorted[a].Y + 0.2 * sorted[a].Size; b++)
                Assert.False(sorted[a].X < sorted[b].X + sorted[b].Width && sorted[b].X < sorted[a].X + sorted[a].Width, $"{Text(sorted[a])} and {Text(sorted[b])} meet.");
        Assert.All(drawing.Shapes.OfType<Frame>(), f => Assert.True(f.X + f.Width <= drawing.Width && f.Y + f.Height <= drawing.Height));
    }

    private static string Text(Label label) => string.Create(CultureInfo.InvariantCulture, $"'{string.Concat(label.Runs.Select(r => r.Text))}' at {label.X:F0},{label.Y:F0}");

    private static TextbookStep Step(string shape)
    {
        int[] sizes = [.. shape.Split('-').Select(s => int.Parse(s, CultureInfo.InvariantCulture))];
        return RandomSteps.Of(sizes, [.. Enumerable.Repeat(ActivationFunction.Tanh, sizes.Length - 2), ActivationFunction.Identity]);
    }
}
