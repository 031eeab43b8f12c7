using Backprop.Explain.Derivations;
using Backprop.Explain.Documents;
using Backprop.Explain.Lecture;
using Backprop.Explain.Text;
using Backprop.Textbook;

namespace Backprop.Explain.Reports;

/// <summary>
/// The lecture's example as a handout: the network before and after, the six steps, the updated network on the training point again and on
/// the test point, and the engine's numbers beside the textbook's.
/// </summary>
public static class LectureDocument
{
    /// <summary>Makes the handout.</summary>
    /// <param name="run">The textbook's numbers.</param>
    /// <param name="digits">Significant digits, 1 to 17.</param>
    public static Document Of(LectureRun run, int digits = 3) => Of(run, engine: null, digits);

    /// <summary>Makes the handout with the engine's numbers.</summary>
    /// <param name="run">The textbook's numbers.</param>
    /// <param name="engine">The production engine's numbers, to be shown beside; null for none.</param>
    /// <param name="digits">Significant digits, 1 to 17.</param>
    internal static Document Of(LectureRun run, EngineValues? engine, int digits = 3)
    {
        ArgumentNullException.ThrowIfNull(run);
        var parts = new DocumentParts(run.Step, new DerivationOptions(), digits);
        DerivationPart[] again = Forward(run.Again), test = Forward(run.Test);
        return new Document($"Error backpropagation: one step of a network {DocumentParts.Sizes(run.Step)}",
        [
            new Paragraph(
                "Every weight is 1. One point is learned with the learning rate η = 1/3; then a new point is tested. Numbers are shown to "
                + FormattableString.Invariant($"{digits} significant digits and computed with all of them.")),
            new SectionHeading(1, "The network before the step"),
            parts.Before(),
            new SectionHeading(1, "The six steps of the algorithm"),
            .. parts.Steps(Derivation.Of(run.Step)),
            new SectionHeading(1, "The network after the step, on the same point"),
            parts.After(run.Again),
            .. again.Skip(1).Select(part => new PartFormulas(part)),
            parts.Change(run.Again),
            new SectionHeading(1, "A test point, with the updated weights"),
            .. test.Select(part => new PartFormulas(part)),
            .. engine is null ? [] : Engine(new EngineComparison(run, engine)),
        ]) { Digits = digits };
    }

    private static DerivationPart[] Forward(TextbookStep step) => [.. Derivation.Of(step).Steps[1].Parts];

    private static IEnumerable<Block> Engine(EngineComparison comparison) =>
    [
        new SectionHeading(1, "The same with the engine that trains models"),
        new Paragraph("The textbook computes in double precision, the engine in single precision. For each kind of number the largest difference is shown."),
        new Table(["", "", "numbers", "textbook", "engine", "difference"],
            [.. comparison.Rows.Select(r => (IReadOnlyList<Entry>)
            [
                new Formula(r.Symbol), new WordEntry(r.Remark), new Figures(r.Count, 9), new Figures(r.Textbook, 9), new Figures(r.Engine, 9), new Figures(r.Difference, 2),
            ])]),
        new Paragraph($"The largest difference is {new NotationText(new TextOptions { Digits = 2 }).Write(comparison.LargestDifference)}."),
    ];
}
