using Backprop.Explain.Derivations;
using Backprop.Explain.Drawings;
using Backprop.Explain.Text;
using Backprop.Studio.States;
using Backprop.Textbook;

namespace Backprop.Studio.Components.Step;

/// <summary>The layout of the drawing of the Step view.</summary>
internal static class LiveLayout
{
    /// <summary>Digits on the drawing; the derivation, and the line for the number under the pointer or with the focus, show all of them.</summary>
    private const int Digits = 3;

    /// <summary>The maximum number of weights of a small network, and the ratio of height to width up to which each derivative has its own line.</summary>
    private const int FewWeights = 100;
    private const double MaxHeight = 0.55;

    /// <summary>The drawing of a step of the algorithm, in the proportions that give the largest letters.</summary>
    public static NetworkDrawing Of(TextbookStep numbers, Lesson lesson)
    {
        var options = new DrawingOptions
        {
            Digits = Digits,
            NumberWidth = 7,
            Units = lesson.Units,
            Updated = lesson.Step == Reducer.Steps,
            InputNames = lesson.InputNames,
            OutputNames = lesson.OutputNames,
            LargestWeight = NetworkDrawing.LargestWeight(numbers),
            DerivativesBelow = lesson.Weights <= FewWeights,
        };
        NetworkDrawing drawing = NetworkDrawing.Of(numbers, options);
        if (options.DerivativesBelow && drawing.Height > MaxHeight * drawing.Width)
            drawing = NetworkDrawing.Of(numbers, options with { DerivativesBelow = false });
        return drawing with { Shapes = [.. drawing.Shapes, Rate(numbers)] };
    }

    /// <summary>η, in the line of the headings: there is nothing else between the first two.</summary>
    private static Label Rate(TextbookStep numbers) =>
        new(150, 21, 13, [new("η", RunStyle.Symbol), new(" = " + NumberText.Format(numbers.LearningRate, Digits))]) { Quantity = new(QuantityKind.LearningRate) };
}
