using Backprop.Explain.Diagrams;
using Backprop.Explain.Documents;
using Backprop.Explain.Text;

namespace Backprop.Explain.Reports;

/// <summary>A document as text for a terminal.</summary>
public static class TextDocument
{
    /// <summary>Writes the document.</summary>
    public static void Write(TextWriter writer, Document document, TextOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(document);
        options ??= new TextOptions { Digits = document.Digits };
        foreach (string line in Underlined(document.Title, options))
            writer.WriteLine(line);
        foreach (Block block in document.Blocks)
        {
            writer.WriteLine();
            if (block is PartFormulas formulas)
                DerivationText.WritePart(writer, formulas.Part, options);
            foreach (string line in Lines(block, options))
                writer.WriteLine(line);
        }
    }

    private static IEnumerable<string> Lines(Block block, TextOptions options) => block switch
    {
        SectionHeading { Level: 1 } heading => Underlined(heading.Words, options),
        SectionHeading heading => [new NotationText(options).Words(heading.Words)],
        Paragraph paragraph => Wrapped(paragraph.Words, options),
        PartFormulas => [],
        Figure figure => Lines(figure.InCharacters(options), options),
        Table table => Lines(table, options),
        _ => throw new NotSupportedException($"No text for {block.GetType().Name}."),
    };

    private static string[] Underlined(string heading, TextOptions options)
    {
        string[] lines = [.. Wrapped(heading, options)];
        return [.. lines, new string('=', lines.Max(line => line.Length))];
    }

    private static IEnumerable<string> Lines(CharacterDrawing drawing, TextOptions options) =>
        [.. drawing.Lines, .. drawing.Caption.Length > 0 ? Wrapped(drawing.Caption, options).Prepend("") : []];

    private static IEnumerable<string> Lines(Table table, TextOptions options)
    {
        string[][] cells = [[.. table.Heads], .. table.Rows.Select(r => r.Select(e => Write(e, options)).ToArray())];
        foreach (string[] row in cells)
            for (int c = 0; c < row.Length; c++)
                row[c] = options.Ascii ? AsciiText.Of(row[c]) : row[c];
        int[] widths = [.. table.Heads.Select((_, c) => cells.Max(row => row[c].Length))];
        bool IsRight(int c) => table.Rows.Count > 0 && table.Rows[0][c] is Figures;
        foreach (string[] row in cells)
            yield return ("   " + string.Join("   ", row.Select((cell, c) => IsRight(c) ? cell.PadLeft(widths[c]) : cell.PadRight(widths[c])))).TrimEnd();
    }

    private static string Write(Entry entry, TextOptions options) => entry switch
    {
        WordEntry words => words.Text,
        Formula formula => new NotationText(options).Write(formula.Notation),
        Figures figures => new NotationText(options with { Digits = figures.Digits }).Write(figures.Value),
        Bar bar => BarText.Of(bar.Share),
        _ => throw new NotSupportedException($"No text for {entry.GetType().Name}."),
    };

    private static IEnumerable<string> Wrapped(string words, TextOptions options) => WrappedText.Lines(new NotationText(options).Words(words), options.Width);
}
