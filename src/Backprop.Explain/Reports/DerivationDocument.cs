using Backprop.Explain.Derivations;
using Backprop.Explain.Documents;
using Backprop.Textbook;

namespace Backprop.Explain.Reports;

/// <summary>One step of the algorithm on one row, as a document: what it is about, the network before, the six steps, the network after.</summary>
public static class DerivationDocument
{
    /// <summary>Makes the document.</summary>
    /// <param name="step">The step.</param>
    /// <param name="options">Names, and what of a large network is shown; null for the defaults.</param>
    /// <param name="digits">Significant digits, 1 to 17.</param>
    /// <param name="opening">Paragraphs before all else: which row it is, and how it went.</param>
    public static Document Of(TextbookStep step, DerivationOptions? options = null, int digits = 3, params IReadOnlyList<string> opening)
    {
        ArgumentNullException.ThrowIfNull(step);
        ArgumentNullException.ThrowIfNull(opening);
        options ??= new DerivationOptions();
        var parts = new DocumentParts(step, options, digits);
        TextbookStep again = step.Updated.Step(step.Inputs, step.Targets, step.LearningRate);
        return new Document($"One step of error backpropagation: network {DocumentParts.Sizes(step)}",
        [
            .. opening.Select(words => new Paragraph(words)),
            new SectionHeading(1, "The network before the step"),
            parts.Before(),
            new SectionHeading(1, "The six steps of the algorithm"),
            .. parts.Steps(Derivation.Of(step, options)),
            new SectionHeading(1, "The network after the step, on the same row"),
            parts.After(again),
            parts.Change(again),
        ]) { Digits = digits };
    }
}
