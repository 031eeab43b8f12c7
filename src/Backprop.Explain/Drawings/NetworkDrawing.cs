using Backprop.Textbook;

namespace Backprop.Explain.Drawings;

/// <summary>
/// A network drawn with the numbers of one step on it: a line for each weight, its width and colour the weight's size and sign, the weight
/// and its derivative upon it; a, z and δ in the units. Layers that are too large are folded into a picture of all their units, with those
/// that matter most drawn out. The same shapes are written as SVG and as TikZ.
/// </summary>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
/// <param name="Shapes">From the back to the front.</param>
/// <param name="Description">What is seen, in a sentence.</param>
internal sealed record NetworkDrawing(double Width, double Height, IReadOnlyList<Shape> Shapes, string Description)
{
    /// <summary>Draws a step.</summary>
    /// <param name="step">The step of a network on one row.</param>
    /// <param name="options">What is shown; null for the defaults.</param>
    public static NetworkDrawing Of(TextbookStep step, DrawingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(step);
        return new NetworkLayout(step, options ?? new DrawingOptions()).Draw();
    }

    /// <summary>The |w| that drawings of a step and of the network after it are compared by.</summary>
    public static double LargestWeight(TextbookStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        double? largest = null;
        foreach (var layer in step.Layers)
        {
            // Loops, since pages ask often: a query would box every weight.
            foreach (double[,] weights in (double[][,])[layer.Weights, layer.Updated])
                foreach (double w in weights)
                    if (double.IsFinite(w))
                        largest = Math.Max(largest ?? 0, Math.Abs(w));
        }
        return largest ?? 1;
    }
}
