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
    // More units of a deep network would be too small on a page to be read.
    private const int MaxOfDeep = 4;

    private readonly double largestWeight = NetworkDrawing.LargestWeight(before);

    // Of the network after the step the same units are drawn out as before it.
    private readonly ShownUnits shown = ShownUnits.Of(before, before.Layers.Count > 2 ? Math.Min(options.MaxUnits, MaxOfDeep) : options.MaxUnits, options.Units);

    private readonly NotationText text = new(new TextOptions { Digits = digits });

    public static string Sizes(TextbookStep step) => string.Join('-', step.Layers.Select(l => l.A.Length).Prepend(step.Inputs.Length));

    public Figure Before() => Draw(before, withDeltas: true,
        "The width and colour of a line show the magnitude and sign of its weight: blue above 0, orange and dashed below; the line of a bias begins at a dot, the constant 1. "
        + "Symbols have no layer index; the layer is that of the heading. The δ and the derivatives ∂ come from steps 3 to 5."
        + DiagramCaption.Choice(shown, options.Units is not null)
        + (shown.IsWhole ? "" : " Cells show every value of such a layer, darker for larger values, and the drawn units are outlined; “more” is what the others add to an activation."));

    public Figure After(TextbookStep step) => Draw(step, withDeltas: false, "The same network with the updated weights; the scale of the lines is the same.");

    public Paragraph Change(TextbookStep again)
    {
        string error = $"The error goes from {text.Write(before.Error)} to {text.Write(again.Error)}.";
        if (before.Outputs.Length == 1)
        {
            return new Paragraph(
                $"The output goes from {text.Write(before.Outputs[0])} to {text.Write(again.Outputs[0])}; its target is {text.Write(before.Targets[0])}. {error}");
        }
        // Of classes the one matters that is the target.
        bool isClass = before.Targets.Count(t => t == 1) == 1 && before.Targets.All(t => t is 0 or 1);
        int k = Array.IndexOf(before.Targets, 1);
        return new Paragraph(!isClass ? error
            : $"The output of the true class{(options.OutputNames?[k] is { } name ? " " + name : "")} goes from {text.Write(before.Outputs[k])} to {text.Write(again.Outputs[k])}. {error}");
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
        characters => NetworkDiagram.Of(step, characters, new DiagramOptions
        {
            Deltas = withDeltas,
            Derivatives = withDeltas,
            Units = shown.Choice,
            IsChosen = options.Units is not null,
            InputNames = options.InputNames,
            OutputNames = options.OutputNames,
        }),
        caption);
}
