using System.Globalization;
using Backprop.Explain.Documents;
using Backprop.Explain.Text;

namespace Backprop.Explain.Latex;

/// <summary>A document as a LaTeX file that pdflatex compiles with the packages every TeX distribution has (amsmath, TikZ, booktabs).</summary>
public static class LatexDocument
{
    // Formulas as text that fit on a line: a line has 172 mm, and such a character takes about 1.75 mm of it.
    private const int LineWidth = 98;

    private const string Preamble = """
        \documentclass[a4paper,10pt]{article}
        \usepackage[utf8]{inputenc}
        \IfFileExists{lmodern.sty}{\usepackage[T1]{fontenc}\usepackage{lmodern}}{}
        \usepackage{textcomp}
        \usepackage[fleqn]{amsmath}
        \usepackage[a4paper,left=19mm,right=19mm,top=20mm,bottom=22mm]{geometry}
        \usepackage{microtype}
        \usepackage{booktabs}
        \usepackage{tikz}
        \usepackage[hidelinks]{hyperref}
        \definecolor{positive}{RGB}{21,101,192}
        \definecolor{negative}{RGB}{204,85,0}
        \definecolor{neutral}{RGB}{140,140,140}
        \definecolor{faint}{RGB}{95,95,95}
        \providecommand{\gt}{>}
        \providecommand{\textquotedbl}{''}
        \setlength{\parindent}{0pt}
        \setlength{\parskip}{5pt plus 1pt}
        \setlength{\mathindent}{14pt}
        \setlength{\abovedisplayskip}{5pt plus 2pt}
        \setlength{\belowdisplayskip}{5pt plus 2pt}
        \setlength{\abovedisplayshortskip}{3pt plus 1pt}
        \setlength{\belowdisplayshortskip}{5pt plus 2pt}
        \allowdisplaybreaks
        \makeatletter
        \renewcommand{\section}{\@startsection{section}{1}{0pt}{14pt plus 3pt}{5pt}{\Large\bfseries}}
        \renewcommand{\subsection}{\@startsection{subsection}{2}{0pt}{10pt plus 2pt}{3pt}{\large\bfseries}}
        \makeatother
        """;

    /// <summary>Writes the document.</summary>
    public static void Write(TextWriter writer, Document document)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(document);
        writer.WriteLine(Preamble);
        writer.WriteLine(@"\hypersetup{pdftitle={" + Bare(document.Title) + "}}");
        writer.WriteLine(@"\begin{document}");
        writer.WriteLine();
        writer.WriteLine(@"{\LARGE\bfseries " + LatexText.Words(document.Title) + @"\par}");
        writer.WriteLine(@"\vspace{2pt}\hrule\vspace{8pt}");
        var math = new LatexMath(document.Digits);
        foreach (Block block in document.Blocks)
        {
            writer.WriteLine();
            foreach (string line in Lines(block, math, document.Digits))
                writer.WriteLine(line);
        }
        writer.WriteLine();
        writer.WriteLine(@"\end{document}");
    }

    private static IEnumerable<string> Lines(Block block, LatexMath math, int digits) => block switch
    {
        SectionHeading { Level: 1 } heading => [@"\section*{" + LatexText.Words(heading.Words) + "}"],
        SectionHeading heading => [@"\subsection*{" + LatexText.Words(heading.Words) + "}"],
        Paragraph paragraph => [LatexText.Words(paragraph.Words)],
        PartFormulas formulas => Part(formulas, math, digits),
        Figure figure => Drawing(figure),
        Table table => Rows(table, math, digits),
        _ => throw new NotSupportedException($"No LaTeX for {block.GetType().Name}."),
    };

    /// <summary>A drawing between the paragraphs; rotated and on a separate page where it would be too small to read.</summary>
    private static IEnumerable<string> Drawing(Figure figure)
    {
        string caption = @"\small\color{faint} " + LatexText.Words(figure.Caption);
        if (!TikzDrawing.WantsPage(figure.Drawing))
            return [@"\begin{center}", .. TikzDrawing.Lines(figure.Drawing, isTurned: false), "", @"\vspace{2pt}{" + caption + "}", @"\end{center}"];
        return
        [
            "The drawing is on a separate page.",
            @"\begin{figure}[p]", @"\centering", @"\rotatebox{90}{\begin{minipage}{700pt}\centering",
            .. TikzDrawing.Lines(figure.Drawing, isTurned: true), "", @"\vspace{6pt}{" + caption + "}", @"\end{minipage}}", @"\end{figure}",
        ];
    }

    private static IEnumerable<string> Part(PartFormulas formulas, LatexMath math, int digits)
    {
        var part = formulas.Part;
        IReadOnlyList<EquationRow> law = new EquationRows(new LatexMath(digits), digits, LineWidth).Law(part.Law);
        IReadOnlyList<EquationRow> lines = new EquationRows(new LatexMath(digits) { Slashes = true }, digits, LineWidth).Of(part);
        string heading = part.Heading.Length == 0 ? "" : lines.Count == 0 ? LatexText.Words(part.Heading) : @"\textbf{" + LatexText.Words(part.Heading) + "}";
        if (law.Count == 1)
            heading += (heading.Length > 0 ? @"\quad " : "") + @"$\displaystyle " + string.Concat(law[0].Cells) + "$";
        if (heading.Length > 0)
            yield return heading + (lines.Count > 0 ? @"\nopagebreak" : "");
        else if (lines.Count > 0)
            yield return @"\vspace{-\baselineskip}";
        foreach (string line in law.Count > 1 ? Aligned(law) : [])
            yield return line;
        foreach (string line in Aligned(lines))
            yield return line;
        if (part.LeftOut > 0)
            yield return @"\hspace*{14pt}" + LatexText.Words(string.Create(CultureInfo.InvariantCulture, $"… {part.LeftOut:N0} more {part.Of}"));
    }

    /// <summary>Cells in pairs: a left side set to the right, what follows set to the left. A page may end between lines, but not after the first.</summary>
    private static IEnumerable<string> Aligned(IReadOnlyList<EquationRow> rows)
    {
        if (rows.Count == 0)
            yield break;
        bool isGiven = rows.Any(r => r.IsGiven), hasNames = rows.Any(r => r.Name is not null);
        int cells = rows.Max(r => r.Cells.Count);
        yield return string.Create(CultureInfo.InvariantCulture, $@"\begin{{alignat*}}{{{(isGiven ? (cells + 1) / 2 : cells - 1) + (hasNames ? 1 : 0)}}}");
        for (int n = 0; n < rows.Count; n++)
        {
            IReadOnlyList<string> row = rows[n].Cells;
            string line = row[0];
            for (int c = 1; c < row.Count; c++)
                line += (isGiven ? c % 2 == 1 ? " & " : @" & \qquad " : c == 1 ? " & " : @" && \;") + row[c];
            if (rows[n].Name is { } name)
                line += (isGiven ? " & & " : " && ") + new LatexMath(1).Remark(name);
            yield return line + (n < rows.Count - 1 ? n == 0 ? @" \\*" : @" \\" : "");
        }
        yield return @"\end{alignat*}";
    }

    private static IEnumerable<string> Rows(Table table, LatexMath math, int digits)
    {
        bool IsRight(int c) => table.Rows.Count > 0 && table.Rows[0][c] is Figures;
        yield return @"\begin{center}\small";
        yield return @"\begin{tabular}{@{}" + string.Concat(table.Heads.Select((_, c) => IsRight(c) ? 'r' : 'l')) + "@{}}";
        yield return @"\toprule";
        yield return string.Join(" & ", table.Heads.Select(LatexText.Words)) + @" \\";
        yield return @"\midrule";
        foreach (IReadOnlyList<Entry> row in table.Rows)
            yield return string.Join(" & ", row.Select(entry => Write(entry, math))) + @" \\";
        yield return @"\bottomrule";
        yield return @"\end{tabular}";
        yield return @"\end{center}";
    }

    private static string Write(Entry entry, LatexMath math) => entry switch
    {
        WordEntry words => LatexText.Words(words.Text),
        Formula formula => "$" + math.Write(formula.Notation) + "$",
        Figures figures => "$" + new LatexMath(figures.Digits).Write(new Derivations.Number(figures.Value)) + "$",
        Bar bar => Rule(bar.Share),
        _ => throw new NotSupportedException($"No LaTeX for {entry.GetType().Name}."),
    };

    private static string Rule(double share)
    {
        string width = Math.Abs(20 * share).ToString("F1", CultureInfo.InvariantCulture), rest = (20 - Math.Abs(20 * share)).ToString("F1", CultureInfo.InvariantCulture);
        return share < 0
            ? $@"\hspace{{{rest}mm}}\textcolor{{negative}}{{\rule{{{width}mm}}{{1.6ex}}}}\rule[-0.4ex]{{0.4pt}}{{2.4ex}}\hspace{{20mm}}"
            : $@"\hspace{{20mm}}\rule[-0.4ex]{{0.4pt}}{{2.4ex}}\textcolor{{positive}}{{\rule{{{width}mm}}{{1.6ex}}}}\hspace{{{rest}mm}}";
    }

    /// <summary>A title for the file's properties: no formulas.</summary>
    private static string Bare(string title) => string.Concat(AsciiText.Of(title).Where(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '-' or '.' or ':'));
}
