using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Backprop.Explain.Derivations;
using Backprop.Explain.Diagrams;
using Backprop.Explain.Documents;
using Backprop.Explain.Latex;
using Backprop.Explain.Text;

namespace Backprop.Explain.Markdown;

/// <summary>A document as Markdown, as GitHub and others read it: formulas in LaTeX between dollar signs, drawings in characters.</summary>
public static partial class MarkdownDocument
{
    private const int LineWidth = 96, DrawingWidth = 110;

    /// <summary>Writes the document.</summary>
    public static void Write(TextWriter writer, Document document)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(document);
        writer.WriteLine("# " + Escaped(document.Title));
        foreach (Block block in document.Blocks)
        {
            writer.WriteLine();
            foreach (string line in Lines(block, document.Digits))
                writer.WriteLine(line);
        }
    }

    private static IEnumerable<string> Lines(Block block, int digits) => block switch
    {
        SectionHeading heading => [new string('#', heading.Level + 1) + " " + Escaped(heading.Words)],
        Paragraph paragraph => [Escaped(paragraph.Words)],
        PartFormulas formulas => Part(formulas.Part, digits),
        Figure figure => Drawing(figure.InCharacters(new TextOptions { Digits = digits, Width = DrawingWidth })),
        Table table => Rows(table, digits),
        _ => throw new NotSupportedException($"No Markdown for {block.GetType().Name}."),
    };

    private static IEnumerable<string> Drawing(CharacterDrawing drawing) =>
        // A name in the drawing must not end it.
        ["```text", .. drawing.Lines.Select(line => line.Replace("```", "'''", StringComparison.Ordinal)), "```", .. drawing.Caption.Length > 0 ? new[] { "", Escaped(drawing.Caption) } : []];

    private static IEnumerable<string> Part(DerivationPart part, int digits)
    {
        IReadOnlyList<EquationRow> law = new EquationRows(new LatexMath(digits), digits, LineWidth).Law(part.Law);
        IReadOnlyList<EquationRow> lines = new EquationRows(new LatexMath(digits) { Slashes = true }, digits, LineWidth).Of(part);
        string heading = part.Heading.Length == 0 ? "" : lines.Count == 0 ? Escaped(part.Heading) : $"**{Escaped(part.Heading)}**";
        if (law.Count == 1)
            heading += $"{(heading.Length > 0 ? ": " : "")}${string.Concat(law[0].Cells)}$";
        bool isFirst = heading.Length == 0;
        if (heading.Length > 0)
            yield return heading;
        foreach (IReadOnlyList<EquationRow> block in new[] { law.Count > 1 ? law : [], lines }.Where(b => b.Count > 0))
        {
            if (!isFirst)
                yield return "";
            isFirst = false;
            foreach (string line in Aligned(block))
                yield return line;
        }
        if (part.LeftOut > 0)
        {
            yield return "";
            yield return string.Create(CultureInfo.InvariantCulture, $"… {part.LeftOut:N0} more {part.Of}");
        }
    }

    private static IEnumerable<string> Aligned(IReadOnlyList<EquationRow> rows)
    {
        bool isGiven = rows.Any(r => r.IsGiven);
        yield return "$$";
        yield return @"\begin{aligned}";
        for (int n = 0; n < rows.Count; n++)
        {
            IReadOnlyList<string> row = rows[n].Cells;
            string line = row[0];
            for (int c = 1; c < row.Count; c++)
                line += (isGiven ? c % 2 == 1 ? " & " : @" & \quad " : c == 1 ? " & " : " && ") + row[c];
            if (rows[n].Name is { } name)
                line += " && " + new LatexMath(1).Remark(name);
            yield return line + (n < rows.Count - 1 ? @" \\" : "");
        }
        yield return @"\end{aligned}";
        yield return "$$";
    }

    private static IEnumerable<string> Rows(Table table, int digits)
    {
        bool IsRight(int c) => table.Rows.Count > 0 && table.Rows[0][c] is Figures;
        yield return "| " + string.Join(" | ", table.Heads.Select(Cell)) + " |";
        yield return "|" + string.Concat(table.Heads.Select((_, c) => IsRight(c) ? "--:|" : ":--|"));
        foreach (IReadOnlyList<Entry> row in table.Rows)
            yield return "| " + string.Join(" | ", row.Select(entry => Write(entry, digits))) + " |";
    }

    private static string Write(Entry entry, int digits) => entry switch
    {
        WordEntry words => Cell(words.Text),
        Formula formula => "$" + new LatexMath(digits).Write(formula.Notation) + "$",
        Figures figures => new NotationText(new TextOptions { Digits = figures.Digits }).Write(figures.Value),
        Bar bar => BarText.Of(bar.Share),
        _ => throw new NotSupportedException($"No Markdown for {entry.GetType().Name}."),
    };

    private static string Cell(string text) => Escaped(text).Replace("|", "\\|", StringComparison.Ordinal);

    /// <summary>Words with the characters that would be markup escaped, and single symbols unchanged: they are readable without being formulas.</summary>
    private static string Escaped(string text)
    {
        var escaped = new StringBuilder(Markup().Replace(text, @"\$0"));
        return escaped.Replace("<", "&lt;").Replace('\n', ' ').Replace('\r', ' ').ToString();
    }

    [GeneratedRegex(@"[\\`*_\[\]#$~]", RegexOptions.CultureInvariant)]
    private static partial Regex Markup();
}
