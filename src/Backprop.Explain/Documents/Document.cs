using Backprop.Explain.Derivations;
using Backprop.Explain.Diagrams;
using Backprop.Explain.Drawings;
using Backprop.Explain.Text;

namespace Backprop.Explain.Documents;

/// <summary>A page or two about a network, in blocks that each format writes in its own way.</summary>
public sealed class Document
{
    internal Document(string title, IReadOnlyList<Block> blocks) => (Title, Blocks) = (title, blocks);

    /// <summary>Its title.</summary>
    public string Title { get; }

    /// <summary>From top to bottom.</summary>
    internal IReadOnlyList<Block> Blocks { get; }

    /// <summary>Significant digits of the numbers in formulas, 1 to 17; default 3.</summary>
    public int Digits { get; init; } = 3;
}

/// <summary>A block of a document. Words may hold the symbols of this project (δₖ, xₙ, ∂E/∂w, η); each format sets them as formulas.</summary>
internal abstract record Block;

/// <summary>A heading.</summary>
/// <param name="Level">1 below the title, or 2.</param>
/// <param name="Words">Its words.</param>
internal sealed record SectionHeading(int Level, string Words) : Block;

/// <summary>A paragraph.</summary>
internal sealed record Paragraph(string Words) : Block;

/// <summary>Equations of one kind, with their law.</summary>
internal sealed record PartFormulas(DerivationPart Part) : Block;

/// <summary>A drawing of a network.</summary>
/// <param name="Drawing">The drawing.</param>
/// <param name="InCharacters">The same in characters, with its own caption, for formats without drawings.</param>
/// <param name="Caption">What is to be seen in the drawing.</param>
internal sealed record Figure(NetworkDrawing Drawing, Func<TextOptions, CharacterDrawing> InCharacters, string Caption) : Block;

/// <summary>A table.</summary>
/// <param name="Heads">The head of each column.</param>
/// <param name="Rows">Rows of as many entries.</param>
internal sealed record Table(IReadOnlyList<string> Heads, IReadOnlyList<IReadOnlyList<Entry>> Rows) : Block;

/// <summary>An entry of a table.</summary>
internal abstract record Entry;

/// <summary>Words, set to the left.</summary>
internal sealed record WordEntry(string Text) : Entry;

/// <summary>A formula, set to the left.</summary>
internal sealed record Formula(Notation Notation) : Entry;

/// <summary>A number, set to the right.</summary>
internal sealed record Figures(double Value, int Digits) : Entry;

/// <summary>A bar to the right for a number above 0, to the left for one below.</summary>
/// <param name="Share">−1 to 1 of half the width.</param>
internal sealed record Bar(double Share) : Entry;
