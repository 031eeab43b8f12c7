using Backprop.Explain.Derivations;
using Backprop.Explain.Diagrams;
using Backprop.Explain.Text;
using Backprop.Textbook;

namespace Backprop.Explain.Lecture;

/// <summary>The lecture's example as text: the network, the six steps, the network after the update, and the test point.</summary>
internal static class LectureReport
{
    private static readonly DiagramOptions ForwardOnly = new() { Deltas = false, Derivatives = false };

    /// <summary>Writes the report.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="textbook">The textbook's numbers.</param>
    /// <param name="engine">The production engine's numbers, to be shown beside; null for none.</param>
    /// <param name="options">Digits, width, ASCII; null for the defaults.</param>
    public static void Write(TextWriter writer, LectureRun textbook, EngineValues? engine = null, TextOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(textbook);
        options ??= new TextOptions();
        var text = new NotationText(options);
        TextbookStep step = textbook.Step;
        string sizes = string.Join('-', step.Layers.Select(l => l.A.Length).Prepend(step.Inputs.Length));

        Heading(writer, text, $"Error backpropagation: one step of a network {sizes}");
        writer.WriteLine(text.Words("Every weight is 1. One row is learned with the learning rate η = 1/3; then a new point is tested."));
        writer.WriteLine();
        Heading(writer, text, "The network before the step");
        Draw(writer, text, NetworkDiagram.Of(step, options), options);

        Heading(writer, text, "The six steps of the algorithm");
        DerivationText.Write(writer, Derivation.Of(step), options);

        Heading(writer, text, "The network after the step, on the same point");
        Draw(writer, text, NetworkDiagram.Of(textbook.Again, options, ForwardOnly), options);
        writer.WriteLine(text.Words(
            $"The output goes from {text.Write(step.Outputs[0])} to {text.Write(textbook.Again.Outputs[0])}; its target is {text.Write(step.Targets[0])}."));
        writer.WriteLine(text.Words($"The error goes from {text.Write(step.Error)} to {text.Write(textbook.Again.Error)}."));
        writer.WriteLine();

        Heading(writer, text, "A test point, with the updated weights");
        DerivationText.WriteParts(writer, Derivation.Of(textbook.Test).Steps[1].Parts, options);
        if (engine is null)
            return;

        Heading(writer, text, "The same with the engine that trains models, in single precision");
        new EngineComparison(textbook, engine).Write(writer, options);
    }

    private static void Draw(TextWriter writer, NotationText text, CharacterDrawing drawing, TextOptions options)
    {
        foreach (string line in drawing.Lines)
            writer.WriteLine(line);
        writer.WriteLine();
        if (drawing.Caption.Length == 0)
            return;
        foreach (string line in WrappedText.Lines(text.Words(drawing.Caption), options.Width))
            writer.WriteLine(line);
        writer.WriteLine();
    }

    private static void Heading(TextWriter writer, NotationText text, string words)
    {
        writer.WriteLine(text.Words(words));
        writer.WriteLine(new string('=', text.Words(words).Length));
        writer.WriteLine();
    }
}
