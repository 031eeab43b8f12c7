using Backprop.Explain.Derivations;
using Backprop.Explain.Diagrams;
using Backprop.Explain.Documents;
using Backprop.Explain.Drawings;
using Backprop.Explain.Text;
using Backprop.Textbook;

namespace Backprop.Explain.Reports;

/// <summary>Parts that documents about steps have in common.</summary>
internal sealed class DocumentParts(TextbookStep before, DerivationOptions options, int digits)
{
    private const int DiagramWidth = 110;

    private readonly double largestWeight = NetworkDrawing.LargestWeight(before);

    // Of the network after the step the same units are drawn out as before it.
    private readonly ShownUnits shown = ShownUnits.Of(before, options.MaxUnits, options.Units);

    private readonly NotationText text = new(new TextOptions { Digits = digits });

    public static string Sizes(TextbookStep step) => string.Join('-', step.Layers.Select(l => l.A.Length).Prepend(step.Inputs.Length));

    public Figure Before() => Draw(before, withDeltas: true,
        "The width and colour of a line are the size and sign of its weight: blue above 0, orange and dashed below. The δ and the derivatives ∂ come from steps 3 to 5."
        + (shown.IsWhole ? "" : options.Units is null
            ? " Of each large layer those are drawn out that matter most, by |δ| or, of the inputs, |x ∂E/∂x|."
            : " Of each large layer the chosen ones are drawn out."));

    public Figure After(TextbookStep step) => Draw(step, withDeltas: false, "The same network with the updated weights; the scale of the lines is the same.");

    public Paragraph Change(TextbookStep again)
    {
        string error = $"The error goes from {text.Write(before.Error)} to {text.Write(again.Error)}.";
        return new Paragraph(before.Outputs.Length > 1 ? error
            : $"The output goes from {text.Write(before.Outputs[0])} to {text.Write(again.Outputs[0])}; its target is {text.Write(before.Targets[0])}. {error}");
    }

    public IEnumerable<Block> Steps(Derivation derivation) => derivation.Steps.SelectMany(step => Step(step));

    private static IEnumerable<Block> Step(DerivationStep step) =>
        [new SectionHeading(2, FormattableString.Invariant($"{step.Number}. {step.Title}")), .. step.Parts.Select(part => new PartFormulas(part))];

    private Figure Draw(TextbookStep step, bool withDeltas, string caption) => new(
        NetworkDrawing.Of(step, new DrawingOptions
        {
            Digits = digits,
            Deltas = withDeltas,
            Derivatives = withDeltas,
            Units = shown.Choice,
            InputNames = options.InputNames,
            OutputNames = options.OutputNames,
            LargestWeight = largestWeight,
        }),
        NetworkDiagram.Lines(step, new TextOptions { Digits = digits, Width = DiagramWidth },
            new DiagramOptions { Deltas = withDeltas, Derivatives = withDeltas, Units = shown.Choice }),
        caption);
}
