using Backprop.Explain.Documents;
using Backprop.Explain.Text;

namespace Backprop.Explain.Reports;

/// <summary>A document of words and tables as text for a terminal.</summary>
public static class TextDocument
{
    /// <summary>Writes the document; a formula or a drawing in it is left to the writers of their own.</summary>
    /// <exception cref="NotSupportedException">It has equations or drawings.</exception>
    public static void Write(TextWriter writer, Document document, TextOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(document);
        options ??= new TextOptions { Digits = document.Digits };
        var text = new NotationText(options);
        writer.WriteLine(text.Words(document.Title));
        writer.WriteLine(new string('=', text.Words(document.Title).Length));
        foreach (Block block in document.Blocks)
        {
            writer.WriteLine();
            foreach (string line in block switch
            {
                SectionHeading heading => [text.Words(heading.Words), ""],
                Paragraph paragraph => Wrapped(text.Words(paragraph.Words), options.Width),
                Table table => Lines(table, options),
                _ => throw new NotSupportedException($"No text for {block.GetType().Name}."),
            })
                writer.WriteLine(line);
        }
    }

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

    private static IEnumerable<string> Wrapped(string words, int width)
    {
        string line = "";
        foreach (string word in words.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = "";
            }
            line += line.Length > 0 ? " " + word : word;
        }
        yield return line;
    }
}
