using Backprop.Explain.Text;
using Backprop.Textbook;

namespace Backprop.Explain.Diagrams;

/// <summary>A network drawn in characters, with the numbers of one step on it.</summary>
internal static class NetworkDiagram
{
    /// <summary>
    /// Draws the network: a line for each weight where there is room, else the units with tables of weights below, the units beyond the
    /// first few folded.
    /// </summary>
    public static CharacterDrawing Of(TextbookStep step, TextOptions? text = null, DiagramOptions? diagram = null)
    {
        ArgumentNullException.ThrowIfNull(step);
        text ??= new TextOptions();
        diagram ??= new DiagramOptions();
        var labels = new DiagramLabels(step, text, diagram);
        foreach (bool withDerivatives in diagram.Derivatives ? new[] { true, false } : [false])
            if (WiredDiagram.Draw(step, labels, diagram with { Derivatives = withDerivatives }, text) is { } wired)
                return new(Trimmed(wired), DiagramCaption.Of(step, diagram, isWired: true, withDerivatives));
        return new(Trimmed(FoldedDiagram.Draw(step, labels, diagram, text)), DiagramCaption.Of(step, diagram, isWired: false, hasDerivatives: false));
    }

    /// <summary>Writes the drawing without its caption.</summary>
    public static void Write(TextWriter writer, TextbookStep step, TextOptions? text = null, DiagramOptions? diagram = null)
    {
        ArgumentNullException.ThrowIfNull(writer);
        foreach (string line in Lines(step, text, diagram))
            writer.WriteLine(line);
    }

    /// <summary>The lines of the drawing.</summary>
    public static IReadOnlyList<string> Lines(TextbookStep step, TextOptions? text = null, DiagramOptions? diagram = null) => Of(step, text, diagram).Lines;

    // A drawing may have rows to spare above or below its boxes.
    private static string[] Trimmed(IEnumerable<string> drawing)
    {
        string[] lines = [.. drawing];
        int last = Array.FindLastIndex(lines, line => line.Length > 0), first = Array.FindIndex(lines, 1, line => line.Length > 0);
        return [lines[0], "", .. lines[first..(last + 1)]];
    }
}
